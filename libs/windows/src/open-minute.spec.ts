import fc from 'fast-check';
import { OpenMinute } from './open-minute.js';

const valuesOf = (minute: OpenMinute, series: number) => {
  const target = new Float64Array(minute.countOf(series));
  minute.copy(series, target);
  return [...target];
};

describe('OpenMinute', () => {
  // start 60,000; instants within the minute, values newest first
  it.each([
    {
      why: 'in order',
      folds: [
        [1, 10],
        [2, 20],
      ],
      says: ['added', 'added'],
      holds: [20, 10],
    },
    {
      why: 'out of order',
      folds: [
        [2, 20],
        [1, 10],
        [3, 30],
      ],
      says: ['added', 'added', 'added'],
      holds: [30, 20, 10],
    },
    {
      why: 'between two',
      folds: [
        [1, 10],
        [3, 30],
        [2, 20],
      ],
      says: ['added', 'added', 'added'],
      holds: [30, 20, 10],
    },
    {
      why: 'the same again',
      folds: [
        [1, 10],
        [2, 20],
        [1, 10],
      ],
      says: ['added', 'added', 'duplicate'],
      holds: [20, 10],
    },
    {
      why: 'corrected',
      folds: [
        [1, 10],
        [2, 20],
        [1, 11],
      ],
      says: ['added', 'added', 'corrected'],
      holds: [20, 11],
    },
    {
      why: 'corrected back',
      folds: [
        [1, 10],
        [1, 11],
        [1, 10],
      ],
      says: ['added', 'corrected', 'corrected'],
      holds: [10],
    },
    {
      why: 'first and last instant',
      folds: [
        [0, 1],
        [59_999, 2],
      ],
      says: ['added', 'added'],
      holds: [2, 1],
    },
  ])('$why', ({ folds, says, holds }) => {
    const minute = new OpenMinute(60_000, 1);
    expect(folds.map(([within, value]) => minute.fold(0, 60_000 + within!, value!))).toEqual(says);
    expect(valuesOf(minute, 0)).toEqual(holds);
  });

  it.each([
    { why: 'the newest', at: 3, holds: [20, 10], took: true },
    { why: 'one between', at: 2, holds: [30, 10], took: true },
    { why: 'the oldest', at: 1, holds: [30, 20], took: true },
    { why: 'one that is not there', at: 4, holds: [30, 20, 10], took: false },
  ])('withdraws $why', ({ at, holds, took }) => {
    const minute = new OpenMinute(0, 1);
    for (const within of [1, 2, 3]) minute.fold(0, within, within * 10);
    expect([minute.withdraw(0, at), valuesOf(minute, 0)]).toEqual([took, holds]);
    expect(minute.withdraw(99, 1)).toBe(false);
  });

  it('keeps series apart and grows with them', () => {
    const series = fc.nat(2_000);
    const folds = fc.array(fc.tuple(series, fc.nat(59_999), fc.integer()), { size: 'max', maxLength: 400 });
    fc.assert(
      fc.property(folds, (given) => {
        const minute = new OpenMinute(0, 1);
        const naive = new Map<number, Map<number, number>>();
        for (const [number, at, value] of given) {
          minute.fold(number, at, value);
          naive.set(number, (naive.get(number) ?? new Map<number, number>()).set(at, value));
        }
        for (const [number, byInstant] of naive) {
          const newestFirst = [...byInstant].sort(([a], [b]) => b - a).map(([, value]) => value);
          expect(valuesOf(minute, number)).toEqual(newestFirst);
        }
        expect(minute.size).toBe([...naive.values()].reduce((sum, { size }) => sum + size, 0));
      }),
    );
  });
});
