import type { Quality } from '@toancanh/events';
import { isLater, standing } from '../standing.js';
import type { StoredReading } from '../store.js';
import type { Row } from './query-line.js';
import { nameOf } from './tag-text.js';

/** One value of a reading as it is stored. */
export interface ReadingRow {
  readonly at: number;
  readonly value: number;
  readonly receivedAt: number;
  readonly offset: number;
  readonly epoch: string | null;
  readonly seq: number | null;
  readonly gateway: string;
  readonly metric: string;
  readonly partition: number;
  readonly quality: Quality;
  readonly sensor: string;
}

export const READING_COLUMNS =
  '"value", "receivedAt", "logOffset", "epoch", "seq", "gateway", "metric", "partition", "quality", "sensor"';

export function readingRow(row: Row): ReadingRow {
  const [at, value, receivedAt, offset, epoch, seq, gateway, metric, partition, quality, sensor] = row;
  return {
    at: at as number,
    value: value as number,
    receivedAt: receivedAt as number,
    offset: offset as number,
    epoch: epoch as string | null,
    seq: seq as number | null,
    gateway: nameOf(gateway as string | null),
    metric: nameOf(metric as string | null),
    partition: Number(partition),
    quality: quality as Quality,
    sensor: nameOf(sensor as string | null),
  };
}

/** Others may write into the measurement too; a row without what ours have is none of ours. */
export function isOurs({
  value,
  offset,
  receivedAt,
  quality,
}: { [K in keyof ReadingRow]: unknown }): boolean {
  return value !== null && offset !== null && receivedAt !== null && quality !== null;
}

export function compareRows(a: ReadingRow, b: ReadingRow): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.sensor !== b.sensor) return a.sensor < b.sensor ? -1 : 1;
  if (a.offset === b.offset && a.partition === b.partition) return 0;
  return isLater(a, b) ? 1 : -1;
}

/** What is read of rows, in any order: by instant, sensor and place in the log, only what still stands. */
export function readingsOf(rows: readonly ReadingRow[]): StoredReading[] {
  const standingOnes: StoredReading[] = [];
  let ofInstant: (StoredReading & { values: Record<string, number> })[] = [];
  for (const row of rows.filter(isOurs).sort(compareRows)) {
    let last = ofInstant.at(-1);
    if (last && (last.at !== row.at || last.sensor !== row.sensor)) {
      standingOnes.push(...standing(ofInstant));
      ofInstant = [];
      last = undefined;
    }
    if (last?.offset !== row.offset || last.partition !== row.partition) {
      last = withoutValues(row);
      ofInstant.push(last);
    }
    last.values[row.metric] = row.value;
  }
  standingOnes.push(...standing(ofInstant));
  return standingOnes;
}

function withoutValues(row: ReadingRow): StoredReading & { values: Record<string, number> } {
  const { sensor, gateway, at, receivedAt, quality, epoch, seq, partition, offset } = row;
  return {
    sensor,
    gateway,
    at,
    receivedAt,
    values: {},
    quality,
    ...(epoch !== null && { epoch }),
    ...(seq !== null && { seq }),
    partition,
    offset,
  };
}
