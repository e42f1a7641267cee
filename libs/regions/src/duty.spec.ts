import type { Area, Lineage } from '@toancanh/events';
import { type Desk, DeskBook, faultsOfDesks } from './desks.js';
import { Duty, standInFor } from './duty.js';
import { RegionTree } from './region-tree.js';

const REFORM = '2025-07-01';
const CUT = Date.parse(`${REFORM}T00:00:00+07:00`);
const NOW = Date.parse('2026-11-23T07:00:00Z');
const area = (code: string, parent: string | null, from: string, to: string | null): Area => ({
  ...{ code, scheme: 'gso', name: code, kind: 'ward', parent, validFrom: from, validTo: to },
});
const edge = (from: string, to: string, extent: Lineage['extent']): Lineage => ({
  from,
  to,
  extent,
  date: REFORM,
});

//  74 ─┬─ 718 ─┬─ 25741 ──part──▶ 25747, 25750        binh-duong ─┬─ thu-dau-mot ─┬─ 25747
//      │       ├─ 25747 ──whole─▶ 25747                           │               └─ 25750
//      │       └─ 25768 ──part──▶ 25750, 25768                    └─ ben-cat ─────┬─ 25768
//      └─ 721 ─── 25846 ──whole─▶ 25846                                           └─ 25846
const tree = new RegionTree({
  root: 'binh-duong',
  timeZone: 'Asia/Ho_Chi_Minh',
  areas: [
    area('74', null, '1997-01-01', REFORM),
    ...['718', '721'].map((code) => area(code, '74', '1997-01-01', REFORM)),
    ...['25741', '25747', '25768'].map((code) => area(code, '718', '1997-01-01', REFORM)),
    area('25846', '721', '1997-01-01', REFORM),
    area('binh-duong', null, REFORM, null),
    ...['thu-dau-mot', 'ben-cat'].map((code) => area(code, 'binh-duong', REFORM, null)),
    ...['25747', '25750'].map((code) => area(code, 'thu-dau-mot', REFORM, null)),
    ...['25768', '25846'].map((code) => area(code, 'ben-cat', REFORM, null)),
  ],
  lineage: [
    edge('25741', '25747', 'part'),
    edge('25741', '25750', 'part'),
    edge('25747', '25747', 'full'),
    edge('25768', '25750', 'part'),
    edge('25768', '25768', 'part'),
    edge('25846', '25846', 'full'),
  ],
});
const desk = (id: string, of: string, more: Partial<Desk> = {}): Desk => ({
  ...{ id, area: of, name: { vi: id, en: id } },
  ...more,
});
const DESKS = [
  desk('province', '74', { to: REFORM, successor: 'city' }),
  desk('district-718', '718', { to: REFORM, successor: 'tdm' }),
  desk('ward-25747', '25747', { from: '2020-01-01', to: REFORM, successor: 'tdm' }),
  desk('city', 'binh-duong', { from: REFORM }),
  desk('tdm', 'thu-dau-mot', { from: REFORM }),
  desk('bc', 'ben-cat', { from: REFORM, to: '2026-01-01', successor: 'city' }),
];
const book = new DeskBook(DESKS, tree);
const duty = new Duty(tree, book);

describe('DeskBook', () => {
  it.each([
    { of: '25741', when: CUT - 1, is: 'district-718', why: 'the ward has none, its district has' },
    { of: '25747', when: CUT - 1, is: 'ward-25747', why: 'a desk of its own' },
    { of: '25747', when: CUT, is: 'tdm', why: 'a code used again does not inherit the desk of the old ward' },
    { of: '25846', when: CUT - 1, is: 'province', why: 'nobody nearer' },
    { of: '25846', when: CUT, is: 'bc', why: 'the centre of today' },
    { of: '25846', when: NOW, is: 'city', why: 'that desk has ended, the one above has not' },
    { of: '718', when: NOW, is: undefined, why: 'there is no such area any more' },
  ])('$of at $when is with $is: $why', ({ of, when, is }) => {
    expect(book.at(of, when)?.id).toBe(is);
  });

  it('lists who is on duty', () => {
    expect(book.all(CUT - 1).map(({ id }) => id)).toEqual(['province', 'district-718', 'ward-25747']);
    expect(book.all(NOW).map(({ id }) => id)).toEqual(['city', 'tdm']);
  });
});

describe('Duty', () => {
  const before = CUT - 60_000;
  it.each([
    {
      why: 'a district’s matter goes to the successor of its desk',
      matter: { area: '718', as: before, desk: 'district-718' },
      is: { at: CUT, area: 'thu-dau-mot', desk: 'tdm', elsewhere: true },
    },
    {
      why: 'what has a place goes where that place is now',
      matter: { area: '25768', as: before, desk: 'district-718', sourceAt: () => '25768' },
      is: { at: CUT, area: '25768', desk: 'bc', elsewhere: true },
    },
    {
      why: 'the same ground keeps its code, and gets the desk of today',
      matter: { area: '25846', as: before, desk: 'province' },
      is: { at: CUT, area: '25846', desk: 'bc', elsewhere: false },
    },
    {
      why: 'the ward whose code another one has now: not to that by its code, but to the successor of its desk',
      matter: { area: '25747', as: before, desk: 'ward-25747' },
      is: { at: CUT, area: 'thu-dau-mot', desk: 'tdm', elsewhere: true },
    },
    {
      why: 'nobody had it: the smallest area that holds all of its ground',
      matter: { area: '25768', as: before },
      is: { at: CUT, area: 'binh-duong', desk: 'city', elsewhere: true },
    },
    {
      why: 'a desk that ends alone',
      matter: { area: '25846', as: CUT, desk: 'bc' },
      is: { at: Date.parse('2026-01-01T00:00:00+07:00'), area: '25846', desk: 'city', elsewhere: false },
    },
    { why: 'nothing changed since', matter: { area: '25747', as: CUT, desk: 'tdm' }, is: undefined },
  ])('$why', ({ matter, is }) => {
    expect(duty.moveOf(matter, NOW)).toEqual(is);
    expect(duty.moveOf(matter, before)).toBeUndefined();
  });

  it.each([
    { code: '25846', same: true, why: 'the same extent under the same code goes on' },
    { code: '25747', same: false, why: 'other ground has the code' },
    { code: '718', same: false, why: 'none has it any more' },
  ])('takes $code for the same ground on both sides: $same, $why', ({ code, same }) => {
    expect(duty.groundOf(code, CUT - 1)).toBeDefined();
    expect(duty.groundOf(code, NOW) === duty.groundOf(code, CUT - 1)).toBe(same);
  });

  it('says when to look again', () => {
    expect(duty.nextChange(before)).toBe(CUT);
    expect(duty.nextChange(NOW)).toBe(Infinity);
  });
});

describe('standInFor', () => {
  it.each([
    { code: '25741', as: CUT - 1, is: 'thu-dau-mot', why: 'both halves are there' },
    { code: '25768', as: CUT - 1, is: 'binh-duong', why: 'its halves are in two centres' },
    { code: '25747', as: CUT - 1, is: '25747', why: 'all of the old ward is in the new one' },
    { code: '25747', as: CUT, is: '25747', why: 'it has not ended' },
    { code: '74', as: CUT - 1, is: 'binh-duong', why: 'the same ground' },
    { code: 'nowhere', as: CUT, is: 'nowhere', why: 'what was never an area stays what it is called' },
  ])('$code is seen in $is: $why', ({ code, as, is }) => {
    expect(standInFor(tree, code, as, NOW)).toBe(is);
  });
});

describe('faultsOfDesks', () => {
  it.each([
    { why: 'desks in order', desks: DESKS, found: [] },
    {
      why: 'a desk that would inherit a code used again',
      desks: [desk('a', '25747', { from: '2020-01-01' })],
      found: ['0.to'],
    },
    { why: 'the same ground under one code', desks: [desk('a', '25846', { from: '2020-01-01' })], found: [] },
    {
      why: 'an area that had not begun',
      desks: [desk('a', 'ben-cat', { from: '2020-01-01' })],
      found: ['0.area'],
    },
    { why: 'no such area', desks: [desk('a', 'x')], found: ['0.area'] },
    {
      why: 'an end without a successor',
      desks: [desk('a', '718', { to: REFORM }), desk('b', '721', { to: REFORM, successor: 'a' })],
      found: ['0.successor', '1.successor'],
    },
    {
      why: 'two at once for one area',
      desks: [desk('a', 'ben-cat'), desk('b', 'ben-cat', { from: '2026-01-01' })],
      found: ['1.from'],
    },
    {
      why: 'one after the other',
      desks: [
        desk('a', 'ben-cat', { from: REFORM, to: '2026-01-01', successor: 'b' }),
        desk('b', 'ben-cat', { from: '2026-01-01' }),
      ],
      found: [],
    },
    { why: 'an id twice', desks: [desk('a', 'ben-cat'), desk('a', 'binh-duong')], found: ['1.id'] },
    {
      why: 'an end before its beginning',
      desks: [
        desk('a', 'ben-cat', { from: '2026-01-01', to: '2025-12-01', successor: 'b' }),
        desk('b', 'binh-duong'),
      ],
      found: ['0.to'],
    },
  ])('$why: $found', ({ desks, found }) => {
    expect(faultsOfDesks(desks, tree, NOW).map(({ index, field }) => `${index}.${field}`)).toEqual(found);
  });
});
