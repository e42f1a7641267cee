import type { WindowView } from '@toancanh/events';

export const TREND_SPAN = 24 * 60 * 60_000;
const MINUTE = 60_000;

const HOUR = 60 * MINUTE;
const SPANS = [HOUR, 6 * HOUR, TREND_SPAN];

/** The shortest span that holds all there is: a city of an hour shows its hour instead of a dot at the edge of a day. */
export function spanFor(oldest: number, now: number): number {
  return SPANS.find((span) => now - oldest <= span) ?? TREND_SPAN;
}

/** What is drawn of a window: the worst of a hazard, the mean of a state. */
export type TrendOf = 'mean' | 'max';

/**
 * The minutes of one metric over the last day. A minute that never came is a gap, not a line across it: the points
 * stand on a grid of minutes, and a late correction takes the place of what it corrects.
 */
export class Trend {
  readonly #values = new Map<number, { value: number | null; revision: number; epoch: number }>();
  #newest = -Infinity;
  /** Grows with each change that is to be drawn. */
  version = 0;

  constructor(
    readonly metric: string,
    readonly area: string,
    private readonly of: TrendOf,
  ) {}

  add(window: WindowView): void {
    if (window.metric !== this.metric || window.area !== this.area || window.span !== '1m') return;
    const start = Date.parse(window.start);
    const old = this.#values.get(start);
    if (old && !newer(window, old)) return;
    // A correction may have taken back the last value of the minute: then it is a gap.
    const value = window.count > 0 ? window[this.of] : null;
    this.#values.set(start, { value, revision: window.revision, epoch: window.epoch });
    if (start > this.#newest) this.#forget((this.#newest = start));
    this.version += 1;
  }

  get size(): number {
    return this.#values.size;
  }

  /** Minutes that late data has corrected. */
  get corrected(): number {
    let corrected = 0;
    for (const { revision } of this.#values.values()) if (revision > 0) corrected += 1;
    return corrected;
  }

  /** Seconds and values, a minute apart, with null where there was no window; empty before the first. */
  series(): { seconds: number[]; values: (number | null)[] } {
    const seconds: number[] = [];
    const values: (number | null)[] = [];
    if (this.#values.size === 0) return { seconds, values };
    let oldest = Infinity;
    for (const start of this.#values.keys()) oldest = Math.min(oldest, start);
    for (let start = oldest; start <= this.#newest; start += MINUTE) {
      seconds.push(start / 1_000);
      values.push(this.#values.get(start)?.value ?? null);
    }
    return { seconds, values };
  }

  #forget(newest: number): void {
    for (const start of this.#values.keys()) if (start <= newest - TREND_SPAN) this.#values.delete(start);
  }
}

/** As the log orders windows of one identity: by revision, then by the activation that published them. */
function newer(a: { revision: number; epoch: number }, b: { revision: number; epoch: number }): boolean {
  return a.revision > b.revision || (a.revision === b.revision && a.epoch > b.epoch);
}
