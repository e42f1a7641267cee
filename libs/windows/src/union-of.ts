import type { Window } from '@toancanh/events';

/** Statistics of several areas that do not overlap, over one span. What cannot be had from those of the parts is not in it. */
export type UnionWindow = Omit<Window, 'p50' | 'p95' | 'sensor'>;

/**
 * The windows of several areas as one of `area`: counts and sums add up, the mean is weighted by the counts; percentiles are
 * not those of the whole, and are left out. All are of one metric, span and start. `asOf` and `revision` are the
 * greatest: none of it was known earlier.
 */
export function unionOf(windows: readonly Window[], area: string): UnionWindow {
  const first = windows[0]!;
  const { metric, span, start, end } = first;
  const total = (of: (window: Window) => number) => windows.reduce((sum, window) => sum + of(window), 0);
  const count = total((window) => window.count);
  const sum = total((window) => window.sum);
  const expected = Math.round(total((window) => window.expected) * 1e6) / 1e6;
  const filled = windows.filter((window) => window.count > 0);
  const extreme = (of: (...values: number[]) => number, field: 'min' | 'max') =>
    filled.length === 0 ? 0 : of(...filled.map((window) => window[field]));
  const newest = windows.reduce((a, b) =>
    b.revision > a.revision || (b.revision === a.revision && b.epoch > a.epoch) ? b : a,
  );
  return {
    ...{ metric, area, span, start, end, count, sum },
    min: extreme(Math.min, 'min'),
    max: extreme(Math.max, 'max'),
    mean: count === 0 ? 0 : sum / count,
    expected,
    coverage: expected === 0 ? 0 : Math.min(1, count / expected),
    revision: newest.revision,
    epoch: newest.epoch,
    asOf: Math.max(...windows.map(({ asOf }) => asOf)),
  };
}
