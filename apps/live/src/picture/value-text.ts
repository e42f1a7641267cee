import { freshnessOf, toIso } from '@toancanh/events';
import { type Cell, valueOf } from './latest-values.js';

/**
 * The JSON of `valueOf`, put together by hand: a frame has thousands of values, of which names and units stay the same
 * and most instants are of the same minute. It costs 1.1 µs in place of 2.5.
 */
export function valueText(cell: Cell, now: number): string | undefined {
  const { sensor } = cell.source;
  if (!sensor) return undefined;
  cell.head ??= headOf(cell);
  const freshness = freshnessOf(now - cell.at, sensor.period);
  return `${cell.head}"value":${cell.value},"at":"${isoText(cell.at)}","receivedAt":"${isoText(cell.receivedAt)}","quality":"${cell.quality}","freshness":"${freshness}"}`;
}

/** What does not change while the sensor stays, up to and with a comma. */
function headOf(cell: Cell): string {
  const { sensor, metric, unit, area } = valueOf(cell, 0)!;
  return `${JSON.stringify({ sensor, metric, unit, area }).slice(0, -1)},`;
}

const MINUTE = 60_000;
let minute = NaN;
let untilSeconds = '';

/** `toIso`, which remembers the text of the last minute. */
export function isoText(millis: number): string {
  const start = Math.floor(millis / MINUTE) * MINUTE;
  if (start !== minute) {
    minute = start;
    untilSeconds = toIso(start).slice(0, -'00.000Z'.length);
  }
  const rest = millis - start;
  const seconds = Math.floor(rest / 1_000);
  return `${untilSeconds}${String(seconds).padStart(2, '0')}.${String(rest - seconds * 1_000).padStart(3, '0')}Z`;
}
