import { sampleOf } from './ears.js';

/** What is usual in one week of the year, from the same week of earlier years. */
export interface EndemicChannel {
  readonly mean: number;
  /** Mean + 2 sample standard deviations: above it the week is epidemic. */
  readonly threshold: number;
  /** How many years it rests on. */
  readonly years: number;
}

const YEARS = 5;
const LEAST_YEARS = 3;
const DEVIATIONS = 2;

/**
 * `history` holds the counts of the week, newest year first; with `neighbours` each year is the mean of the week and those
 * beside it. Undefined with fewer than three years: two points make no channel.
 */
export function endemicChannel(history: readonly (number | readonly number[])[]): EndemicChannel | undefined {
  const years = history
    .slice(0, YEARS)
    .map((year) => (typeof year === 'number' ? year : sampleOf(year).mean))
    .filter((count) => Number.isFinite(count));
  if (years.length < LEAST_YEARS) return undefined;
  const { mean, deviation } = sampleOf(years);
  return { mean, threshold: mean + DEVIATIONS * deviation, years: years.length };
}

/** The weekly bulletin's figure: per cent above or below the mean of the four weeks before; undefined where that is 0 or not whole. */
export function weeklyChange(counts: readonly number[], t: number): number | undefined {
  if (t < 4 || t >= counts.length) return undefined;
  const { mean } = sampleOf(counts.slice(t - 4, t));
  return mean === 0 ? undefined : (100 * (counts[t]! - mean)) / mean;
}

export function perHundredThousand(cases: number, population: number): number | undefined {
  return population > 0 ? (cases * 100_000) / population : undefined;
}
