/** A value and the instant it is told of. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** A straight line through points: so much a millisecond, and its value at the newest of them. */
export interface Pace {
  readonly slope: number;
  readonly from: Point;
  /** Milliseconds between the oldest and the newest point. */
  readonly seen: number;
}

/** Fewer points than this tell no pace. */
export const LEAST_POINTS = 4;

/**
 * The Theil–Sen line: the median of the slopes of all pairs, through the median of what is left over. A single odd day, or
 * a gap, does not turn it, where least squares would follow both; a third of the points may be wrong. Undefined for fewer
 * than four instants.
 */
export function paceOf(points: readonly Point[]): Pace | undefined {
  const newest = points.at(-1);
  const oldest = points[0];
  if (!newest || !oldest || points.length < LEAST_POINTS || newest.at === oldest.at) return undefined;
  const slopes: number[] = [];
  for (const [index, a] of points.entries()) {
    for (const b of points.slice(index + 1)) {
      if (b.at > a.at) slopes.push((b.value - a.value) / (b.at - a.at));
    }
  }
  const slope = median(slopes);
  const level = median(points.map(({ at, value }) => value - slope * (at - newest.at)));
  return { slope, from: { at: newest.at, value: level }, seen: newest.at - oldest.at };
}

export function onLine({ slope, from }: Pace, at: number): number {
  return from.value + slope * (at - from.at);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
