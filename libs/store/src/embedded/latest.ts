import type { DuckDBConnection } from '@duckdb/node-api';
import type { StoredReading } from '../store.js';
import type { Names } from './names.js';
import { READING_COLUMNS, READING_ORDER, readingRow, readingsOf, sameInstant } from './reading-rows.js';
import { grouped } from './row-groups.js';
import { sqlInteger } from './sql-integer.js';

/** For each sensor and metric the newest reading by instant, not before `since`. */
export async function latestReadings(
  connection: DuckDBConnection,
  names: Names,
  since: number,
): Promise<readonly StoredReading[]> {
  const inTime = `"at" >= ${sqlInteger(since)}`;
  const rows = await connection.runAndReadAll(
    `select ${READING_COLUMNS} from reading_row
     where ${inTime} and (sensor, metric, "at") in (
       select (sensor, metric, max("at")) from reading_row where ${inTime} group by sensor, metric)
     order by ${READING_ORDER}`,
  );
  return grouped(rows.getRows().map(readingRow), sameInstant).flatMap((group) => readingsOf(group, names));
}
