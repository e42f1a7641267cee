import type { Area, Lineage } from '@toancanh/events';
import { RegionTree } from './region-tree.js';
import { versionId } from './version-id.js';

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

describe('versions', () => {
  const [phuCuong, thuDauMot] = [tree.at('25747', CUT - 1)!, tree.at('25747', CUT)!];

  it('gives each version an id of its own, the same in every tree', () => {
    expect(tree.idOf(phuCuong)).not.toBe(tree.idOf(thuDauMot));
    expect(tree.version(tree.idOf(phuCuong))).toBe(phuCuong);
    expect(versionId({ scheme: 'gso', code: '25747', validFrom: '2025-07-01' })).toBe(tree.idOf(thuDauMot));
    expect(tree.idOf(thuDauMot)).toMatch(/^a-[0-9a-z]{13}$/);
    expect(new Set(tree.versions.map((area) => tree.idOf(area))).size).toBe(tree.versions.length);
  });

  it.each([
    { code: '25747', when: today, name: 'Phường Thủ Dầu Một', why: 'the one in force' },
    { code: '25747', when: CUT - 1, name: 'Phường Phú Cường', why: 'the one in force then' },
    { code: '721', when: today, name: 'Thành phố Bến Cát', why: 'the last of one that is no more' },
    { code: '25750', when: CUT - 1, name: undefined, why: 'none has begun' },
  ])('means by $code as of $when $name: $why', ({ code, when, name }) => {
    expect(tree.lastAt(code, when)?.name).toBe(name);
  });

  it('tells by its versions which end of an edge is which 25747', () => {
    expect(tree.edgesTo(thuDauMot).map(({ from }) => from.name)).toEqual(['25741', 'Phường Phú Cường']);
    expect(tree.edgesFrom(thuDauMot)).toEqual([]);
    expect(tree.edgesFrom(phuCuong).map(({ to }) => to)).toEqual([thuDauMot]);
    expect(tree.edgesTo(phuCuong)).toEqual([]);
  });

  it('knows the smallest parts of an area, and when anything changes', () => {
    expect(tree.leavesOf('74', CUT - 1).map(({ code }) => code)).toEqual(['25741', '25747', '25846']);
    expect(tree.leavesOf('74', CUT)).toEqual([]);
    expect(tree.changesIn(CUT - 1, today)).toEqual([CUT]);
    expect(tree.changesIn(CUT, today)).toEqual([]);
  });
});
