import type { FigureDeclaration } from './declaration.js';
import { type Forecast, forecastOf } from './forecast.js';
import { paceOf, type Point } from './pace.js';
import { type Period, PERIOD_LENGTH, TREND_POINTS } from './period.js';
import { type Target, targetAt } from './targets.js';

export interface Trend {
  /** The value of the period before, where there is one. */
  readonly before: Point | null;
  /** How much a period, by the line through the newest values; null where they are too few. */
  readonly perPeriod: number | null;
  readonly period: Period;
  readonly direction: 'better' | 'worse' | 'steady' | null;
  readonly points: number;
}

/** How a figure stands at an instant. */
export interface Standing {
  readonly value: number | null;
  readonly asOf: number | null;
  readonly target: Target | undefined;
  /** A newer value is overdue. */
  readonly isOld: boolean;
  readonly trend: Trend;
  readonly forecast: Forecast | null;
}

const PERIOD_OF_SPAN = { '1m': 'hour', '1h': 'hour', '1d': 'day' } as const;

/** The figure as of its newest value, from what was known at `at`; `history` is what the trend is made of, oldest first. */
export function standingOf(
  figure: FigureDeclaration,
  targets: readonly Target[],
  newest: Point | undefined,
  history: readonly Point[],
  at: number,
): Standing {
  const target = targetAt(targets, at);
  const period = trendPeriodOf(figure);
  if (!newest) {
    const trend = { before: null, perPeriod: null, period, direction: null, points: 0 };
    return { value: null, asOf: null, target, isOld: false, trend, forecast: null };
  }
  const length = PERIOD_LENGTH[period];
  const points = withNewest(history, newest, length).slice(-TREND_POINTS[period]);
  const pace = paceOf(points);
  const perPeriod = pace ? pace.slope * length : null;
  const moved = pace ? pace.slope * pace.seen : 0;
  const isSteady = Math.abs(moved) < 0.5 * 10 ** -figure.digits;
  const direction = !pace
    ? null
    : isSteady
      ? 'steady'
      : moved > 0 === (figure.better === 'higher')
        ? 'better'
        : 'worse';
  return {
    value: newest.value,
    asOf: newest.at,
    target,
    isOld: at > newest.at + PERIOD_LENGTH[figure.period] + delayOf(figure),
    trend: { before: beforeOf(history, newest, length), perPeriod, period, direction, points: points.length },
    forecast: pace && !isSteady ? forecastOf(newest.value, pace, targets, figure.better, at) : null,
  };
}

function trendPeriodOf({ compute, period }: FigureDeclaration): Period {
  return compute ? PERIOD_OF_SPAN[compute.every ?? compute.span] : period;
}

function delayOf({ delayDays, period }: FigureDeclaration): number {
  return delayDays === undefined ? PERIOD_LENGTH[period] / 2 : delayDays * 86_400_000;
}

/** A value of now is a point of the trend once it is half a period away from the last whole one. */
function withNewest(history: readonly Point[], newest: Point, length: number): readonly Point[] {
  const before = history.filter(({ at }) => at < newest.at);
  const last = before.at(-1);
  return last && newest.at - last.at < length / 2 ? before : [...before, newest];
}

/** The point nearest to one period before, if it is not more than half a period off. */
function beforeOf(history: readonly Point[], newest: Point, length: number): Point | null {
  const wanted = newest.at - length;
  let nearest: Point | null = null;
  for (const point of history) {
    const off = Math.abs(point.at - wanted);
    if (point.at < newest.at && off <= length / 2 && (!nearest || off < Math.abs(nearest.at - wanted)))
      nearest = point;
  }
  return nearest;
}
