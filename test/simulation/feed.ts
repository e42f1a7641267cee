import type { Quality, Reading } from '@toancanh/events';
import type { Entry } from '@toancanh/log';
import type { Random } from './random.js';
import { SENSORS } from './town.js';

/** What intake appends at an instant of the log's clock. */
export interface Arrival {
  readonly at: number;
  readonly entries: readonly Entry[];
}

export const BEGIN = Date.UTC(2026, 10, 23, 7, 15);
const PARTITIONS = [0, 1, 2];

/**
 * What gateways send: mostly a little old, sometimes too late, sometimes dated ahead; a quarter of it again, as it was,
 * corrected or taken back. Ticks mostly go into every partition.
 */
export function drawFeed(random: Random, length: number): Arrival[] {
  const said: Reading[] = [];
  let now = BEGIN;
  return Array.from({ length }, () => {
    now += random.chance(0.2) ? random.below(40_000) : random.below(6_000);
    if (random.chance(0.2)) return { at: now, entries: ticks(random) };
    const reading = said.length > 0 && random.chance(0.25) ? again(random, said) : fresh(random, now);
    said.push(reading);
    return { at: now, entries: [{ key: reading.sensor, value: JSON.stringify(reading) }] };
  });
}

/** What ends every feed: so much later no minute is open any more. */
export function lastTicks(after: number): Arrival {
  return { at: after + 600_000, entries: PARTITIONS.map(tick) };
}

function ticks(random: Random): Entry[] {
  return (random.chance(0.8) ? PARTITIONS : [random.pick(PARTITIONS)]).map(tick);
}

function tick(partition: number): Entry {
  return { key: '', value: '{"tick":0}', partition };
}

function fresh(random: Random, now: number): Reading {
  const { id, metrics } = random.pick(SENSORS);
  const age = random.chance(0.7) ? random.below(40_000) : random.between(-60_000, 200_000);
  const at = Math.floor((now - age) / 100) * 100;
  return { sensor: id, gateway: 'gw', at, receivedAt: now, values: values(random, metrics), quality: 'ok' };
}

/** One of the last that were sent: a repeat, a correction, or a word that the sensor was at fault. */
function again(random: Random, said: readonly Reading[]): Reading {
  const one = said[Math.max(0, said.length - 1 - random.below(8))]!;
  const kind = random.below(3);
  if (kind === 0) return one;
  const quality: Quality = kind === 1 ? 'ok' : 'fault';
  return { ...one, values: values(random, Object.keys(one.values)), quality };
}

function values(random: Random, metrics: readonly string[]): Reading['values'] {
  const named = metrics.filter((_, n) => n === 0 || random.chance(0.4));
  return Object.fromEntries(named.map((metric) => [metric, random.between(1, 4)]));
}
