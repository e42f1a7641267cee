import fc from 'fast-check';
import { quantile, sortFirst, statisticsOf } from './statistics.js';

const sorted = (...values: number[]) => Float64Array.from(values).sort();

describe('quantile, type 7', () => {
  it.each([
    { of: [5], q: 0.95, is: 5, why: 'one value is every quantile' },
    { of: [1, 2], q: 0.5, is: 1.5, why: 'half way' },
    { of: [1, 2, 3, 4], q: 0.5, is: 2.5, why: 'between the middle two' },
    { of: [10, 20, 30, 40, 50], q: 0.95, is: 48, why: 'h = 3.8' },
    { of: [10, 20, 30, 40, 50], q: 1, is: 50, why: 'the greatest, nothing beyond it is read' },
  ])('q $q of $of is $is: $why', ({ of, q, is }) => expect(quantile(sorted(...of), q)).toBeCloseTo(is, 12));
});

describe('statisticsOf', () => {
  it('says what its values say', () => {
    expect(statisticsOf(sorted(3, 1, 2))).toEqual({
      count: 3,
      sum: 6,
      min: 1,
      max: 3,
      mean: 2,
      p50: 2,
      p95: 2.9,
    });
  });

  it.each([
    { why: 'small ones survive a great one', of: [1e16, 1, 1, -1e16], sum: 2 },
    { why: 'tenths add up', of: Array.from({ length: 10 }, () => 0.1), sum: 1 },
  ])('sums with compensation: $why', ({ of, sum }) => expect(statisticsOf(sorted(...of)).sum).toBe(sum));

  it('looks at the first values only', () => {
    expect(statisticsOf(Float64Array.of(1, 2, 99), 2)).toMatchObject({ count: 2, sum: 3, max: 2 });
  });
});

describe('sortFirst', () => {
  it('sorts any number of values and leaves the rest', () => {
    const values = fc.array(fc.double({ noNaN: true }), { size: 'max', maxLength: 60 });
    fc.assert(
      fc.property(values, (given) => {
        const buffer = Float64Array.from([...given, 7, -7]);
        sortFirst(buffer, given.length);
        expect([...buffer]).toEqual([...Float64Array.from(given).sort(), 7, -7]);
      }),
    );
  });
});
