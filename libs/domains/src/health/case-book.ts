const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 1970-01-05, a Monday. */
const FIRST_MONDAY = 4 * DAY;

/** An epidemiological week: ISO 8601, Monday to Sunday; 1 is the week of the year's first Thursday. */
export interface EpiWeek {
  readonly year: number;
  readonly week: number;
}

/** The week of a local date, `YYYY-MM-DD`. */
export function epiWeekOf(date: string): EpiWeek {
  const day = Date.parse(`${date}T00:00:00Z`);
  const thursday = day - mod(day - FIRST_MONDAY, WEEK) + 3 * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const newYear = Date.UTC(year, 0, 1);
  return { year, week: Math.floor((thursday - newYear) / WEEK) + 1 };
}

/** Weeks of the year, 52 or 53: the one that holds 28 December. */
export function weeksOf(year: number): number {
  return epiWeekOf(`${String(year).padStart(4, '0')}-12-28`).week;
}

/** What a commune says of a day of onset; a later report about the same day takes its place. */
export interface CaseReport {
  readonly commune: string;
  readonly disease: string;
  /** Local day of onset, `YYYY-MM-DD`. */
  readonly onset: string;
  readonly cases: number;
  /** Epoch ms at which it was reported. */
  readonly reportedAt: number;
}

export interface WeekCount extends EpiWeek {
  readonly commune: string;
  readonly disease: string;
  readonly cases: number;
  /** Of these, how many came after their time for reporting. */
  readonly late: number;
}

/** Hours that Circular 54/2015/TT-BYT leaves for a report: 24 for group A, 48 for the others. */
export const REPORT_WITHIN = { A: 24, B: 48, C: 48 } as const;

/**
 * Cases by commune, disease and week of onset, as they were known at `asOf`: reports are late as a rule, so that each figure
 * can be had again as it was told, and as it is now. `due` are the hours from the end of the day of onset, in the city's time,
 * which is `offset` hours ahead of UTC.
 */
export function casesByWeek(
  reports: Iterable<CaseReport>,
  { asOf, due, offset = 7 }: { readonly asOf: number; readonly due: number; readonly offset?: number },
): WeekCount[] {
  const days = new Map<string, { readonly newest: CaseReport; readonly inTime: number }>();
  const known = [...reports].filter(({ reportedAt }) => reportedAt <= asOf);
  for (const report of known.sort((a, b) => a.reportedAt - b.reportedAt)) {
    const { commune, disease, onset, cases, reportedAt } = report;
    const key = `${commune}\n${disease}\n${onset}`;
    const endOfDay = Date.parse(`${onset}T00:00:00Z`) + DAY - offset * HOUR;
    const inTime = reportedAt <= endOfDay + due * HOUR ? cases : (days.get(key)?.inTime ?? 0);
    days.set(key, { newest: report, inTime });
  }
  const weeks = new Map<string, { -readonly [K in keyof WeekCount]: WeekCount[K] }>();
  for (const { newest, inTime } of days.values()) {
    const { commune, disease, onset, cases } = newest;
    const { year, week } = epiWeekOf(onset);
    const key = `${commune}\n${disease}\n${year}\n${week}`;
    const count = weeks.get(key) ?? { commune, disease, year, week, cases: 0, late: 0 };
    count.cases += cases;
    count.late += Math.max(0, cases - inTime);
    weeks.set(key, count);
  }
  return [...weeks.values()].sort(
    (a, b) =>
      order(a.commune, b.commune) || order(a.disease, b.disease) || a.year - b.year || a.week - b.week,
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
