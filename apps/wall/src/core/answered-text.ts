import type { Figure, FigurePeriod } from '@toancanh/events';
import { missesTarget } from './figure-groups.js';
import { type CityCalendar, formatAge, formatNumber } from './format.js';

const DAY = 86_400_000;

/** A figure that somebody answers for, in words. What is aimed at is said in text and never in an alarm's colour. */
export interface AnsweredText {
  /** Undefined where nothing is known. */
  readonly value: string | undefined;
  /** Rank and what is aimed at, such as `|95` or `hạng 8/63 |10`. */
  readonly aim: string;
  readonly isMissed: boolean;
  /** As of when, and how old that is where a newer value is overdue. */
  readonly when: string;
  /** When it will be missed or met at this pace; else how it moves. */
  readonly outlook: string;
}

const PERIODS: Readonly<Record<FigurePeriod, string>> = {
  hour: 'giờ',
  day: 'ngày',
  week: 'tuần',
  month: 'tháng',
  quarter: 'quý',
  year: 'năm',
};

export function answeredText(figure: Figure, serverTime: number, calendar: CityCalendar): AnsweredText {
  const { value, digits, asOf, old } = figure;
  const at = asOf === null ? undefined : Date.parse(asOf);
  const age = at !== undefined && old ? ` · cũ ${formatAge(serverTime - at)}` : '';
  return {
    value: value === null ? undefined : formatNumber(value, digits),
    aim: aimOf(figure),
    isMissed: isMissed(figure),
    when: at === undefined ? '' : `${dateOf(at, serverTime, calendar)}${age}`,
    outlook: forecastOf(figure, serverTime, calendar) || paceOf(figure),
  };
}

/** Those of which something is known first, each in the order of the catalogue. */
export function answeredPages(figures: readonly Figure[], perPage: number): readonly (readonly Figure[])[] {
  if (perPage < 1) return [];
  const ordered = [
    ...figures.filter(({ value }) => value !== null),
    ...figures.filter(({ value }) => value === null),
  ];
  return Array.from({ length: Math.ceil(ordered.length / perPage) }, (_, page) =>
    ordered.slice(page * perPage, (page + 1) * perPage),
  );
}

function aimOf({ target, targetRank, rank, rankOf, digits }: Figure): string {
  const place = rank === undefined ? '' : `hạng ${rank}${rankOf === undefined ? '' : `/${rankOf}`}`;
  const wanted =
    target !== undefined
      ? `|${formatNumber(target.value, Number.isInteger(target.value) ? 0 : digits)}`
      : targetRank !== undefined
        ? `|hạng ${targetRank}`
        : '';
  return [place, wanted].filter(Boolean).join(' ');
}

function isMissed(figure: Figure): boolean {
  const { rank, targetRank } = figure;
  return missesTarget(figure) || (rank !== undefined && targetRank !== undefined && rank > targetRank);
}

function paceOf({ trend, unit, digits }: Figure): string {
  if (!trend || trend.perPeriod === null || trend.direction === null) return '';
  if (trend.direction === 'steady') return 'ổn định';
  const amount = formatNumber(Math.abs(trend.perPeriod), Math.max(1, digits));
  return `${trend.perPeriod > 0 ? '↑' : '↓'} ${amount}${unit === '%' ? ' %' : ''}/${PERIODS[trend.period]}`;
}

function forecastOf({ forecast }: Figure, serverTime: number, calendar: CityCalendar): string {
  if (!forecast) return '';
  const at = Date.parse(forecast.at);
  const day = calendar.at(at).date.split(' ')[1] ?? '';
  const when = at - serverTime < 60 * DAY ? day.slice(0, 5) : day.slice(3);
  return forecast.what === 'miss' ? `▼ từ ${when}` : `đạt từ ${when}`;
}

/** The time of today, the date of another day. */
function dateOf(at: number, serverTime: number, calendar: CityCalendar): string {
  const told = calendar.at(at);
  return told.date === calendar.at(serverTime).date ? told.minute : (told.date.split(' ')[1] ?? '');
}
