import type { Window } from '@toancanh/events';
import { emptyWindow, revisionOf } from './revision-of.js';

const AT = { epoch: 8, asOf: 9_000 };

const window = (changes: Partial<Window> = {}): Window => ({
  ...{ metric: 'pm25', sensor: 'a', span: '1m', start: 0, end: 60_000 },
  ...{ count: 2, sum: 10, min: 4, max: 6, mean: 5, p50: 5, p95: 5.9, expected: 6, coverage: 1 / 3 },
  ...{ revision: 0, epoch: 7, asOf: 1_000 },
  ...changes,
});
const nothing = { count: 0, sum: 0, min: 0, max: 0, mean: 0, p50: 0, p95: 0, coverage: 0 };
const more = window({ count: 3, sum: 18 });

describe('revisionOf', () => {
  it.each([
    { name: 'the same values: nothing new', known: window(), found: window({ asOf: 5 }), next: undefined },
    {
      name: 'a sensor was added since, and the values are the same: nothing new',
      known: window(),
      found: window({ expected: 12, coverage: 1 / 6 }),
      next: undefined,
    },
    {
      name: 'another value: the next revision, in this epoch',
      known: window(),
      found: more,
      next: { ...more, revision: 1, ...AT },
    },
    {
      name: 'as many values and another sum',
      known: window({ revision: 3 }),
      found: window({ sum: 11 }),
      next: window({ sum: 11, revision: 4, ...AT }),
    },
    {
      name: 'only a percentile differs',
      known: window(),
      found: window({ p95: 5.8 }),
      next: window({ p95: 5.8, revision: 1, ...AT }),
    },
    {
      name: 'nothing came on time: revision 1, because 0 was never published',
      known: undefined,
      found: more,
      next: { ...more, revision: 1, ...AT },
    },
    { name: 'nothing was and nothing is', known: undefined, found: undefined, next: undefined },
    {
      name: 'all values were withdrawn: a revision without values',
      known: window(),
      found: undefined,
      next: window({ ...nothing, revision: 1, ...AT }),
    },
    {
      name: 'without values still: nothing new',
      known: window({ ...nothing, revision: 1 }),
      found: undefined,
      next: undefined,
    },
    {
      name: 'a value came back',
      known: window({ ...nothing, revision: 1 }),
      found: more,
      next: { ...more, revision: 2, ...AT },
    },
    {
      name: 'the clock is behind: not known before what it corrects',
      known: window({ asOf: 20_000 }),
      found: more,
      next: { ...more, revision: 1, epoch: 8, asOf: 20_000 },
    },
    {
      name: 'a successor has corrected it: left alone',
      known: window({ revision: 2, epoch: 9 }),
      found: more,
      next: undefined,
    },
  ])('$name', ({ known, found, next }) => {
    expect(revisionOf(known, found, AT)).toEqual(next);
  });

  it.each([
    { name: 'the same values', known: window({ revision: 1, epoch: 3 }), found: window(), revision: 2 },
    {
      name: 'nothing was and nothing is',
      known: undefined,
      found: emptyWindow({ metric: 'pm25', sensor: 'a', span: '1m', start: 0, end: 60_000 }),
      revision: 1,
    },
  ])('says it again under the next number for one that affirms: $name', ({ known, found, revision }) => {
    const said = revisionOf(known, found, { ...AT, affirms: true });
    expect(said).toEqual({ ...found, revision, epoch: 8, asOf: 9_000 });
  });

  it('begins with revision 0 for a span that has just ended, not known before what it is made of', () => {
    const hour = window({ span: '1h', asOf: 12_000 });
    expect(revisionOf(undefined, hour, { ...AT, first: 0 })).toEqual({ ...hour, revision: 0, epoch: 8 });
  });
});
