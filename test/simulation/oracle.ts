import { isTick, type Reading } from '@toancanh/events';
import type { SharedLog } from './shared-log.js';
import { pathOf, SENSORS } from './town.js';

/** What a window must say in the end. */
export type Figures = Readonly<
  Record<'count' | 'sum' | 'min' | 'max' | 'mean' | 'p50' | 'p95' | 'expected' | 'coverage', number>
>;

const MINUTE = 60_000;

/**
 * The windows that the readings on the log make, by name: `x of s1 at 1795…`. It knows no watermark, no order among
 * partitions and no process: a value is what the log said last of a sensor, a metric and an instant.
 */
export function oracle(log: SharedLog): Map<string, Figures> {
  const last = new Map<string, { reading: Reading; metric: string; value: number }>();
  for (const records of log.partitions('city.readings')) {
    for (const { value: record } of records) {
      if (isTick(record)) continue;
      const reading = record as Reading;
      for (const [metric, value] of Object.entries(reading.values)) {
        last.set(`${metric} ${reading.sensor} ${reading.at}`, { reading, metric, value });
      }
    }
  }
  const held = new Map<string, { values: number[]; metric: string; target: string }>();
  for (const { reading, metric, value } of last.values()) {
    if (reading.quality !== 'ok') continue;
    const { area } = SENSORS.find(({ id }) => id === reading.sensor)!;
    const start = reading.at - (reading.at % MINUTE);
    for (const target of [reading.sensor, ...pathOf(area).map((above) => `area ${above}`)]) {
      const name = `${metric} of ${target} at ${start}`;
      let one = held.get(name);
      if (!one) held.set(name, (one = { values: [], metric, target }));
      one.values.push(value);
    }
  }
  return new Map(
    [...held].map(([name, { values, metric, target }]) => [name, figures(values, dueOf(metric, target))]),
  );
}

/** How many readings sensors announce for a minute of theirs, or of an area that they lie in. */
function dueOf(metric: string, target: string): number {
  return SENSORS.filter(
    ({ id, area, metrics }) =>
      metrics.includes(metric) && (id === target || pathOf(area).some((above) => target === `area ${above}`)),
  ).reduce((due, { period }) => due + 60 / period!, 0);
}

function figures(given: readonly number[], expected: number): Figures {
  const values = [...given].sort((a, b) => a - b);
  const sum = values.reduce((a, b) => a + b, 0);
  return {
    count: values.length,
    sum,
    min: values[0]!,
    max: values.at(-1)!,
    mean: sum / values.length,
    p50: percentile(values, 50),
    p95: percentile(values, 95),
    expected,
    coverage: Math.min(1, values.length / expected),
  };
}

function percentile(values: readonly number[], percent: number): number {
  const rank = ((values.length - 1) * percent) / 100;
  const [below, above] = [values[Math.floor(rank)]!, values[Math.ceil(rank)]!];
  return below + (above - below) * (rank - Math.floor(rank));
}
