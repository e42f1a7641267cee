import { readingCursor } from '../cursor.js';
import { rowGroups } from '../embedded/row-groups.js';
import { isLater } from '../standing.js';
import type { Page, ReadingQuery, StoredReading } from '../store.js';
import { READING_COLUMNS, type ReadingRow, readingRow, readingsOf } from './reading-rows.js';
import { Condition, type Select } from './select.js';

/** Names that go into one query side by side. */
const NAMES_AT_ONCE = 200;

/** The readings of a range that still stand, a page of them: by instant, sensor and place in the log. */
export async function readingPage(select: Select, query: ReadingQuery): Promise<Page<StoredReading>> {
  const { from, to, sensor, gateway, metric, limit } = query;
  const isBefore = afterCursor(query.cursor);
  const begin = Math.max(from, isBefore?.at ?? from);
  const read = (since: ReadingRow | undefined, most: number): Promise<ReadingRow[]> =>
    rowsOf(
      select,
      new Condition()
        .between(since?.at ?? begin, to)
        .tag('sensor', sensor)
        .tag('gateway', gateway)
        .tag('metric', metric),
      most,
    );

  const items: StoredReading[] = [];
  for await (const groups of rowGroups(read, sameInstant, limit)) {
    const foreign = gateway === undefined ? [] : await othersOf(select, groups.flat(), gateway, metric);
    for (const group of groups) {
      const others = foreign.filter(({ at }) => at === group[0]!.at);
      for (const reading of readingsOf([...group, ...others])) {
        if (gateway !== undefined && reading.gateway !== gateway) continue;
        if (isBefore && !isBefore.test(reading)) continue;
        if (items.length === limit) return { items, next: cursorOf(items.at(-1)!) };
        items.push(reading);
      }
    }
  }
  return { items, next: null };
}

/** A reading is found by its gateway only where no other gateway's replaced it, so those of its sensors are looked at too. */
async function othersOf(
  select: Select,
  rows: readonly ReadingRow[],
  gateway: string,
  metric: string | undefined,
): Promise<ReadingRow[]> {
  if (rows.length === 0) return [];
  const sensors = [...new Set(rows.map(({ sensor }) => sensor))];
  const others: ReadingRow[] = [];
  for (let i = 0; i < sensors.length; i += NAMES_AT_ONCE) {
    const condition = new Condition()
      .between(rows[0]!.at, rows.at(-1)!.at + 1)
      .oneOf('sensor', sensors.slice(i, i + NAMES_AT_ONCE))
      .tagIsNot('gateway', gateway)
      .tag('metric', metric);
    others.push(...(await rowsOf(select, condition, select.limits.rows)));
  }
  return others;
}

async function rowsOf(select: Select, condition: Condition, most: number): Promise<ReadingRow[]> {
  const rows = await select.rows(READING_COLUMNS, 'readings', 'reading', condition, most);
  return rows.map(readingRow);
}

function sameInstant(a: ReadingRow, b: ReadingRow): boolean {
  return a.at === b.at;
}

function afterCursor(cursor: string | undefined) {
  const last = readingCursor.decode(cursor);
  if (last === undefined) return undefined;
  const [at, sensor, offset, partition] = last;
  const test = (reading: StoredReading): boolean => {
    if (reading.at !== at) return reading.at > at;
    if (reading.sensor !== sensor) return reading.sensor > sensor;
    return isLater(reading, { offset, partition });
  };
  return { at, test };
}

function cursorOf({ at, sensor, offset, partition }: StoredReading): string {
  return readingCursor.encode([at, sensor, offset, partition]);
}
