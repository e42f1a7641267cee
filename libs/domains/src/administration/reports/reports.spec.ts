import { CALENDAR_2024, local } from '../testing/steps.js';
import { WorkingTime } from '../working-time.js';
import { petitionBreaches, publishedInTime, updatedInTime } from './petition.js';
import { lastPublished, type Publication } from './published-index.js';
import { reportingOf } from './reporting.js';

const time = new WorkingTime([CALENDAR_2024], 'Asia/Ho_Chi_Minh');
const received = local('2024-01-02 09:00');

/** Limits of the index of Decision 766/QĐ-TTg, group 5: working days. */
describe('petitions', () => {
  it.each([
    { petition: { refused: local('2024-01-04 16:00') }, breaches: [], why: 'refused on the second day' },
    { petition: { refused: local('2024-01-05 08:00') }, breaches: ['refused'], why: 'on the third' },
    { petition: { supplementAsked: local('2024-01-09 16:00') }, breaches: [], why: 'asked on the fifth day' },
    {
      petition: { supplementAsked: local('2024-01-10 08:00') },
      breaches: ['supplementAsked'],
      why: 'on the sixth',
    },
    {
      petition: { answered: local('2024-01-23 16:00'), published: local('2024-01-25 16:00') },
      breaches: [],
      why: 'answered on the fifteenth, published two later',
    },
    {
      petition: { answered: local('2024-01-24 08:00'), published: local('2024-01-29 08:00') },
      breaches: ['answered', 'published'],
      why: 'both a day late',
    },
    { petition: {}, breaches: [], why: 'not answered yet' },
  ])('$breaches: $why', ({ petition, breaches }) => {
    expect(petitionBreaches({ received, ...petition }, time, local('2024-01-23 16:00'))).toEqual(breaches);
  });

  it('is late without an answer', () => {
    expect(petitionBreaches({ received }, time, local('2024-01-24 08:00'))).toEqual(['answered']);
  });
});

describe('publishing of procedures', () => {
  it.each([
    { by: 'province', days: 5, published: '2024-01-02 09:00', effective: '2024-01-09 00:00', ok: true },
    { by: 'province', days: 4, published: '2024-01-03 09:00', effective: '2024-01-09 00:00', ok: false },
    { by: 'ministry', days: 5, published: '2024-01-02 09:00', effective: '2024-01-09 00:00', ok: false },
  ] as const)('$days working days before, by the $by: $ok', ({ by, published, effective, ok }) => {
    expect(publishedInTime({ published: local(published), effective: local(effective) }, time, by)).toBe(ok);
  });

  it('is updated within five working days of a change', () => {
    const notice = { published: 0, effective: 0, changed: received };
    expect(updatedInTime({ ...notice, updated: local('2024-01-09 09:00') }, time, 'province', received)).toBe(
      true,
    );
    expect(updatedInTime(notice, time, 'province', local('2024-01-10 09:00'))).toBe(false);
  });
});

describe('e-forms and e-reports', () => {
  it('counts what was due, what came and what came in time', () => {
    const owed = [
      { form: 'f', unit: 'a', due: 10, came: 9 },
      { form: 'f', unit: 'b', due: 10, came: 11 },
      { form: 'f', unit: 'c', due: 10 },
      { form: 'g', unit: 'c', due: 10, came: 30 },
      { form: 'f', unit: 'd', due: 30, came: 5 },
    ];
    expect(reportingOf(owed, 20)).toEqual({
      complete: { n: 2, d: 4 },
      punctual: { n: 1, d: 4 },
      owing: [{ unit: 'c', reports: 2 }],
    });
  });
});

/** The province's scores of Decision 766 in the press: 80.21 for 2023; PAR and others are published the same way, yearly. */
describe('published indices', () => {
  const publication = (year: number, publishedAt: number, value: number): Publication => ({
    ...{ code: 'DTI', year, value, rank: 8, of: 63, publishedAt, source: 'Bộ Thông tin và Truyền thông' },
  });
  const all = [publication(2022, 100, 70), publication(2023, 200, 75), publication(2022, 300, 71)];

  it.each([
    { at: 99, value: undefined, why: 'nothing was published' },
    { at: 150, value: 70, why: 'the first' },
    { at: 200, value: 75, why: 'the next year' },
    { at: 400, value: 75, why: 'a correction of an older year does not go before it' },
  ])('at $at: $value, $why', ({ at, value }) => {
    expect(lastPublished('DTI', all, at)?.value).toBe(value);
  });
});
