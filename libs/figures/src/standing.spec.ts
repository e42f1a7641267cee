import type { FigureDeclaration } from './declaration.js';
import type { Point } from './pace.js';
import { standingOf } from './standing.js';

const DAY = 86_400_000;
const FIGURE: FigureDeclaration = {
  ...{ id: 'on-time', domain: 'd', title: { vi: 'Đúng hạn', en: 'On time' }, unit: '%', digits: 1 },
  ...{ better: 'higher', owner: { vi: 'Sở', en: 'Office' }, source: { vi: 'QĐ', en: 'Decision' } },
  period: 'day',
};
const TARGETS = [{ from: -1_000 * DAY, value: 90 }];
const daily = (...values: readonly number[]): Point[] =>
  values.map((value, day) => ({ at: day * DAY, value }));
const standing = (points: readonly Point[], at: number, more: Partial<FigureDeclaration> = {}) =>
  standingOf({ ...FIGURE, ...more }, TARGETS, points.at(-1), points, at);

describe('how a figure stands', () => {
  it('has value, target, the value before, direction and the day of the miss', () => {
    expect(standing(daily(98, 97, 96, 95), 3 * DAY)).toMatchObject({
      value: 95,
      asOf: 3 * DAY,
      target: { value: 90 },
      isOld: false,
      trend: { before: { value: 96 }, direction: 'worse', period: 'day', points: 4 },
      forecast: { what: 'miss', at: 8 * DAY },
    });
    expect(standing(daily(98, 97, 96, 95), 3 * DAY).trend.perPeriod).toBeCloseTo(-1, 9);
  });

  it.each([
    { values: [95, 95.01, 95.02, 95.03], direction: 'steady', why: 'less than the last digit shown' },
    { values: [95, 96, 97, 98], direction: 'better', why: 'more is better' },
    {
      values: [95, 96, 97, 98],
      direction: 'worse',
      more: { better: 'lower' } as const,
      why: 'less would be',
    },
    { values: [95, 96, 97], direction: null, why: 'three values tell no pace' },
  ])('$values is $direction: $why', ({ values, direction, more = {} }) => {
    expect(standing(daily(...values), 3 * DAY, more).trend.direction).toBe(direction);
  });

  //  as of 3 ────── 4 (due) ──── 4.5 ──
  it.each([
    { at: 4.5 * DAY, more: {}, isOld: false, why: 'half a period is given to it' },
    { at: 4.5 * DAY + 1, more: {}, isOld: true, why: 'a newer value is overdue' },
    { at: 4 * DAY + 1, more: { delayDays: 0 }, isOld: true, why: 'no delay is declared' },
    { at: 9 * DAY, more: { delayDays: 5 }, isOld: false, why: 'it may take five days' },
    { at: 300 * DAY, more: { period: 'year' } as const, isOld: false, why: 'the year has not gone' },
  ])('at $at is old: $isOld, $why', ({ at, more, isOld }) => {
    expect(standing(daily(95, 95, 95, 95), at, more).isOld).toBe(isOld);
  });

  it('compares with the period before, and with nothing where that is missing', () => {
    const points = [
      { at: 0, value: 90 },
      { at: 3 * DAY, value: 95 },
    ];
    expect(standing(points, 3 * DAY).trend.before).toBeNull();
    expect(standing([...points, { at: 3.8 * DAY, value: 96 }], 4 * DAY).trend.before).toEqual(points[1]);
  });

  it('takes the value of now into the trend of whole days once the day is half over', () => {
    const history = daily(98, 97, 96, 95);
    const now = (at: number) => standingOf(FIGURE, TARGETS, { at, value: 80 }, history, at).trend.points;
    expect([now(3.4 * DAY), now(3.6 * DAY)]).toEqual([4, 5]);
  });

  it('without a value says so, and is not old', () => {
    expect(standing([], 0)).toMatchObject({ value: null, asOf: null, isOld: false, forecast: null });
  });
});
