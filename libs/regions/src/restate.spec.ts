import type { Area, Lineage } from '@toancanh/events';
import { RegionTree } from './region-tree.js';
import { restate } from './restate.js';

const REFORM = '2025-07-01';
const area = (code: string, parent: string | null, from: string, to: string | null, more = {}): Area => ({
  ...{ code, scheme: 'gso', name: code, kind: 'ward', parent, validFrom: from, validTo: to, ...more },
});
const edge = (from: string, to: string, extent: Lineage['extent'], date = REFORM): Lineage => ({
  ...{ from, to, extent, date },
});

//   old ─┬─ d1 ─ a ──┬────▶ x     (a whole, b in part)         new ─┬─ n1 ─ x, y
//        │      └ b ═╪════▶ y     (the rest of b, c whole)          │
//        │           │                                              ├─ n2 ─ e (same), z
//        ├─ d2 ─ c ──┘                                              └─ n3 ─ f
//        │      ├ e ──────▶ e
//        │      └ g, h ───▶ z     (both whole: a union)
//        └─ d3 ───────────▶ f     (itself a smallest area)
const tree = new RegionTree({
  root: 'new',
  timeZone: 'UTC',
  areas: [
    area('old', null, '2000-01-01', REFORM),
    area('d1', 'old', '2000-01-01', '2024-05-01', { kind: 'town' }),
    area('d1', 'old', '2024-05-01', REFORM, { kind: 'city' }),
    area('d2', 'old', '2000-01-01', REFORM),
    area('d3', 'old', '2000-01-01', REFORM),
    ...['a', 'b'].map((code) => area(code, 'd1', '2020-02-01', REFORM)),
    ...['c', 'e', 'g', 'h'].map((code) => area(code, 'd2', '2020-02-01', REFORM)),
    area('new', null, REFORM, null),
    area('state', null, REFORM, null, { beyond: true }),
    ...['n1', 'n2', 'n3'].map((code) => area(code, 'new', REFORM, null)),
    ...['x', 'y'].map((code) => area(code, 'n1', REFORM, null)),
    ...['e', 'z'].map((code) => area(code, 'n2', REFORM, null)),
    area('f', 'n3', REFORM, null),
    area('gone', null, '2000-01-01', REFORM),
    area('ceded', null, '2000-01-01', REFORM),
  ],
  lineage: [
    edge('a', 'x', 'full'),
    edge('b', 'x', 'part'),
    edge('b', 'y', 'part'),
    edge('c', 'y', 'full'),
    edge('e', 'e', 'full'),
    edge('g', 'z', 'full'),
    edge('h', 'z', 'full'),
    edge('d3', 'f', 'full'),
    edge('ceded', 'state', 'full'),
  ],
});
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const AFTER = day('2026-01-01');
const LAST = day(REFORM) - 1;

/** `kind code, code` or `reason: edges at fault`. */
function said(code: string, of: number, when: number): string {
  const restated = restate(tree, tree.at(code, of)!, when);
  switch (restated.kind) {
    case 'same':
      return `same ${restated.area.code}`;
    case 'sum':
      return `sum ${restated.of.map((one) => one.code).join(' ')}`;
    case 'not-comparable':
      return `${restated.reason}: ${restated.because.map(({ from, to }) => `${from.code}→${to.code}`).join(' ')}`;
  }
}

describe('restate on a later map', () => {
  it.each([
    { code: 'e', is: 'same e', why: 'nothing but itself went into it' },
    { code: 'd3', is: 'same n3', why: 'an area with the same ground stands for its only part' },
    { code: 'old', is: 'same new', why: 'cuts inside do not matter to the whole' },
    { code: 'a', is: 'merged: a→x b→x', why: 'it went whole into one that has ground of b' },
    { code: 'b', is: 'split: b→x b→y a→x c→y', why: 'it was cut, and neither half is alone' },
    { code: 'd1', is: 'split: b→y c→y', why: 'half of b went where c is; x is all its own' },
    { code: 'd2', is: 'merged: c→y b→y', why: 'c is whole, and shares y with b' },
    { code: 'g', is: 'merged: g→z h→z', why: 'half of a union' },
    { code: 'gone', is: 'no-record: ', why: 'nobody says what became of it' },
    { code: 'ceded', is: 'beyond: ceded→state', why: 'it is a part of something larger than the tree' },
  ])('$code is $is: $why', ({ code, is }) => {
    expect(said(code, LAST, AFTER)).toBe(is);
  });
});

describe('restate on an earlier map', () => {
  it.each([
    { code: 'e', when: LAST, is: 'same e', why: 'the same ground' },
    { code: 'z', when: LAST, is: 'sum g h', why: 'a union of whole areas' },
    { code: 'n2', when: LAST, is: 'sum e g h', why: 'and of more of them' },
    { code: 'x', when: LAST, is: 'split: b→x b→y', why: 'a part of b is not known before' },
    {
      code: 'n1',
      when: LAST,
      is: 'sum d1 c',
      why: 'both halves of b are in it; the largest areas stand for it',
    },
    { code: 'new', when: LAST, is: 'same old', why: 'all of it' },
    { code: 'new', when: day('2019-01-01'), is: 'same old', why: 'also where only districts are recorded' },
    { code: 'n2', when: day('2019-01-01'), is: 'no-record: ', why: 'parts of d2 are not recorded so early' },
    { code: 'state', when: LAST, is: 'beyond: ceded→state', why: 'it had ground from outside' },
  ])('$code on $when is $is: $why', ({ code, when, is }) => {
    expect(said(code, AFTER, when)).toBe(is);
  });
});

it('takes a change of kind for the same ground', () => {
  expect(said('d1', day('2010-01-01'), day('2024-06-01'))).toBe('same d1');
  expect(said('d1', day('2024-06-01'), day('2010-01-01'))).toBe('same d1');
});

it('answers the version itself while it is in force', () => {
  expect(restate(tree, tree.at('b', LAST)!, LAST)).toEqual({ kind: 'same', area: tree.at('b', LAST) });
});
