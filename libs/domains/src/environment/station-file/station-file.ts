import type { Quality } from '@toancanh/events';
import { metricOfSymbol } from './symbols.js';

/** One line: a parameter of the station at an instant. */
export interface StationValue {
  /** Counted from 1. */
  readonly line: number;
  readonly symbol: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly at: number;
  /** The instant as it stands in the file. */
  readonly time: string;
  /** Only `ok` may enter an index. */
  readonly quality: Quality & ('ok' | 'calibrating' | 'fault');
}

export type StationField = 'line' | 'symbol' | 'value' | 'time' | 'status';

/** Why a line cannot be read; the lines around it can. */
export interface StationFault {
  readonly line: number;
  readonly field: StationField;
  /** As it stands in the file. */
  readonly found: string;
}

const QUALITIES = { '00': 'ok', '01': 'calibrating', '02': 'fault' } as const;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;
/** The files keep Vietnam's time, UTC+7 all year. */
const LOCAL = 7 * 3_600_000;

/**
 * A file of an automatic station after Circular 10/2021/TT-BTNMT: a line for each parameter, symbol, value, unit, local
 * time and status between tabs. The time is the file's own, however late it comes: loggers send what a broken link held
 * back. A decimal comma is refused, because 1,200 may mean either number.
 */
export function parseStationFile(text: string): (StationValue | StationFault)[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  return lines.flatMap((content, index) => (content.trim() === '' ? [] : [parseLine(content, index + 1)]));
}

function parseLine(content: string, line: number): StationValue | StationFault {
  const fault = (field: StationField, found: string): StationFault => ({ line, field, found });
  const fields = content.split('\t').map((field) => field.trim());
  if (fields.length !== 5) return fault('line', content);
  const [symbol, value, unit, time, status] = fields as [string, string, string, string, string];
  const metric = metricOfSymbol(symbol);
  if (metric === undefined) return fault('symbol', symbol);
  if (!NUMBER.test(value)) return fault('value', value);
  const at = instantOf(time);
  if (at === undefined) return fault('time', time);
  if (!isStatus(status)) return fault('status', status);
  return { line, symbol, metric, value: Number(value), unit, at, time, quality: QUALITIES[status] };
}

function isStatus(text: string): text is keyof typeof QUALITIES {
  return Object.hasOwn(QUALITIES, text);
}

/** Undefined for an hour or a day that no calendar has. */
function instantOf(time: string): number | undefined {
  const [year, month, day, hour, minute, second] = (TIME.exec(time) ?? []).slice(1).map(Number);
  if (second === undefined) return undefined;
  const local = Date.UTC(year!, month! - 1, day!, hour!, minute!, second);
  const again = new Date(local).toISOString().replace(/[-T:]/g, '').slice(0, 14);
  return again === time ? local - LOCAL : undefined;
}
