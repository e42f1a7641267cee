import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from '@sinclair/typebox';
import { type CalendarYear, USUAL_CALENDAR, WEEKDAYS } from '@toancanh/domains';
import { Bilingual, DateText, Shape } from '@toancanh/events';
import type { Findings } from './fault.js';
import { StructuredFile } from './structured-file.js';

const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const CalendarYaml = Type.Object(
  {
    year: Type.Integer({ minimum: 2000, maximum: 2100 }),
    workingDays: Type.Array(Type.Union(WEEKDAYS.map((day) => Type.Literal(day))), { minItems: 1 }),
    workingHours: Type.Array(Type.Object({ from: Clock, to: Clock }, { additionalProperties: false }), {
      minItems: 1,
    }),
    daysOff: Type.Array(
      Type.Object({ from: DateText, to: DateText, name: Bilingual }, { additionalProperties: false }),
    ),
    daysWorked: Type.Optional(Type.Array(DateText)),
  },
  { additionalProperties: false },
);
type CalendarYaml = Static<typeof CalendarYaml>;
const shape = new Shape(CalendarYaml);

/** The years of `calendars/`, at least one: the usual working time where there is none. */
export function readCalendars(
  folder: string,
  findings: Findings,
): readonly [CalendarYear, ...CalendarYear[]] {
  const [first, ...rest] = calendarFiles(folder, findings).flatMap((name) => {
    const file = StructuredFile.open(folder, `calendars/${name}`, findings);
    const calendar = file?.as(shape);
    if (!file || !calendar) return [];
    tellFaults(calendar, name, file);
    return [calendar as CalendarYear];
  });
  return first ? [first, ...rest] : [USUAL_CALENDAR];
}

/** What the shape cannot tell, and would count working time wrong without a word. */
function tellFaults(calendar: CalendarYaml, name: string, file: StructuredFile): void {
  const { year, workingHours, daysOff, daysWorked = [] } = calendar;
  if (!name.startsWith(`${year}.`)) {
    file.fault({
      ...{ path: '/year', value: year, expected: 'the year that the file is named for' },
      cure: {
        vi: `Đặt tên tệp là ${year}.yaml, hoặc sửa year.`,
        en: `Name the file ${year}.yaml, or correct year.`,
      },
    });
  }
  workingHours.forEach(({ from, to }, index) => {
    const before = workingHours[index - 1]?.to ?? '00:00';
    if (before <= from && from < to) return;
    file.fault({
      path: `/workingHours/${index}`,
      ...{ value: `${from}–${to}`, expected: 'hours in the order of the day that do not overlap' },
      cure: { vi: 'Sửa from và to của giờ làm việc.', en: 'Correct from and to of the working hours.' },
    });
  });
  const [first, next] = [`${year}-01-01`, `${year + 1}-01-01`];
  daysOff.forEach(({ from, to }, index) => {
    if ([from, to].every(isDay) && first <= from && from < to && to <= next) return;
    file.fault({
      path: `/daysOff/${index}`,
      ...{ value: `${from}–${to}`, expected: `days of ${year}, to after from` },
      cure: {
        vi: 'to là ngày đầu tiên làm việc lại; ngày của năm khác ghi ở tệp của năm đó.',
        en: 'to is the first day that is worked again; days of another year go into its file.',
      },
    });
  });
  daysWorked.forEach((day, index) => {
    if (isDay(day) && first <= day && day < next) return;
    file.fault({
      ...{ path: `/daysWorked/${index}`, value: day, expected: `a day of ${year}` },
      cure: { vi: 'Ghi ngày của năm đó.', en: 'Write a day of that year.' },
    });
  });
}

/** `2026-02-30` has the form of a day and is none. */
function isDay(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** In the order of the years; what no year is named for is read by nobody, and that is said. */
function calendarFiles(folder: string, findings: Findings): readonly string[] {
  const found = namesIn(join(folder, 'calendars')).filter((name) => !name.startsWith('.'));
  const isYear = (name: string) => /^\d{4}\.ya?ml$/.test(name);
  for (const name of found.filter((one) => !isYear(one))) {
    findings.add({
      ...{ severity: 'warning', file: `calendars/${name}`, line: 1, column: 1, path: '', value: undefined },
      expected: 'a name such as 2026.yaml',
      cure: {
        vi: 'Tệp này không được đọc; đổi tên hoặc bỏ.',
        en: 'This file is not read; rename or remove it.',
      },
    });
  }
  return found.filter(isYear).sort();
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
