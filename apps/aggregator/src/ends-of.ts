import type { SpanEnd } from '@toancanh/events';
import type { Calendar, Due, LongSpan } from '@toancanh/windows';

/**
 * The hours and days that ended with what is due, in order. Judged from the watermark that was committed, so after a crash
 * they are said again rather than lost.
 *
 * The very first time there is none. Then those that the minutes in hand belong to are said, and in any case the hour and the
 * day that ended last: whatever is older has ended as well, and readings of it are late.
 */
export function endsOf({ since, asOf, minutes }: Due, calendar: Calendar): SpanEnd[] {
  if (asOf === since || !Number.isFinite(asOf)) return [];
  const oldest = Math.min(asOf, ...minutes.map(({ start }) => start));
  const ended = Number.isFinite(since)
    ? calendar.endedIn(since, asOf)
    : [...lastBefore(oldest, calendar), ...calendar.endedIn(oldest, asOf)];
  return [...ended].map(({ span, start }) => ({ span, start, at: asOf }));
}

function lastBefore(at: number, calendar: Calendar): LongSpan[] {
  return (['1h', '1d'] as const).map((span) => ({
    span,
    ...calendar.spanAt(span, calendar.spanAt(span, at).start - 1),
  }));
}
