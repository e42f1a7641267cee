import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from '@sinclair/typebox';
import { type CalendarYear, WEEKDAYS } from '@toancanh/domains';
import { Bilingual, DateText, Shape } from '@toancanh/events';
import { parse } from 'yaml';

const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const CalendarYaml = Type.Object(
  {
    year: Type.Integer({ minimum: 2000, maximum: 2100 }),
    workingDays: Type.Array(Type.Union(WEEKDAYS.map((day) => Type.Literal(day))), { minItems: 1 }),
    workingHours: Type.Array(Type.Object({ from: Clock, to: Clock }), { minItems: 1 }),
    daysOff: Type.Array(Type.Object({ from: DateText, to: DateText, name: Bilingual })),
    daysWorked: Type.Optional(Type.Array(DateText)),
  },
  { additionalProperties: false },
);
type CalendarYaml = Static<typeof CalendarYaml>;
const shape = new Shape(CalendarYaml);

/** Offices in Vietnam, where the city folder has no calendar: days off are not known then. */
const USUAL: CalendarYear = {
  year: 2026,
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  workingHours: [
    { from: '07:30', to: '11:30' },
    { from: '13:00', to: '17:00' },
  ],
  daysOff: [],
};

/** The years of `calendars/`, at least one. A file that is no calendar stops the process with its name. */
export function calendarsOf(folder: string): readonly [CalendarYear, ...CalendarYear[]] {
  const inside = join(folder, 'calendars');
  if (folder === '' || !existsSync(inside)) return [USUAL];
  const [first, ...rest] = readdirSync(inside)
    .filter((name) => /^\d{4}\.ya?ml$/.test(name))
    .sort()
    .map((name) => {
      const value: unknown = parse(readFileSync(join(inside, name), 'utf8'));
      if (shape.check(value)) return value as CalendarYear;
      const { path, expected } = shape.faultOf(value);
      throw new Error(`calendars/${name}: ${path}: expected ${expected}`);
    });
  return first ? [first, ...rest] : [USUAL];
}
