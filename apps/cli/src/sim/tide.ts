import { season } from './day.js';

const HOUR = 3_600_000;
const MOON = 12.4206 * HOUR;
const SUN = 12 * HOUR;
/** 6 January 2000, new moon (18:14 UTC); the flood of a spring tide stands highest about 17:30 in southern Vietnam. */
const HIGH_WATER = Date.UTC(2000, 0, 6, 10, 30);

/**
 * Level in metres of a tidal river at Thủ Dầu Một: two peaks a day, about 50 minutes later each day, highest near the
 * first and fifteenth day of the moon and in October and November, when it passes the alarm levels from 1.40 m.
 */
export function tide(at: number): number {
  const moon = 0.95 * Math.cos((2 * Math.PI * (at - HIGH_WATER)) / MOON);
  const sun = 0.35 * Math.cos((2 * Math.PI * (at - HIGH_WATER)) / SUN);
  return 0.12 + moon + sun + 0.12 * season(at, 310);
}
