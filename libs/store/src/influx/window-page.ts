import { type Span, supersedes, type Window } from '@toancanh/events';
import { windowCursor } from '../cursor.js';
import { rowGroups } from '../embedded/row-groups.js';
import type { Page, WindowQuery } from '../store.js';
import type { Row } from './query-line.js';
import { Condition, type Select } from './select.js';
import { nameOf } from './tag-text.js';

const COLUMNS =
  '"endsAt", "count", "sum", "min", "max", "mean", "p50", "p95", "expected", "coverage", "revision", "epoch", "asOf", ' +
  '"sketch", "sensor", "area"';

/** The windows of a range in their newest revision, or the newest of the time asked about: a page of them. */
export async function windowPage(select: Select, query: WindowQuery): Promise<Page<Window>> {
  const { from, to, metric, sensor, area, span, asOf, limit } = query;
  const after = windowCursor.decode(query.cursor);
  const begin = Math.max(from, after?.[0] ?? from);
  const read = async (since: Window | undefined, most: number): Promise<Window[]> => {
    const condition = new Condition()
      .between(since?.start ?? begin, to)
      .tag('metric', metric)
      .tag('sensor', sensor)
      .tag('area', area);
    if (asOf !== undefined) condition.plain(`"asOf" <= ${Math.floor(asOf)}`);
    const rows = await select.rows(COLUMNS, 'windows', `window_${span}`, condition, most);
    return rows.map((row) => windowOf(row, metric, span));
  };

  const items: Window[] = [];
  for await (const groups of rowGroups(read, sameStart, limit)) {
    for (const window of groups.flatMap(newestOfEach)) {
      if (after && compare(placeOf(window), after) <= 0) continue;
      if (items.length === limit) return { items, next: windowCursor.encode(placeOf(items.at(-1)!)) };
      items.push(window);
    }
  }
  return { items, next: null };
}

/** Of windows that start together, for each target the one that stands; sensors before areas, by name. */
function newestOfEach(windows: readonly Window[]): Window[] {
  const newest = new Map<string, Window>();
  for (const window of windows.filter(isOurs)) {
    const target = `${window.sensor === undefined} ${window.sensor ?? window.area}`;
    const other = newest.get(target);
    if (!other || supersedes(window, other)) newest.set(target, window);
  }
  return [...newest.values()].sort((a, b) => compare(placeOf(a), placeOf(b)));
}

function windowOf(row: Row, metric: string, span: Span): Window {
  const [start, end, count, sum, min, max, mean, p50, p95, expected, coverage, revision, epoch, asOf] =
    row as number[];
  const [sketch, sensor, area] = row.slice(-3) as (string | null)[];
  return {
    metric,
    ...(sensor ? { sensor: nameOf(sensor) } : { area: nameOf(area ?? '%') }),
    ...{ span, start, end, count, sum, min, max, mean, p50, p95, expected, coverage, revision, epoch, asOf },
    ...(sketch !== null && sketch !== undefined && { sketch }),
  } as Window;
}

/** Others may write into the measurement too; a row without what ours have is none of ours. */
function isOurs(window: Window): boolean {
  return Object.values(window).every((value) => value !== null);
}

type Place = [start: number, isArea: boolean, name: string];

function placeOf({ start, sensor, area }: Window): Place {
  return [start, sensor === undefined, sensor ?? area ?? ''];
}

function compare(a: Place, b: Place): number {
  for (const i of [0, 1, 2] as const) {
    if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}

function sameStart(a: Window, b: Window): boolean {
  return a.start === b.start;
}
