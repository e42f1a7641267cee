import { metricOf } from '@toancanh/domains';
import { formatNumber } from '../core/format.js';
import { spanFor, type Trend } from '../core/trend.js';
import { type TrendCaption, vi } from './model.js';

const HOUR = 60 * 60_000;

/** The words above a chart: newest value, the least and the most of the span that is drawn, and what late data corrected of it. */
export function captionOf(trend: Trend, serverTime: number): TrendCaption {
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
  const hours = spanFor((seconds[0] ?? 0) * 1_000, serverTime) / HOUR;
  // Late data has changed what was drawn before; whoever remembers another figure is told why.
  const mark = trend.corrected > 0 ? ` · đã chỉnh ${trend.corrected} phút` : '';
  return {
    key: trend.metric,
    title: metric ? vi(metric.title) : trend.metric,
    value: newest === null ? '—' : `${formatNumber(newest, digits)} ${metric?.unit ?? ''}`,
    range:
      newest === null
        ? ''
        : `${hours} h: ${formatNumber(least, digits)}–${formatNumber(most, digits)}${mark}`,
  };
}
