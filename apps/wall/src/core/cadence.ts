const HOUR_SECONDS = 3_600;

/**
 * The longest silence that an hour will bring, in milliseconds, of sensors with these periods (seconds) when nothing is
 * wrong. Many sensors at random phases make gaps like a Poisson process of rate λ, of which an hour has 3,600 λ: one of
 * them is longer than ln(3,600 λ)/λ. It is never longer than the fastest sensor's own period. A wall that judged by the
 * mean gap instead would cry wolf several times an hour.
 */
export function expectedSilence(periods: readonly number[]): number {
  if (periods.length === 0) return 0;
  let rate = 0;
  let fastest = Infinity;
  for (const period of periods) {
    rate += 1 / period;
    fastest = Math.min(fastest, period);
  }
  return Math.min(Math.log(HOUR_SECONDS * rate) / rate, fastest) * 1_000;
}
