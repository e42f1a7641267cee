import type { Window } from '@toancanh/events';
import type { StoredReading } from '../store.js';
import { tagInLine } from './tag-text.js';

/** Nanoseconds of a millisecond: the room in which rows of one series and instant are told apart. */
const ROOM = 1_000_000;
/** InfluxDB counts nanoseconds in 64 bits, which ends in 2262. */
const LAST_INSTANT = 9_223_372_036_853;

/** Why a point has no line. */
export type Unwritable = 'instant' | 'number';

export function isUnwritable(line: string): line is Unwritable {
  return line === 'instant' || line === 'number';
}

/**
 * The line of one value of a reading. InfluxDB lets the last write of a series and instant win and compares nothing, so
 * each record of the log has an instant of its own within the millisecond, by its offset; whoever reads takes the latest.
 */
export function readingLine(reading: StoredReading, metric: string): string | Unwritable {
  const { sensor, gateway, at, receivedAt, quality, epoch, seq, partition, offset } = reading;
  const value = reading.values[metric]!;
  if (!isInstant(at)) return 'instant';
  if (!Number.isFinite(value)) return 'number';
  return (
    `reading,gateway=${tagInLine(gateway)},metric=${tagInLine(metric)},partition=${partition},quality=${quality}` +
    `,sensor=${tagInLine(sensor)} value=${float(value)},receivedAt=${receivedAt}i,logOffset=${offset}i` +
    (epoch === undefined ? '' : `,epoch=${text(epoch)}`) +
    (seq === undefined ? '' : `,seq=${seq}i`) +
    ` ${nanoseconds(at, offset % ROOM)}`
  );
}

/** The line of a window; revision and activation give it an instant of its own within the millisecond of its start. */
export function windowLine(window: Window): string | Unwritable {
  const { metric, sensor, area, span, start, end, count, revision, epoch, asOf } = window;
  const { sum, min, max, mean, p50, p95, expected, coverage, sketch } = window;
  if (!isInstant(start)) return 'instant';
  if (![sum, min, max, mean, p50, p95, expected, coverage].every(Number.isFinite)) return 'number';
  const tags =
    sensor === undefined
      ? `area=${tagInLine(area ?? '')},metric=${tagInLine(metric)}`
      : `metric=${tagInLine(metric)},sensor=${tagInLine(sensor)}`;
  return (
    `window_${span},${tags} count=${count}i,sum=${float(sum)},min=${float(min)},max=${float(max)}` +
    `,mean=${float(mean)},p50=${float(p50)},p95=${float(p95)},expected=${float(expected)}` +
    `,coverage=${float(coverage)},revision=${revision}i,epoch=${epoch}i,asOf=${asOf}i,endsAt=${end}i` +
    (sketch === undefined ? '' : `,sketch=${text(sketch)}`) +
    ` ${nanoseconds(start, Math.min(revision, 999) * 1_000 + (epoch % 1_000))}`
  );
}

function isInstant(at: number): boolean {
  return Number.isInteger(at) && at >= 0 && at <= LAST_INSTANT;
}

/** As text: a double holds no nanoseconds of our days. */
function nanoseconds(at: number, within: number): string {
  return `${at}${String(within).padStart(6, '0')}`;
}

function float(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function text(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
