import type { Area, Lineage } from '@toancanh/events';
import { comparedWithPredecessors, comparedWithSuccessors } from './comparable.js';
import { RegionTree } from './region-tree.js';

const area = (
  code: string,
  parent: string | null,
  validFrom: string,
  validTo: string | null,
  name = code,
): Area => ({ code, scheme: 'gso', name, kind: 'ward', parent, validFrom, validTo });
const edge = (from: string, to: string, extent: Lineage['extent']): Lineage => ({
  from,
  to,
  extent,
  date: '2025-07-01',
});

// A cut of Bình Dương around the day the districts ended:
//
//        until 2025-06-30                     from 2025-07-01
//   74 ─ 718 ─ 25741 Hiệp Thành        binh-duong ─ thu-dau-mot ─ 25747 Thủ Dầu Một
//            └ 25747 Phú Cường                                  └ 25750 Phú Lợi
//      └ 721 ─ 25846 Thới Hòa                     └ ben-cat ───── 25846 Thới Hòa
const tree = new RegionTree({
  root: 'binh-duong',
  timeZone: 'Asia/Ho_Chi_Minh',
  areas: [
    area('74', null, '1997-01-01', '2025-07-01'),
    area('718', '74', '1997-01-01', '2025-07-01'),
    area('721', '74', '1997-01-01', '2024-05-01', 'Thị xã Bến Cát'),
    area('721', '74', '2024-05-01', '2025-07-01', 'Thành phố Bến Cát'),
    area('25741', '718', '1997-01-01', '2025-07-01'),
    area('25747', '718', '1997-01-01', '2025-07-01', 'Phường Phú Cường'),
    area('25846', '721', '1997-01-01', '2025-07-01'),
    area('25747', 'thu-dau-mot', '2025-07-01', null, 'Phường Thủ Dầu Một'),
    area('25750', 'thu-dau-mot', '2025-07-01', null),
    area('25846', 'ben-cat', '2025-07-01', null),
    area('thu-dau-mot', 'binh-duong', '2025-07-01', null),
    area('ben-cat', 'binh-duong', '2025-07-01', null),
    area('binh-duong', null, '2025-07-01', null),
  ],
  lineage: [
    edge('25741', '25747', 'part'),
    edge('25741', '25750', 'part'),
    edge('25747', '25747', 'full'),
    edge('25846', '25846', 'full'),
  ],
});

const CUT = Date.parse('2025-07-01T00:00:00+07:00');
const today = Date.parse('2026-11-23T07:00:00Z');

describe('RegionTree', () => {
  it.each([
    { when: CUT - 1, path: ['25747', '718', '74'], why: 'the last instant of the old ward Phú Cường' },
    { when: CUT, path: ['25747', 'thu-dau-mot', 'binh-duong'], why: 'midnight in Vietnam, not in Greenwich' },
    { when: today, path: ['25747', 'thu-dau-mot', 'binh-duong'], why: 'now' },
    { when: Date.parse('1990-01-01T00:00:00Z'), path: [], why: 'before every area' },
  ])('puts 25747 under $path: $why', ({ when, path }) => {
    expect(tree.pathOf('25747', when)).toEqual(path);
  });

  it('answers the same array each time, so that a closed window costs a look-up', () => {
    expect(tree.pathOf('25747', today)).toBe(tree.pathOf('25747', today + 60_000));
  });

  it.each([
    { at: '2024-04-30T16:59:59Z', name: 'Thị xã Bến Cát' },
    { at: '2024-04-30T17:00:00Z', name: 'Thành phố Bến Cát' },
  ])('names 721 "$name" at $at: a kind changes without a change of code', ({ at, name }) => {
    expect(tree.at('721', Date.parse(at))?.name).toBe(name);
  });

  it.each([
    ['province', 'binh-duong'],
    ['25747', '25747'],
    ['718', '718'],
    ['999', undefined],
  ])('resolves %s to %s', (code, resolved) => {
    expect(tree.resolve(code)).toBe(resolved);
  });

  it('knows what is below an area, at a time', () => {
    expect([...tree.under('binh-duong', today)].sort()).toEqual([
      '25747',
      '25750',
      '25846',
      'ben-cat',
      'binh-duong',
      'thu-dau-mot',
    ]);
    expect(tree.under('binh-duong', CUT - 1).size).toBe(0);
    expect(tree.under('74', CUT - 1)).toEqual(new Set(['74', '718', '721', '25741', '25747', '25846']));
    expect(tree.childrenOf('thu-dau-mot', today).map(({ code }) => code)).toEqual(['25747', '25750']);
    expect(tree.childrenOf('718', today)).toEqual([]);
  });

  it('lists parents before their children', () => {
    const order = tree.all(today).map(({ code }) => code);
    expect(order).toHaveLength(6);
    for (const { code, parent } of tree.all(today)) {
      if (parent !== null) expect(order.indexOf(parent)).toBeLessThan(order.indexOf(code));
    }
  });
});

describe('comparing across a reform', () => {
  it('calls the counts of a ward that was split not comparable: no weight says how much went where', () => {
    expect(tree.lineageOf('25741').to.map(({ to }) => to)).toEqual(['25747', '25750']);
    expect(comparedWithSuccessors(tree, '25741').kind).toBe('not-comparable');
    expect(comparedWithPredecessors(tree, '25747').kind).toBe('not-comparable');
  });

  it('goes on where code and extent stayed (Thới Hòa)', () => {
    expect(comparedWithPredecessors(tree, '25846')).toEqual({ kind: 'same' });
    expect(comparedWithSuccessors(tree, '25846')).toEqual({ kind: 'same' });
  });

  it('adds up where only whole areas joined', () => {
    const joined = new RegionTree({
      root: 'new',
      timeZone: 'UTC',
      areas: [
        area('a', null, '2000-01-01', '2025-07-01'),
        area('b', null, '2000-01-01', '2025-07-01'),
        area('new', null, '2025-07-01', null),
      ],
      lineage: [edge('a', 'new', 'full'), edge('b', 'new', 'full')],
    });
    expect(comparedWithPredecessors(joined, 'new')).toEqual({ kind: 'sum', of: ['a', 'b'] });
    expect(comparedWithSuccessors(joined, 'a').kind).toBe('not-comparable');
  });
});
