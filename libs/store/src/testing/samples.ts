import type { Window } from '@toancanh/events';
import type { StoredReading } from '../store.js';

export const NOON = Date.UTC(2026, 10, 23, 5);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const YEAR = 365 * DAY;
/** Everything, as far as one page goes. */
export const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER, limit: 10_000 };

export function reading(changes: Partial<StoredReading> = {}): StoredReading {
  return {
    sensor: 'bd-aq-0007',
    gateway: 'gw-7',
    at: NOON,
    receivedAt: NOON + 40,
    values: { pm25: 31.2 },
    quality: 'ok',
    partition: 3,
    offset: 7,
    ...changes,
  };
}

export function windowOf(changes: Partial<Window> = {}): Window {
  const start = changes.start ?? NOON;
  return {
    metric: 'pm25',
    sensor: 'bd-aq-0007',
    span: '1m',
    start,
    end: start + MINUTE,
    count: 3,
    sum: 9,
    min: 1,
    max: 5,
    mean: 3,
    p50: 3,
    p95: 4.8,
    expected: 6,
    coverage: 0.5,
    revision: 0,
    epoch: 1,
    asOf: start + 2 * MINUTE,
    ...changes,
  };
}

export function areaWindow(area: string, start = NOON): Window {
  const { sensor: _, ...rest } = windowOf({ start });
  return { ...rest, area };
}
