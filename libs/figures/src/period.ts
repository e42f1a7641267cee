import { type Static, Type } from '@sinclair/typebox';

const DAY = 86_400_000;

/** How often a figure gets a new value. */
export const Period = Type.Union([
  Type.Literal('hour'),
  Type.Literal('day'),
  Type.Literal('week'),
  Type.Literal('month'),
  Type.Literal('quarter'),
  Type.Literal('year'),
]);
export type Period = Static<typeof Period>;

/** Milliseconds of the longest period of this name: nothing is called old because February is short. */
export const PERIOD_LENGTH: Readonly<Record<Period, number>> = {
  hour: DAY / 24,
  day: DAY,
  week: 7 * DAY,
  month: 31 * DAY,
  quarter: 92 * DAY,
  year: 366 * DAY,
};

/** How many of its newest values a trend looks at: what people compare, such as a day's hours or a year's months. */
export const TREND_POINTS: Readonly<Record<Period, number>> = {
  hour: 24,
  day: 30,
  week: 12,
  month: 12,
  quarter: 8,
  year: 5,
};
