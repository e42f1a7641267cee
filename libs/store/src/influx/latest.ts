import type { StoredReading } from '../store.js';
import { readingPage } from './reading-page.js';
import {
  compareRows,
  isOurs,
  READING_COLUMNS,
  type ReadingRow,
  readingRow,
  readingsOf,
} from './reading-rows.js';
import { Condition, type Select } from './select.js';

/**
 * Rows asked for of each series. Which of one instant is the latest in the log shows in the offset, not in the order they
 * come in: up to one less are told apart without asking again.
 */
const ROWS_A_SERIES = 3;

/** For each sensor and metric the newest reading by instant not before `since`. */
export async function latestReadings(select: Select, since: number): Promise<StoredReading[]> {
  const { seriesAtOnce } = select.limits;
  const newest: ReadingRow[] = [];
  for (let page = 0; ; page += 1) {
    const series = await select.series(
      READING_COLUMNS,
      'readings',
      'reading',
      new Condition().between(since),
      `GROUP BY "sensor", "metric" ORDER BY time DESC LIMIT ${ROWS_A_SERIES} ` +
        `SLIMIT ${seriesAtOnce} SOFFSET ${page * seriesAtOnce}`,
    );
    for (const { values = [] } of series) {
      const rows = values.map(readingRow).filter(isOurs);
      if (rows.length > 0) newest.push(await newestOf(select, rows));
    }
    if (series.length < seriesAtOnce) return readingsOf(newest);
  }
}

/** `rows` are those of one series, the newest instant first. */
async function newestOf(select: Select, rows: readonly ReadingRow[]): Promise<ReadingRow> {
  const [first] = rows as [ReadingRow, ...ReadingRow[]];
  const { at, sensor, metric } = first;
  const [latest] = rows.filter((row) => row.at === at).sort((a, b) => compareRows(b, a)) as [ReadingRow];
  if (rows.length < ROWS_A_SERIES || rows.at(-1)!.at !== at) return latest;
  const { items } = await readingPage(select, { from: at, to: at + 1, sensor, metric, limit: 1 });
  const [reading] = items;
  if (!reading) return latest;
  const { epoch = null, seq = null, values, ...rest } = reading;
  return { ...rest, epoch, seq, metric, value: values[metric]! };
}
