import { metricOf } from '@toancanh/domains';
import { type CityCalendar, formatNumber } from '../core/format.js';
import { type Trend, TREND_SPAN } from '../core/trend.js';
import { type TrendCaption, vi } from './model.js';

const HOUR = 60 * 60_000;

/** The words above a chart: newest value, and the day's range or since when there is any. */
export function captionOf(trend: Trend, calendar: CityCalendar): TrendCaption {
  const { seconds, values } = trend.series();
  const metric = metricOf(trend.metric);
  const digits = metric?.digits ?? 1;
  let least = Infinity;
  let most = -Infinity;
  let newest: number | null = null;
  for (const value of values) {
    if (value === null) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
    newest = value;
  }
  const begin = (seconds[0] ?? 0) * 1_000;
  const span = (seconds.at(-1) ?? 0) * 1_000 - begin;
  const period = span < TREND_SPAN - HOUR ? `từ ${calendar.at(begin).minute}` : '24 h';
  return {
    key: trend.metric,
    title: metric ? vi(metric.title) : trend.metric,
    value: newest === null ? '—' : `${formatNumber(newest, digits)} ${metric?.unit ?? ''}`,
    range: newest === null ? '' : `${period}: ${formatNumber(least, digits)}–${formatNumber(most, digits)}`,
  };
}
