import { type Area, type Span, type Window } from '@toancanh/events';
import { type Edge, type Reason, restate, type RegionTree } from '@toancanh/regions';
import type { Store } from '@toancanh/store';
import { type UnionWindow, unionOf } from '@toancanh/windows';
import { Problem } from './problem.js';

export interface RestatedQuery {
  readonly metric: string;
  readonly span: Span;
  readonly from: number;
  readonly to: number;
  readonly asOf?: number;
  readonly limit: number;
  readonly cursor?: string;
}

/** A window of an area of another day's map, and the windows it was made of. */
export interface RestatedWindow {
  readonly window: Window | UnionWindow;
  /** Ids of the areas whose windows are in it. */
  readonly of: readonly string[];
  /** Ids of areas that belong to it and had no window. */
  readonly missing: readonly string[];
}

/** A stretch of time in which the same areas make up the one asked for. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly areas: readonly Area[];
}

/** The windows of one area on the map of one day, from the windows that were published under the maps of their own days. */
export class RestatedWindows {
  constructor(
    private readonly tree: RegionTree,
    private readonly store: Store,
  ) {}

  /**
   * `day`: the instant whose map is meant. Throws E_NOT_COMPARABLE if the area has no exact counterpart on that map, or, for
   * some of the time asked for, none on the map of that time.
   */
  async page(
    area: Area,
    day: number,
    query: RestatedQuery,
  ): Promise<{ items: readonly RestatedWindow[]; next: string | null }> {
    const stretches = this.#stretches(area, day, query);
    const at = query.cursor === undefined ? query.from : startOf(query.cursor);
    const items: RestatedWindow[] = [];
    for (const stretch of stretches) {
      if (at >= stretch.to) continue;
      if (items.length > query.limit) break;
      items.push(...(await this.#read(area, { ...stretch, from: Math.max(at, stretch.from) }, query)));
    }
    const more = items.length > query.limit;
    const shown = items.slice(0, query.limit);
    return { items: shown, next: more ? cursorOf(shown.at(-1)!.window.start + 1) : null };
  }

  #stretches(area: Area, day: number, { from, to }: RestatedQuery): readonly Stretch[] {
    const { tree } = this;
    const target = restate(tree, area, day);
    if (target.kind === 'not-comparable') throw notComparable(tree, area, target, []);
    const starts = [from, ...tree.changesIn(from, to - 1)];
    const answers = starts.map((start, i) => ({
      from: start,
      to: starts[i + 1] ?? to,
      is: restate(tree, area, start),
    }));
    const refused = answers.map(({ is }) => is).find((is) => is.kind === 'not-comparable');
    if (refused) {
      const comparable = answers.filter(({ is }) => is.kind !== 'not-comparable');
      throw notComparable(tree, area, refused, comparable);
    }
    return answers.flatMap(({ is, ...span }) =>
      is.kind === 'not-comparable' ? [] : [{ ...span, areas: is.kind === 'same' ? [is.area] : is.of }],
    );
  }

  /** One more than the limit of each area is enough: the first `limit` starts of all of them are among these. */
  async #read(
    area: Area,
    { areas, from, to }: Stretch,
    { metric, span, asOf, limit }: RestatedQuery,
  ): Promise<RestatedWindow[]> {
    const byStart = new Map<number, { from: Area; window: Window }[]>();
    for (const one of areas) {
      const query = { metric, span, area: one.code, from, to, limit: limit + 1 };
      const { items } = await this.store.windows({ ...query, ...(asOf === undefined ? {} : { asOf }) });
      for (const window of items) {
        const beside = byStart.get(window.start);
        if (beside) beside.push({ from: one, window });
        else byStart.set(window.start, [{ from: one, window }]);
      }
    }
    return [...byStart].sort(([a], [b]) => a - b).map(([, parts]) => this.#joined(area, areas, parts));
  }

  #joined(
    area: Area,
    areas: readonly Area[],
    parts: readonly { from: Area; window: Window }[],
  ): RestatedWindow {
    const { code } = area;
    const windows = parts.map(({ window }) => window);
    const there = new Set(parts.map(({ from }) => from));
    return {
      window: areas.length === 1 ? { ...windows[0]!, area: code } : unionOf(windows, code),
      of: [...there].map((one) => this.tree.idOf(one)),
      missing: areas.filter((one) => !there.has(one)).map((one) => this.tree.idOf(one)),
    };
  }
}

const REASONS: Readonly<Record<Reason, { readonly vi: string; readonly en: string }>> = {
  split: {
    vi: 'bị chia, một phần nhập với địa bàn khác, và không có trọng số nào để chia số liệu',
    en: 'was cut, a part of it lies with ground of others, and no weights say how figures divide',
  },
  merged: {
    vi: 'nằm chung với địa bàn khác trong một đơn vị lớn hơn',
    en: 'lies with others in a larger area',
  },
  beyond: { vi: 'có phần ngoài phạm vi thành phố này', en: 'reaches beyond this city' },
  'no-record': { vi: 'không có ghi chép về nguồn gốc', en: 'has no record of what it was then' },
};

function notComparable(
  tree: RegionTree,
  area: Area,
  { reason, date, because }: { reason: Reason; date: string; because: readonly Edge[] },
  comparable: readonly { readonly from: number; readonly to: number }[],
): Problem {
  const { vi, en } = REASONS[reason];
  const named = `${area.name} (${area.code})`;
  return new Problem(
    'E_NOT_COMPARABLE',
    {
      vi: `${named} không so sánh được qua ngày ${date}: ${vi}`,
      en: `${named} cannot be compared across ${date}: it ${en}`,
    },
    {
      more: {
        reason,
        date,
        area: { id: tree.idOf(area), code: area.code, name: area.name },
        edges: because.map((edge) => edgeView(tree, edge)),
        comparable: comparable.map(({ from, to }) => ({
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
        })),
      },
    },
  );
}

/** An edge as it leaves: codes as in `areas.json`, and the ids of the versions that they mean. */
export function edgeView(tree: RegionTree, { from, to, extent, date }: Edge) {
  return { from: from.code, to: to.code, extent, date, fromId: tree.idOf(from), toId: tree.idOf(to) };
}

function cursorOf(start: number): string {
  return Buffer.from(String(start)).toString('base64url');
}

function startOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw new Problem('E_CURSOR', {
    vi: 'dùng nguyên văn "next" của trang trước, với cùng tham số',
    en: 'send the "next" of the page before as it is, with the same parameters',
  });
}
