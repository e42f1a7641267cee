import type { Span } from '@toancanh/events';
import { HOUR, MINUTE, startOf } from './span.js';

/** A half-open stretch of time, [start, end), in epoch milliseconds. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** An hour or a day of the city. */
export interface LongSpan extends Interval {
  readonly span: LongSpanName;
}
export type LongSpanName = Exclude<Span, '1m'>;

const DAY = 86_400_000;
/** No place is further from UTC. */
const FURTHEST = 16 * HOUR;

/**
 * The hours and days of a time zone. A day goes from the first instant that has its date to the first that has a later
 * one, so it may have 23 or 25 hours, or 23½. Its hours follow each other from its start, and the last is cut short where
 * the day is no whole number of them: where clocks change by half an hour, hours are those of the clock until they change.
 */
export class Calendar {
  readonly #format: Intl.DateTimeFormat;
  /** The day that was asked about last, because the next question is mostly about the same. */
  #last: Interval = { start: 0, end: 0 };

  constructor(readonly timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  }

  /** The minute, hour or day that holds `at`. */
  spanAt(span: Span, at: number): Interval {
    if (span === '1m') {
      const start = startOf(at, MINUTE);
      return { start, end: start + MINUTE };
    }
    const day = this.#dayAt(at);
    if (span === '1d') return day;
    const start = startOf(at, HOUR, day.start);
    return { start, end: Math.min(start + HOUR, day.end) };
  }

  /** The hours and days that end in (after, upTo], in order; an hour comes before the day that it ends. */
  *endedIn(after: number, upTo: number): Generator<LongSpan> {
    for (let hour = this.spanAt('1h', after); hour.end <= upTo; hour = this.spanAt('1h', hour.end)) {
      yield { span: '1h', ...hour };
      const day = this.#dayAt(hour.start);
      if (day.end === hour.end) yield { span: '1d', ...day };
    }
  }

  #dayAt(at: number): Interval {
    if (at >= this.#last.start && at < this.#last.end) return this.#last;
    let day = this.#dateAt(at);
    let start = this.#startOf(day);
    let end = this.#startOf(day + 1);
    // Where clocks go back over midnight a date comes twice, and the second time belongs to the day that has begun.
    while (end <= at) {
      day += 1;
      start = end;
      end = this.#startOf(day + 1);
    }
    this.#last = { start, end };
    return this.#last;
  }

  /** The first instant whose date is this one or a later: days are numbered from 1970-01-01 on. */
  #startOf(day: number): number {
    const midnight = day * DAY;
    const starts = [-FURTHEST, 0, FURTHEST]
      .map((away) => midnight - this.#offsetAt(midnight + away))
      .filter((start) => start + this.#offsetAt(start) === midnight);
    return starts.length > 0 ? Math.min(...starts) : this.#firstFrom(day, midnight);
  }

  /** Where clocks jump over midnight, or over a whole day, the day begins with the jump. */
  #firstFrom(day: number, midnight: number): number {
    let before = midnight - FURTHEST;
    let from = midnight + FURTHEST;
    while (from - before > 1) {
      const middle = Math.floor((before + from) / 2);
      if (this.#dateAt(middle) >= day) from = middle;
      else before = middle;
    }
    return from;
  }

  #dateAt(at: number): number {
    return Math.floor((at + this.#offsetAt(at)) / DAY);
  }

  /** Milliseconds by which clocks are ahead of UTC. */
  #offsetAt(at: number): number {
    const parts = new Map(this.#format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const [year, month, day, hour, minute, second] = FIELDS.map((field) => parts.get(field)!);
    return Date.UTC(year!, month! - 1, day, hour, minute, second) - startOf(at, 1_000);
  }
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
