import type { Sensor, Window } from '@toancanh/events';
import { AreaTally } from './area-tally.js';
import type { Expectation } from './expectation.js';
import type { OpenMinute } from './open-minute.js';
import type { SeriesTable } from './series-table.js';
import { sketchOf } from './sketch.js';
import { MINUTE } from './span.js';
import { sortFirst, statisticsOf } from './statistics.js';

export interface WindowContext {
  readonly series: SeriesTable;
  readonly expectation: Expectation;
  /** The sensor as it was placed in the minute: a series knows where it was last seen. As it is unless told. */
  readonly asPlaced?: (sensor: Sensor) => Sensor;
  /** An area and those above it as of the minute; empty for an unknown one. */
  readonly pathOf: (area: string) => readonly string[];
  readonly epoch: number;
  readonly asOf: number;
}

/**
 * The windows of a closed minute: of every sensor with a value, then of every area above one. Areas are merged from the values
 * themselves, so their percentiles are exact; the cost of a reading does not grow with the depth of the tree until here.
 * One window a step, so that the caller can pause between them.
 */
export function* windowsOf(minute: OpenMinute, context: WindowContext): Generator<Window> {
  const { series, expectation, pathOf } = context;
  const tallies = new Map<string, AreaTally>();
  let scratch = new Float64Array(256);
  for (let number = 0; number < minute.series; number++) {
    const count = minute.countOf(number);
    if (count === 0) continue;
    const { sensor: seen, metric } = series.at(number);
    const sensor = context.asPlaced?.(seen) ?? seen;
    if (scratch.length < count) scratch = new Float64Array(count * 2);
    minute.copy(number, scratch);
    sortFirst(scratch, count);
    const due = expectation.ofSensor(sensor, metric);
    yield windowOf({ metric, sensor: sensor.id }, minute, context, scratch, count, due ?? count);
    let tally = tallies.get(metric);
    if (!tally) tallies.set(metric, (tally = new AreaTally()));
    tally.add(pathOf(sensor.area), scratch, count, due === undefined ? count : 0);
  }
  for (const [metric, tally] of tallies) {
    for (const { area, values, unannounced } of tally.areas()) {
      const expected = expectation.ofArea(area, metric) + unannounced;
      yield windowOf({ metric, area }, minute, context, values, values.length, expected);
    }
    tallies.delete(metric);
  }
}

function windowOf(
  target: { metric: string; sensor: string } | { metric: string; area: string },
  { start }: OpenMinute,
  { epoch, asOf }: WindowContext,
  sorted: Float64Array,
  count: number,
  due: number,
): Window {
  const expected = Math.round(due * 1e6) / 1e6;
  const { sum, min, max, mean, p50, p95 } = statisticsOf(sorted, count);
  const sketch = sketchOf(sorted, count);
  // Named one by one: a literal that begins with a spread takes a hundred times as long as the statistics.
  const window: Window = {
    metric: target.metric,
    span: '1m',
    start,
    end: start + MINUTE,
    count,
    sum,
    min,
    max,
    mean,
    p50,
    p95,
    expected,
    coverage: Math.min(1, count / expected),
    revision: 0,
    epoch,
    asOf,
  };
  if ('sensor' in target) window.sensor = target.sensor;
  else window.area = target.area;
  if (sketch !== undefined) window.sketch = sketch;
  return window;
}
