import type { DuckDBConnection } from '@duckdb/node-api';
import type { Window } from '@toancanh/events';
import { windowCursor } from '../cursor.js';
import { type Page, StoreError, type WindowQuery } from '../store.js';
import type { Names } from './names.js';
import { rowGroups } from './row-groups.js';
import { SPANS } from './schema.js';
import { sqlInteger } from './sql-integer.js';

type WindowRow = readonly [
  isArea: boolean,
  target: number,
  start: number,
  end: number,
  count: number,
  sum: number,
  min: number,
  max: number,
  mean: number,
  p50: number,
  p95: number,
  expected: number,
  coverage: number,
  revision: number,
  epoch: number,
  asOf: number,
  sketch: string | null,
];

const COLUMNS = `is_area, target, start::double, "end"::double, count::double, sum, min, max, mean, p50, p95, expected,
  coverage, revision::double, epoch::double, as_of::double, sketch`;

const NOTHING: Page<never> = { items: [], next: null };

/** The windows of a range in their newest revision, or the newest of the time asked about: a page of them. */
export async function windowPage(
  connection: DuckDBConnection,
  names: Names,
  query: WindowQuery,
): Promise<Page<Window>> {
  const after = afterCursor(query.cursor, names);
  const filter = filterOf(query, names);
  if (filter === undefined) return NOTHING;
  const read = async (from: WindowRow | undefined, most: number): Promise<WindowRow[]> => {
    const [isArea, target, start] = from ?? after ?? [false, -1, query.from];
    const rows = await connection.runAndReadAll(
      `select ${COLUMNS} from window_row where ${filter}
       and start >= ${sqlInteger(Math.max(start, query.from))} and (start > ${sqlInteger(start)} or (is_area, target) >= (${isArea}, ${target}))
       order by start, is_area, target, revision, epoch limit ${most}`,
    );
    return rows.getRows() as unknown as WindowRow[];
  };

  const items: Window[] = [];
  for await (const groups of rowGroups(read, sameWindow, query.limit)) {
    for (const group of groups) {
      const newest = group.at(-1)!;
      if (after && sameWindow(newest, after)) continue;
      if (items.length === query.limit) return { items, next: cursorOf(items.at(-1)!) };
      items.push(windowOf(newest, query, names));
    }
  }
  return { items, next: null };
}

/** Undefined where nothing can match. */
function filterOf(query: WindowQuery, names: Names): string | undefined {
  const metric = names.find(query.metric);
  if (metric === undefined) return undefined;
  const parts = [
    `metric = ${metric} and span = ${SPANS.indexOf(query.span)}`,
    `start >= ${sqlInteger(query.from)} and start < ${sqlInteger(query.to)}`,
  ];
  for (const [isArea, name] of [
    [false, query.sensor],
    [true, query.area],
  ] as const) {
    if (name === undefined) continue;
    const target = names.find(name);
    if (target === undefined) return undefined;
    parts.push(`is_area = ${isArea} and target = ${target}`);
  }
  if (query.asOf !== undefined) parts.push(`as_of <= ${sqlInteger(query.asOf)}`);
  return parts.join(' and ');
}

type Identity = readonly [isArea: boolean, target: number, start: number, ...rest: unknown[]];

function sameWindow(a: Identity, b: Identity): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
}

function windowOf(row: WindowRow, { metric, span }: WindowQuery, names: Names): Window {
  const [isArea, target, start, end, count, sum, min, max, mean, p50, p95, expected, coverage, ...known] =
    row;
  const [revision, epoch, asOf, sketch] = known;
  return {
    metric,
    ...(isArea ? { area: names.textOf(target) } : { sensor: names.textOf(target) }),
    ...{ span, start, end, count, sum, min, max, mean, p50, p95, expected, coverage, revision, epoch, asOf },
    ...(sketch !== null && { sketch }),
  };
}

function afterCursor(cursor: string | undefined, names: Names): Identity | undefined {
  const last = windowCursor.decode(cursor);
  if (last === undefined) return undefined;
  const [start, isArea, name] = last;
  const target = names.find(name);
  if (target === undefined) throw new StoreError('STORE_CURSOR', 'the cursor names an unknown target');
  return [isArea, target, start];
}

function cursorOf({ start, sensor, area }: Window): string {
  return windowCursor.encode([start, sensor === undefined, sensor ?? area ?? '']);
}
