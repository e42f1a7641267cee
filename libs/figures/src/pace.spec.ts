import { onLine, paceOf } from './pace.js';

const points = (...values: readonly number[]) => values.map((value, at) => ({ at, value }));

describe('the pace of a figure', () => {
  it.each([
    { values: [1, 2, 3, 4, 5], slope: 1, level: 5, why: 'a straight line is its own' },
    { values: [5, 5, 5, 5], slope: 0, level: 5, why: 'nothing moves' },
    { values: [1, 2, 300, 4, 5, 6, 7], slope: 1, level: 7, why: 'one odd day does not turn it' },
    { values: [1, 2, 3, 4, 5, 6, 0], slope: 1, level: 7, why: 'not even the newest' },
    { values: [9, 2, 3, 4, 5, 6, 7], slope: 1, level: 7, why: 'nor the oldest' },
    { values: [10, 8, 6, 4], slope: -2, level: 4, why: 'downwards' },
  ])('of $values is $slope: $why', ({ values, slope, level }) => {
    const pace = paceOf(points(...values))!;
    expect(pace.slope).toBeCloseTo(slope, 9);
    expect(pace.from.value).toBeCloseTo(level, 9);
    expect(onLine(pace, pace.from.at + 2)).toBeCloseTo(level + 2 * slope, 9);
  });

  it('is by the time between points, not by their number', () => {
    const gaps = [0, 1, 10, 11, 20].map((at) => ({ at, value: 3 * at }));
    expect(paceOf(gaps)).toMatchObject({ slope: 3, seen: 20 });
  });

  it.each([
    { of: points(1, 2, 3), why: 'three points are a guess' },
    { of: [], why: 'nothing was measured' },
    { of: points(1, 2, 3, 4).map(({ value }) => ({ at: 7, value })), why: 'one instant has no pace' },
  ])('is unknown where $why', ({ of }) => {
    expect(paceOf(of)).toBeUndefined();
  });
});
