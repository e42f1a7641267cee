import type { Window } from '@toancanh/events';
import { computed, type Formula } from './computed.js';
import type { Computation } from './declaration.js';

const window = (metric: string, start: number, sum: number, count = 2): Window => ({
  ...{
    metric,
    area: 'a',
    span: '1d',
    start,
    end: start + 10,
    count,
    sum,
    min: 0,
    max: sum,
    mean: sum / count,
  },
  ...{ p50: 0, p95: 0, expected: count, coverage: 1, revision: 0, epoch: 1, asOf: start + 11 },
});
const WINDOWS: Readonly<Record<string, readonly Window[]>> = {
  done: [window('done', 0, 90), window('done', 10, 40), window('done', 20, 50)],
  all: [window('all', 0, 100), window('all', 20, 50), window('all', 30, 10)],
  none: [window('none', 0, 0), window('none', 10, 0)],
  dust: [20, 60, 40, 80].map((sum, day) => window('dust', day * 10, sum)),
};
const TWICE: Formula = {
  name: 'twice',
  inputs: [{ metric: 'done', stat: 'sum' }],
  of: ([sum = 0]) => (sum === 40 ? null : 2 * sum),
};
const of = (metric: string, stat: 'sum' | 'mean' = 'sum') => ({ metric, stat });
const valuesOf = (computation: Omit<Computation, 'span'>) =>
  computed(
    { span: '1d', ...computation },
    (metric) => WINDOWS[metric] ?? [],
    (name) => (name === 'twice' ? TWICE : undefined),
  ).map(({ at, value }) => [at, value]);

describe('a figure of windows', () => {
  it.each([
    {
      compute: { of: of('done', 'mean') },
      points: [
        [10, 45],
        [20, 20],
        [30, 25],
      ],
      why: 'a statistic, as of the end of its window',
    },
    {
      compute: { of: of('done'), to: of('all'), times: 100 },
      points: [
        [10, 90],
        [30, 100],
      ],
      why: 'a ratio needs both windows',
    },
    { compute: { of: of('done'), to: of('none') }, points: [], why: 'a share of nothing is none' },
    {
      compute: { of: of('dust', 'mean'), atMost: 20, last: 4 },
      points: [
        [20, 50],
        [30, 200 / 3],
        [40, 50],
      ],
      why: 'a share of windows that kept to a limit, once half of them are there',
    },
    {
      compute: { of: of('dust', 'mean'), atLeast: 30, last: 2 },
      points: [
        [10, 0],
        [20, 50],
        [30, 50],
        [40, 50],
      ],
      why: 'a limit from below, over the last two',
    },
    {
      compute: { formula: 'twice', times: 10 },
      points: [
        [10, 1_800],
        [30, 1_000],
      ],
      why: 'a formula by its name, which may have nothing to tell',
    },
    { compute: { formula: 'gone' }, points: [], why: 'a formula that nobody has' },
  ])('$compute: $why', ({ compute, points }) => {
    expect(valuesOf(compute)).toEqual(points);
  });
});
