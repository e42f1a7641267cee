import { onLine, type Pace } from './pace.js';
import type { Target } from './targets.js';

export type Better = 'higher' | 'lower';

/** When the target will be missed, or met, if things go on as they have. */
export interface Forecast {
  readonly what: 'miss' | 'meet';
  readonly at: number;
}

/** A line is drawn no further ahead than so many times the stretch that it rests on. */
const REACH = 2;

export function keeps(value: number, target: number, better: Better): boolean {
  return better === 'higher' ? value >= target : value <= target;
}

/**
 * The first instant after `at` at which the line crosses to the other side of the target then in force; a target that is
 * known to change is met or missed by the one of its day. Null where that is further away than the line is worth, or never.
 */
export function forecastOf(
  value: number,
  pace: Pace,
  targets: readonly Target[],
  better: Better,
  at: number,
): Forecast | null {
  const reach = at + REACH * pace.seen;
  const now = targets.findLast(({ from }) => from <= at)?.value;
  if (now === undefined) return null;
  const isKept = keeps(value, now, better);
  for (const [index, target] of targets.entries()) {
    const end = targets[index + 1]?.from ?? Infinity;
    if (end <= at || target.value === undefined) continue;
    const begin = Math.max(at, target.from);
    if (begin > reach) return null;
    // In the target that is in force the value itself decides what is so now, whatever the line says of today.
    if (begin > at && keeps(onLine(pace, begin), target.value, better) !== isKept) return turn(isKept, begin);
    const crossing = pace.from.at + (target.value - pace.from.value) / pace.slope;
    const isTurning = pace.slope !== 0 && (pace.slope > 0 === (better === 'higher')) !== isKept;
    // The line may have crossed already where the newest value has not: then it does so now.
    if (isTurning && crossing < end && Math.max(crossing, begin) <= reach)
      return turn(isKept, Math.max(crossing, begin));
  }
  return null;
}

function turn(isKept: boolean, at: number): Forecast {
  return { what: isKept ? 'miss' : 'meet', at: Math.round(at) };
}
