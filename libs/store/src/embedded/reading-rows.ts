import type { DuckDBValue } from '@duckdb/node-api';
import { standing } from '../standing.js';
import type { StoredReading } from '../store.js';
import type { Names } from './names.js';
import { QUALITIES } from './schema.js';

/** A row of `reading_row` as it is read: bigint columns come as doubles, which are exact to 2^53. */
export type ReadingRow = readonly [
  sensor: number,
  metric: number,
  at: number,
  value: number,
  receivedAt: number,
  gateway: number,
  quality: number,
  epoch: string | null,
  seq: number | null,
  partition: number,
  offset: number,
];

export const READING_COLUMNS = `sensor, metric, "at"::double, value, received_at::double, gateway, quality, epoch,
  seq::double, "partition", "offset"::double`;

/** The order of a page, within a sensor and instant that of the log, and the same each time. */
export const READING_ORDER = '"at", sensor, "offset", "partition", metric';

export function readingRow(row: readonly DuckDBValue[]): ReadingRow {
  return row as unknown as ReadingRow;
}

export function sameInstant(a: ReadingRow, b: ReadingRow): boolean {
  return a[0] === b[0] && a[2] === b[2];
}

/** What is read of the rows of one sensor and instant, which come in the order of the log. */
export function readingsOf(rows: readonly ReadingRow[], names: Names): readonly StoredReading[] {
  const readings: (StoredReading & { values: Record<string, number> })[] = [];
  for (const [
    sensor,
    metric,
    at,
    value,
    receivedAt,
    gateway,
    quality,
    epoch,
    seq,
    partition,
    offset,
  ] of rows) {
    let reading = readings.at(-1);
    if (reading?.offset !== offset || reading.partition !== partition) {
      reading = {
        sensor: names.textOf(sensor),
        gateway: names.textOf(gateway),
        at,
        receivedAt,
        values: {},
        quality: QUALITIES[quality]!,
        ...(epoch !== null && { epoch }),
        ...(seq !== null && { seq }),
        partition,
        offset,
      };
      readings.push(reading);
    }
    reading.values[names.textOf(metric)] = value;
  }
  return standing(readings);
}
