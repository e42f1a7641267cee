import { hasValues, type Span, supersedes, type Window } from '@toancanh/events';

/** Windows of one series that are kept: enough for a trend of forty days, of two days' hours, of an hour's minutes. */
export const KEPT: Readonly<Record<Span, { readonly windows: number; readonly length: number }>> = {
  '1m': { windows: 60, length: 60_000 },
  '1h': { windows: 48, length: 3_600_000 },
  '1d': { windows: 40, length: 86_400_000 },
};

export interface Series {
  readonly metric: string;
  readonly span: Span;
}

/**
 * The last windows of the metrics that figures need, of the areas that somebody looks at. It begins with what the store
 * has and follows the log from then on; its size is bounded by areas × metrics × `KEPT`.
 */
export class WindowHistory {
  readonly #areas = new Map<string, Map<string, Map<number, Window>>>();
  readonly #needed: ReadonlySet<string>;
  readonly #changes = new Map<string, number>();

  constructor(readonly needed: readonly Series[]) {
    this.#needed = new Set(needed.map(seriesKey));
  }

  /** From now on windows of this area are kept. */
  follow(area: string): void {
    if (!this.#areas.has(area)) this.#areas.set(area, new Map());
  }

  take(window: Window): void {
    const series = window.area === undefined ? undefined : this.#areas.get(window.area);
    const key = seriesKey(window);
    if (!series || !this.#needed.has(key)) return;
    let windows = series.get(key);
    if (!windows) series.set(key, (windows = new Map()));
    const known = windows.get(window.start);
    if (known && !supersedes(window, known)) return;
    windows.set(window.start, window);
    this.#changes.set(window.area!, this.changesOf(window.area!) + 1);
    const most = KEPT[window.span].windows;
    // A little slack, so that it is not sorted for every window that comes.
    if (windows.size > most + 10) {
      const oldest = [...windows.keys()].sort((a, b) => a - b).slice(0, windows.size - most);
      for (const start of oldest) windows.delete(start);
    }
  }

  /** Oldest first, those without values left out. */
  windows(area: string, series: Series): readonly Window[] {
    const windows = this.#areas.get(area)?.get(seriesKey(series))?.values() ?? [];
    return [...windows].filter(hasValues).sort((a, b) => a.start - b.start);
  }

  /** Grows with each window that is new. */
  changesOf(area: string): number {
    return this.#changes.get(area) ?? 0;
  }
}

export function seriesKey({ metric, span }: Series): string {
  return `${metric}|${span}`;
}
