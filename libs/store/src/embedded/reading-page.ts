import type { DuckDBConnection } from '@duckdb/node-api';
import { readingCursor } from '../cursor.js';
import { type Page, type ReadingQuery, type StoredReading, StoreError } from '../store.js';
import type { Names } from './names.js';
import {
  READING_COLUMNS,
  READING_ORDER,
  type ReadingRow,
  readingRow,
  readingsOf,
  sameInstant,
} from './reading-rows.js';
import { rowGroups } from './row-groups.js';
import { sqlInteger } from './sql-integer.js';

const NOTHING: Page<never> = { items: [], next: null };

/** The readings of a range that still stand, a page of them. */
export async function readingPage(
  connection: DuckDBConnection,
  names: Names,
  query: ReadingQuery,
): Promise<Page<StoredReading>> {
  const after = afterCursor(query.cursor, names);
  const filter = filterOf(query, names);
  if (filter === undefined) return NOTHING;
  const read = async (from: ReadingRow | undefined, most: number): Promise<ReadingRow[]> => {
    const [sensor, , at] = from ?? [after?.sensorId ?? -1, 0, after?.at ?? query.from];
    const rows = await connection.runAndReadAll(
      `select ${READING_COLUMNS} from reading_row where ${filter}
       and "at" >= ${sqlInteger(Math.max(at, query.from))} and ("at" > ${sqlInteger(at)} or sensor >= ${sensor})
       order by ${READING_ORDER} limit ${most}`,
    );
    return rows.getRows().map(readingRow);
  };

  const items: StoredReading[] = [];
  for await (const groups of rowGroups(read, sameInstant, query.limit)) {
    for (const group of groups) {
      for (const reading of readingsOf(group, names)) {
        if (query.gateway !== undefined && reading.gateway !== query.gateway) continue;
        if (after && !after.isBefore(reading)) continue;
        if (items.length === query.limit) return { items, next: cursorOf(items.at(-1)!) };
        items.push(reading);
      }
    }
  }
  return { items, next: null };
}

/**
 * Undefined where nothing can match. A reading is found by its gateway only if no other gateway's replaced it, so all that
 * the gateway's sensors sent is looked at.
 */
function filterOf({ from, to, sensor, gateway, metric }: ReadingQuery, names: Names): string | undefined {
  const span = `"at" >= ${sqlInteger(from)} and "at" < ${sqlInteger(to)}`;
  const parts = [span];
  for (const [column, name] of [
    ['sensor', sensor],
    ['metric', metric],
  ] as const) {
    if (name === undefined) continue;
    const id = names.find(name);
    if (id === undefined) return undefined;
    parts.push(`${column} = ${id}`);
  }
  if (gateway !== undefined) {
    const id = names.find(gateway);
    if (id === undefined) return undefined;
    parts.push(`sensor in (select sensor from reading_row where gateway = ${id} and ${span})`);
  }
  return parts.join(' and ');
}

function afterCursor(cursor: string | undefined, names: Names) {
  const last = readingCursor.decode(cursor);
  if (last === undefined) return undefined;
  const [at, sensor, offset, partition] = last;
  const sensorId = names.find(sensor);
  if (sensorId === undefined) throw new StoreError('STORE_CURSOR', 'the cursor names an unknown sensor');
  const isBefore = (reading: StoredReading) =>
    reading.at !== at ||
    reading.sensor !== sensor ||
    reading.offset > offset ||
    (reading.offset === offset && reading.partition > partition);
  return { at, sensorId, isBefore };
}

function cursorOf({ at, sensor, offset, partition }: StoredReading): string {
  return readingCursor.encode([at, sensor, offset, partition]);
}
