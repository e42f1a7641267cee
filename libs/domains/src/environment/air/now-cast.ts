/** The mean of an hour, or null where there is none. */
export type HourMean = number | null;

export const NOW_CAST_HOURS = 12;
const RECENT_HOURS = 3;
const RECENT_NEEDED = 2;
const LEAST_WEIGHT = 0.5;

/**
 * NowCast of the hourly index for dust: twelve hours' means, the current hour first. Undefined if fewer than two of the
 * last three are there.
 *
 * For the weight 1/2 the decision writes the sum without dividing by the weights, which over a whole window is less by a
 * factor of 1 − 2⁻¹², but with an hour missing reads far too low: here the weights of the hours that are there always
 * add up to 1.
 */
export function nowCast(hours: readonly HourMean[]): number | undefined {
  const window = hours.slice(0, NOW_CAST_HOURS);
  const known = window.filter(isMean);
  if (window.slice(0, RECENT_HOURS).filter(isMean).length < RECENT_NEEDED) return undefined;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (most === 0) return 0;
  const weight = Math.max(least / most, LEAST_WEIGHT);
  let sum = 0;
  let weights = 0;
  window.forEach((mean, age) => {
    if (!isMean(mean)) return;
    sum += weight ** age * mean;
    weights += weight ** age;
  });
  // A mean of equal numbers may leave them by a rounding.
  return Math.min(most, Math.max(least, sum / weights));
}

/** A negative mean is a fault, not clean air. */
export function isMean(mean: HourMean | undefined): mean is number {
  return mean !== null && mean !== undefined && mean >= 0;
}
