/** How numbers, ages and instants are written on every screen: vi-VN, 24 hours, dd/MM/yyyy. */

const numbers = new Map<number, Intl.NumberFormat>();

/** `1.234,5` with a true minus sign; never "−0". */
export function formatNumber(value: number, digits: number): string {
  let format = numbers.get(digits);
  if (!format) {
    format = new Intl.NumberFormat('vi-VN', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: 'negative',
    });
    numbers.set(digits, format);
  }
  return format.format(value).replace('-', '−');
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An age in the largest unit that still tells something: `0,4 s`, `12 s`, `4 ph`, `5 giờ`, `3 ngày`. */
export function formatAge(ms: number): string {
  const age = Math.max(0, ms);
  if (age < 10 * SECOND) return `${formatNumber(Math.floor(age / 100) / 10, 1)} s`;
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s`;
  if (age < 2 * HOUR) return `${Math.floor(age / MINUTE)} ph`;
  if (age < 2 * DAY) return `${Math.floor(age / HOUR)} giờ`;
  return `${formatNumber(Math.floor(age / DAY), 0)} ngày`;
}

/** Since when something is so: in minutes, because a list whose seconds run never rests. */
export function formatSince(ms: number): string {
  return ms < MINUTE ? '<1 ph' : formatAge(ms);
}

/** An age that is counted aloud while something is wrong: whole seconds up to two minutes, then as `formatAge`. */
export function formatOutage(ms: number): string {
  return ms < 2 * MINUTE ? `${Math.round(ms / SECOND)} s` : formatAge(ms);
}

export interface CivilTime {
  /** `T2 23/11/2026` */
  readonly date: string;
  /** `14:07:32` */
  readonly clock: string;
  /** `14:07` */
  readonly minute: string;
}

const WEEKDAYS: Readonly<Record<string, string>> = {
  Mon: 'T2',
  Tue: 'T3',
  Wed: 'T4',
  Thu: 'T5',
  Fri: 'T6',
  Sat: 'T7',
  Sun: 'CN',
};

/** The city's own wall-clock time of an instant. */
export class CityCalendar {
  readonly #format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  }

  at(instant: number): CivilTime {
    const part: Record<string, string> = {};
    for (const { type, value } of this.#format.formatToParts(instant)) part[type] = value;
    const minute = `${part['hour']}:${part['minute']}`;
    return {
      date: `${WEEKDAYS[part['weekday'] ?? ''] ?? ''} ${part['day']}/${part['month']}/${part['year']}`,
      clock: `${minute}:${part['second']}`,
      minute,
    };
  }
}

/** Short for the kinds of today's units, as people write them on maps: `P. Phú Lợi`, `X. Bàu Bàng`. */
export function shortAreaName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/^Phường /, 'P. ')
    .replace(/^Xã /, 'X. ')
    .replace(/^Thị trấn /, 'TT. ');
}
