import fc from 'fast-check';
import { nowCast } from './now-cast.js';
import { subIndex } from './sub-index.js';

const _ = null;
const times = (count: number, value: number) => Array<number>(count).fill(value);

describe('nowCast', () => {
  it.each([
    {
      id: 'N1',
      hours: [20.6, 19.6, 22.4, 20.3, 16.5, 19, 16.5, 19.5, 23.5, 20.5, 24.7, 26.9],
      cast: 20.2658,
      index: 41,
      source: 'Decision 1459/QĐ-TCMT, worked example, which rounds to 20.3',
    },
    { id: 'N2', hours: times(12, 40), cast: 40, index: 80, source: 'the formula: steady air' },
    {
      id: 'N3',
      hours: [120, ...times(11, 20)],
      cast: 70.0122,
      index: 133,
      source: 'normalised; the decision literally gives 69.9951, which is 133 too',
    },
    {
      id: 'N4',
      hours: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120],
      cast: 19.9658 / (1 - 2 ** -12),
      index: 40,
      source: 'normalised; the decision literally gives 19.9658, which is 40 too',
    },
    {
      id: 'N5',
      hours: [30, _, 28, 26, _, 25, 24, 24, 23, 22, 21, 20],
      cast: 27.9347,
      index: 56,
      source: 'the formula: two of the last three hours are there',
    },
    {
      id: 'N6',
      hours: [_, _, 28, 26, 25, 25, 24, 24, 23, 22, 21, 20],
      cast: undefined,
      index: undefined,
      source: 'the decision: one of the last three is not enough',
    },
    {
      id: 'N7',
      hours: [120, 110, _, 50, 40, 30, 30, 30, 20, 20, 20, 20],
      cast: 106.0508,
      index: 169,
      source: 'normalised, not the literal 92.7686 (159): a missing hour is no clean air',
    },
    {
      id: 'N8',
      hours: [120, _, 100, 50, 40, 30, 30, 30, 20, 20, 20, 20],
      cast: 103.7252,
      index: 167,
      source: 'normalised, not the literal 77.7686 (146): it would be the band below',
    },
    {
      id: 'N9',
      hours: [50, ...times(11, 100)],
      cast: 74.9756 / (1 - 2 ** -12),
      index: 142,
      source: 'a ratio of exactly 1/2; the decision literally gives 74.9756, which is 142 too',
    },
    { id: 'N10', hours: times(12, 0), cast: 0, index: 0, source: 'clean air has no ratio' },
    { id: 'minus', hours: [10, -1, 10], cast: 10, index: 20, source: 'a negative mean is missing' },
    { id: 'thirteen', hours: [...times(12, 10), 500], cast: 10, index: 20, source: 'twelve hours, no more' },
    { id: 'none', hours: [], cast: undefined, index: undefined, source: 'nothing is known' },
  ])('$id: $cast, index $index: $source', ({ hours, cast, index }) => {
    const found = nowCast(hours);
    if (cast === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(cast, 4);
    expect(found === undefined ? undefined : subIndex('pm25', found)).toBe(index);
  });

  it('is exactly what steady air is, whatever sums of fractions leave', () => {
    expect(nowCast(times(12, 0.1))).toBe(0.1);
    expect(nowCast(times(12, 0.7))).toBe(0.7);
  });

  const hour = fc.option(fc.double({ min: 0, max: 2_000, noNaN: true }));

  it('lies between the least and the greatest of the hours that are there', () => {
    fc.assert(
      fc.property(fc.array(hour, { minLength: 12, maxLength: 12 }), (hours) => {
        const cast = nowCast(hours);
        const known = hours.filter((mean) => mean !== null);
        if (cast === undefined) {
          expect(hours.slice(0, 3).filter((mean) => mean !== null).length).toBeLessThan(2);
        } else {
          expect(cast).toBeGreaterThanOrEqual(Math.min(...known));
          expect(cast).toBeLessThanOrEqual(Math.max(...known));
        }
      }),
    );
  });
});
