import type { Bilingual } from '@toancanh/events';

/** What fell since the report before. */
export interface RainSample {
  readonly at: number;
  readonly millimetres: number;
}

const HOUR = 3_600_000;

/** What fell in the hours before `end`, [end − hours, end). */
export function rainSum(samples: Iterable<RainSample>, end: number, hours: number): number {
  let sum = 0;
  for (const { at, millimetres } of samples) {
    if (at >= end - hours * HOUR && at < end) sum += millimetres;
  }
  return sum;
}

export interface RainClass {
  readonly name: 'light' | 'moderate' | 'heavy' | 'very-heavy';
  readonly title: Bilingual;
  /** In 24 hours, exclusive above; the weather service's words speak of whole millimetres. */
  readonly below: number;
}

/** The words of the weather service for rain in 24 hours: < 16, 16–50, 51–100 and over 100 mm. */
export const RAIN_CLASSES: readonly RainClass[] = [
  { name: 'light', title: { vi: 'mưa nhỏ', en: 'light rain' }, below: 16 },
  { name: 'moderate', title: { vi: 'mưa vừa', en: 'moderate rain' }, below: 51 },
  { name: 'heavy', title: { vi: 'mưa to', en: 'heavy rain' }, below: 101 },
  { name: 'very-heavy', title: { vi: 'mưa rất to', en: 'very heavy rain' }, below: Infinity },
];

/** Undefined if no rain fell. A sum between two classes is rounded to whole millimetres, as the service reports it. */
export function rainClass(millimetresIn24h: number): RainClass | undefined {
  if (!(millimetresIn24h > 0)) return undefined;
  return RAIN_CLASSES.find(({ below }) => Math.round(millimetresIn24h) < below);
}

/**
 * The amounts by which Decision 18/2021/QĐ-TTg, article 44, tells heavy rains apart: 1 from 50 mm in 12 h or 100 mm in
 * 24 h on, 2 above 200 mm and 3 above 400 mm in 24 h. It is not the level of a disaster, which depends on duration and
 * terrain too and is taken as issued.
 */
export function heavyRainAmount(millimetresIn12h: number, millimetresIn24h: number): 0 | 1 | 2 | 3 {
  if (millimetresIn24h > 400) return 3;
  if (millimetresIn24h > 200) return 2;
  return millimetresIn12h >= 50 || millimetresIn24h >= 100 ? 1 : 0;
}
