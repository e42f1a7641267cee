import type { Window } from '@toancanh/events';
import { unionOf } from './union-of.js';

const window = (area: string, values: readonly number[], more: Partial<Window> = {}): Window => {
  const sum = values.reduce((a, b) => a + b, 0);
  const count = values.length;
  return {
    ...{
      metric: 'pm25',
      area,
      span: '1m',
      start: 0,
      end: 60_000,
      count,
      sum,
      mean: count === 0 ? 0 : sum / count,
    },
    ...{ min: Math.min(...values), max: Math.max(...values), p50: values[0] ?? 0, p95: values[0] ?? 0 },
    ...{ expected: 4, coverage: count / 4, revision: 0, epoch: 1, asOf: 90_000, ...more },
  };
};

describe('unionOf', () => {
  const union = unionOf([window('a', [10, 10, 10]), window('b', [50], { revision: 1, asOf: 95_000 })], 'z');

  it('adds up counts and sums, and weighs the mean by the counts', () => {
    expect(union).toMatchObject({
      area: 'z',
      count: 4,
      sum: 80,
      mean: 20,
      min: 10,
      max: 50,
      start: 0,
      end: 60_000,
    });
  });

  it('has no percentiles: those of the parts are not those of the whole', () => {
    expect(Object.keys(union)).not.toEqual(expect.arrayContaining(['p50']));
    expect(Object.keys(union)).not.toEqual(expect.arrayContaining(['p95']));
  });

  it('is as well covered as its parts together, and as new as the newest of them', () => {
    expect(union).toMatchObject({ expected: 8, coverage: 0.5, revision: 1, asOf: 95_000 });
  });

  it('does not let a part without values lower the least or the mean', () => {
    const empty = window('b', [], { count: 0, sum: 0, min: 0, max: 0, mean: 0, revision: 1 });
    expect(unionOf([window('a', [10, 20]), empty], 'z')).toMatchObject({
      count: 2,
      mean: 15,
      min: 10,
      max: 20,
    });
    expect(unionOf([empty], 'z')).toMatchObject({ count: 0, mean: 0, min: 0, max: 0 });
  });
});
