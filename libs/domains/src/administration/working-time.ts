import { dayStart } from '@toancanh/regions';
import type { Bilingual } from '@toancanh/events';

export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A year of `calendars/`: days as `2026-02-16`, hours as `07:30`, spans half-open. */
export interface CalendarYear {
  readonly year: number;
  readonly workingDays: readonly Weekday[];
  readonly workingHours: readonly { readonly from: string; readonly to: string }[];
  readonly daysOff: readonly { readonly from: string; readonly to: string; readonly name: Bilingual }[];
  /** Days that are worked in exchange for a day off. */
  readonly daysWorked?: readonly string[];
}

/** Offices in Vietnam, where a city has no calendar: days off are not known then. */
export const USUAL_CALENDAR: CalendarYear = {
  year: 2026,
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  workingHours: [
    { from: '07:30', to: '11:30' },
    { from: '13:00', to: '17:00' },
  ],
  daysOff: [],
};

/** Hours that count as one working day of a deadline. */
const HOURS_A_DAY = 8;
const HOUR = 3_600_000;
const DAY = 86_400_000;
/** A deadline further away is a mistake. */
const MOST_DAYS = 4_000;

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Working time by the calendars of a city. A year without a calendar has the days and hours of the one nearest before it
 * (else after it), and no days off. Instants are epoch milliseconds.
 */
export class WorkingTime {
  readonly #years: readonly CalendarYear[];
  readonly #spans = new Map<number, readonly Span[]>();
  readonly #date: Intl.DateTimeFormat;

  constructor(
    calendars: readonly CalendarYear[],
    private readonly timeZone: string,
  ) {
    if (calendars.length === 0) throw new RangeError('working time needs at least one calendar');
    this.#years = [...calendars].sort((a, b) => a.year - b.year);
    this.#date = new Intl.DateTimeFormat('en-CA', { timeZone });
  }

  isWorking(at: number): boolean {
    return this.#on(this.#dayOf(at)).some(({ start, end }) => start <= at && at < end);
  }

  isWorkingDay(at: number): boolean {
    return this.#on(this.#dayOf(at)).length > 0;
  }

  /** Milliseconds of working time in `[from, to)`; negative if `to` is the earlier. */
  between(from: number, to: number): number {
    if (to < from) return -this.between(to, from);
    let sum = 0;
    for (let day = this.#dayOf(from); day <= this.#dayOf(to); day += 1) {
      for (const { start, end } of this.#on(day)) {
        sum += Math.max(0, Math.min(end, to) - Math.max(start, from));
      }
    }
    return sum;
  }

  /** The instant at which so much working time has passed. */
  after(at: number, working: number): number {
    const first = this.#dayOf(at);
    let left = working;
    for (let day = first; day < first + MOST_DAYS; day += 1) {
      for (const { start, end } of this.#on(day)) {
        const begin = Math.max(start, at);
        if (begin >= end) continue;
        if (left <= end - begin) return begin + left;
        left -= end - begin;
      }
    }
    throw new RangeError('no working day in eleven years');
  }

  /** When a procedure of so many working days is due: each is eight working hours. */
  dueAfter(accepted: number, days: number): number {
    return this.after(accepted, days * HOURS_A_DAY * HOUR);
  }

  /** Working days after the day of `from` up to the day of `to`: the first day does not count, the last does. */
  daysBetween(from: number, to: number): number {
    let days = 0;
    for (let day = this.#dayOf(from) + 1; day <= this.#dayOf(to); day += 1) {
      if (this.#on(day).length > 0) days += 1;
    }
    return days;
  }

  /** When the unit that handles a dossier has it at the latest: the same day, or from `cutoff` on at the start of the next. */
  handedOver(received: number, cutoff = '15:00'): number {
    const day = this.#dayOf(received);
    const today = this.#on(day);
    const closes = dayStart(textOf(day), this.timeZone) + clockMillis(cutoff);
    if (today.length > 0 && received < closes) return today.at(-1)!.end;
    for (let next = day + 1; next < day + MOST_DAYS; next += 1) {
      const [morning] = this.#on(next);
      if (morning) return morning.start;
    }
    throw new RangeError('no working day in eleven years');
  }

  /** Days since 1970 of the local date. */
  #dayOf(at: number): number {
    return Date.parse(this.#date.format(at)) / DAY;
  }

  #on(day: number): readonly Span[] {
    let spans = this.#spans.get(day);
    if (!spans) {
      spans = this.#worked(textOf(day), new Date(day * DAY).getUTCDay());
      this.#spans.set(day, spans);
    }
    return spans;
  }

  #worked(date: string, weekday: number): Span[] {
    const year = Number(date.slice(0, 4));
    const calendar = this.#years.findLast((one) => one.year <= year) ?? this.#years[0]!;
    const exchanged = calendar.daysWorked?.includes(date) ?? false;
    const off = calendar.daysOff.some(({ from, to }) => from <= date && date < to);
    const usual = calendar.workingDays.includes(WEEKDAYS[weekday]!);
    if (!exchanged && (off || !usual)) return [];
    const midnight = dayStart(date, this.timeZone);
    return calendar.workingHours.map(({ from, to }) => ({
      start: midnight + clockMillis(from),
      end: midnight + clockMillis(to),
    }));
  }
}

function textOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function clockMillis(clock: string): number {
  const [hours, minutes] = clock.split(':');
  return Number(hours) * HOUR + Number(minutes) * 60_000;
}
