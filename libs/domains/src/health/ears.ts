/** The three detectors of the Early Aberration Reporting System, CDC. */
export type Detector = 'C1' | 'C2' | 'C3';

export interface Signal {
  readonly detector: Detector;
  readonly value: number;
  readonly alarm: boolean;
}

export interface EarsSettings {
  /** Least standard deviation, in cases: a series that never varied would alarm on any change. */
  readonly leastDeviation: number;
  /** Fewer cases than this are no alarm, or quiet communes would alarm on their first case. */
  readonly leastCases: number;
}

export const EARS: EarsSettings = { leastDeviation: 0.5, leastCases: 3 };

const BASELINE = 7;
const GUARD = 2;
const SINGLE_LIMIT = 3;
const SUM_LIMIT = 2;
const SUMMED = 3;

/**
 * The detectors at `counts[t]`, a series without gaps, in the order of time. Left out are those for which there is not enough of a past:
 * C1 needs 7 counts before, C2 9, C3 11. The deviation is that of a sample (n − 1).
 */
export function earsAt(counts: readonly number[], t: number, settings: EarsSettings = EARS): Signal[] {
  const enough = (counts[t] ?? 0) >= settings.leastCases;
  const signals: Signal[] = [];
  const c1 = standing(counts, t, 0, settings);
  if (c1 !== undefined) signals.push({ detector: 'C1', value: c1, alarm: enough && c1 > SINGLE_LIMIT });
  const c2 = standing(counts, t, GUARD, settings);
  if (c2 !== undefined) signals.push({ detector: 'C2', value: c2, alarm: enough && c2 > SINGLE_LIMIT });
  const c3 = recent(counts, t, settings);
  if (c3 !== undefined) signals.push({ detector: 'C3', value: c3, alarm: enough && c3 > SUM_LIMIT });
  return signals;
}

/** How many deviations a count lies above the mean of the seven counts before it, `guard` counts left out between. */
function standing(
  counts: readonly number[],
  t: number,
  guard: number,
  { leastDeviation }: EarsSettings,
): number | undefined {
  const from = t - guard - BASELINE;
  if (from < 0 || t >= counts.length) return undefined;
  const { mean, deviation } = sampleOf(counts.slice(from, from + BASELINE));
  return (counts[t]! - mean) / Math.max(deviation, leastDeviation);
}

function recent(counts: readonly number[], t: number, settings: EarsSettings): number | undefined {
  let sum = 0;
  for (let i = t - SUMMED + 1; i <= t; i += 1) {
    const c2 = standing(counts, i, GUARD, settings);
    if (c2 === undefined) return undefined;
    sum += Math.max(0, c2 - 1);
  }
  return sum;
}

/** Mean and sample standard deviation (n − 1); the deviation of fewer than two values is 0. */
export function sampleOf(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, deviation: 0 };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
