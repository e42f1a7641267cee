import type { Window } from '@toancanh/events';
import fc from 'fast-check';
import { sketchOf } from './sketch.js';
import { SpanTally } from './span-tally.js';
import { HOUR, MINUTE } from './span.js';
import { statisticsOf } from './statistics.js';

const NOON = { span: '1h', start: 0, end: HOUR } as const;
const AT = { epoch: 4, asOf: 9_000_000 };
const TARGET = { metric: 'pm25', sensor: 'a' };

function minute(n: number, values: readonly number[], changes: Partial<Window> = {}): Window {
  const sorted = Float64Array.from(values).sort();
  const sketch = sketchOf(sorted, values.length);
  return {
    ...TARGET,
    ...{ span: '1m', start: n * MINUTE, end: (n + 1) * MINUTE, ...statisticsOf(sorted) },
    ...(sketch !== undefined && { sketch }),
    ...{ expected: 6, coverage: 1, revision: 0, epoch: 1, asOf: 100 },
    ...changes,
  };
}
const hourOf = (minutes: readonly Window[], due = 6, span: '1h' | '1d' = '1h') => {
  const tally = new SpanTally();
  for (const each of minutes) tally.add(each);
  return tally.window({ ...NOON, span }, TARGET, due, AT);
};

describe('SpanTally', () => {
  it('makes an hour of its minutes', () => {
    expect(hourOf([minute(0, [1, 2]), minute(7, [3])])).toEqual({
      ...TARGET,
      ...{ span: '1h', start: 0, end: HOUR, count: 3, sum: 6, min: 1, max: 3, mean: 2, p50: 2, p95: 2.9 },
      ...{ sketch: '2', expected: 360, coverage: 3 / 360, revision: 0, epoch: 4, asOf: 9_000_000 },
    });
  });

  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
  it('has the least, the greatest, the count and the sum of all values, and their percentiles while they are few', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 60, size: 'max' }), (minutes) => {
        const all = Float64Array.from(minutes.flat()).sort();
        const { count, sum, min, max, p50, p95 } = statisticsOf(all);
        const hour = hourOf(minutes.map((each, n) => minute(n, each)))!;
        expect(hour).toMatchObject({ count, min, max, mean: hour.sum / count });
        // What is lost in rounding depends on the size of what is added, not on what comes out.
        const added = all.reduce((total, value) => total + Math.abs(value), 0);
        expect(Math.abs(hour.sum - sum)).toBeLessThanOrEqual(added * 1e-14);
        if (count <= 64) expect(hour).toMatchObject({ p50, p95 });
      }),
    );
  });

  it.each([
    { why: 'what minutes expected, and what the silent ones owed', minutes: [1, 2], due: 6, expected: 360 },
    { why: 'nothing is owed where the period is unknown', minutes: [1, 2], due: 0, expected: 12 },
    { why: 'a sensor was added since', minutes: [1], due: 12, expected: 6 + 59 * 12 },
    { why: 'rounded as for minutes', minutes: [1], due: 1 / 3, expected: 25.666667 },
  ])('expects $why', ({ minutes, due, expected }) => {
    expect(
      hourOf(
        minutes.map((n) => minute(n, [5])),
        due,
      ),
    ).toMatchObject({ expected });
  });

  it('goes without a minute whose values were all withdrawn, and is none if nothing is left', () => {
    const withdrawn = minute(3, [0], { count: 0, revision: 1 });
    expect(hourOf([minute(2, [5]), withdrawn])).toMatchObject({ count: 1, min: 5, expected: 360 });
    expect(hourOf([withdrawn])).toBeUndefined();
  });

  it('is not known before what it is made of', () => {
    expect(hourOf([minute(0, [1], { asOf: 9_500_000 })])).toMatchObject({ asOf: 9_500_000 });
  });

  it('keeps no sketch of a day: nothing is made of it', () => {
    const minutes = [minute(0, [1, 2, 3])];
    expect(hourOf(minutes, 6, '1h')).toHaveProperty('sketch');
    expect(hourOf(minutes, 6, '1d')).not.toHaveProperty('sketch');
  });
});
