import { AreaShapes, restate, type RegionTree } from '@toancanh/regions';
import type { Topology } from 'topojson-specification';
import { loadCity } from './load-city.js';

const BINH_DUONG = new URL('../../../../cities/binh-duong', import.meta.url).pathname;
const NOW = Date.parse('2026-11-23T07:00:00Z');
const CUT = Date.parse('2025-07-01T00:00:00+07:00');

const loaded = loadCity(BINH_DUONG, NOW);
if (!('city' in loaded)) throw new Error('the folder has faults');
const tree: RegionTree = loaded.city.areas;
const units = tree.leavesOf('binh-duong', NOW);
const communes = tree.leavesOf('74', CUT - 1);
const districtOf = (commune: string) => tree.pathOf(commune, CUT - 1)[1]!;
const reform = tree.edges.filter(({ from, date }) => date === '2025-07-01' && communes.includes(from));
const sum = (of: readonly { readonly km2?: number }[]) => of.reduce((total, { km2 = 0 }) => total + km2, 0);
const said = (code: string, of: number, when: number) => {
  const restated = restate(tree, tree.at(code, of)!, when);
  if (restated.kind === 'same') return `same ${restated.area.code}`;
  if (restated.kind === 'sum') return `sum ${restated.of.map((one) => one.code).join(' ')}`;
  return restated.reason;
};

describe('Resolution 1685/NQ-UBTVQH15', () => {
  // Clause, code, name, km² of its polygon, and what it was made of: + the whole of a commune, ~ a part.
  it.each([
    [79, '25951', 'Phường Đông Hòa', 21.01, '+25951 +25954 +25957'],
    [80, '25942', 'Phường Dĩ An', 21.42, '+25942 ~25948 +25960'],
    [81, '25945', 'Phường Tân Đông Hiệp', 21.34, '~25939 +25945 ~25948'],
    [82, '25975', 'Phường An Phú', 16.69, '~25969 +25975'],
    [83, '25987', 'Phường Bình Hòa', 18.6, '+25987 ~25990'],
    [84, '25966', 'Phường Lái Thiêu', 15.24, '+25966 +25984 ~25990'],
    [85, '25978', 'Phường Thuận An', 16.21, '+25963 +25978 +25981'],
    [86, '25969', 'Phường Thuận Giao', 17.02, '~25969 +25972'],
    [87, '25747', 'Phường Thủ Dầu Một', 15.58, '~25741 +25747 +25753 +25756 ~25774'],
    [88, '25750', 'Phường Phú Lợi', 17.99, '~25741 +25744 +25750'],
    [89, '25771', 'Phường Chánh Hiệp', 20.12, '+25759 ~25768 +25771 ~25774'],
    [90, '25760', 'Phường Bình Dương', 58.19, '+25760 +25762 +25763 +25924'],
    [91, '25849', 'Phường Hòa Lợi', 34.31, '+25849 +25852'],
    [92, '25768', 'Phường Phú An', 34.88, '+25765 ~25768 +25855'],
    [93, '25843', 'Phường Tây Nam', 115.36, '~25801 ~25810 +25843'],
    [94, '25840', 'Phường Long Nguyên', 107.92, '+25828 ~25813 +25840'],
    [95, '25813', 'Phường Bến Cát', 100.73, '+25825 +25834 ~25813'],
    [96, '25837', 'Phường Chánh Phú Hòa', 69.29, '+25831 +25837'],
    [97, '25912', 'Phường Vĩnh Tân', 61.1, '+25912 +25900'],
    [98, '25915', 'Phường Bình Cơ', 72.68, '+25915 +25897'],
    [99, '25888', 'Phường Tân Uyên', 94.13, '+25888 +25930 +25903 ~25918'],
    [100, '25920', 'Phường Tân Hiệp', 47.08, '+25920 +25921'],
    [101, '25891', 'Phường Tân Khánh', 38.34, '+25891 +25933 +25936 +25937 ~25939'],
    [136, '25909', 'Xã Thường Tân', 122.86, '+25908 +25909 ~25918 +25927'],
    [137, '25906', 'Xã Bắc Tân Uyên', 143.72, '+25894 +25906 +25907'],
    [138, '25858', 'Xã Phú Giáo', 197.86, '+25858 +25870 ~25876'],
    [139, '25882', 'Xã Phước Hòa', 122.98, '~25876 +25882 +25885'],
    [140, '25864', 'Xã Phước Thành', 123.64, '+25864 +25865 +25873'],
    [141, '25867', 'Xã An Long', 99.49, '+25861 +25867 +25879'],
    [142, '25819', 'Xã Trừ Văn Thố', 76.19, '+25816 +25819 ~25822'],
    [143, '25822', 'Xã Bàu Bàng', 84.2, '~25822'],
    [144, '25792', 'Xã Long Hòa', 160.96, '~25783 ~25786 +25792 +25804'],
    [145, '25807', 'Xã Thanh An', 139.97, '~25798 ~25801 +25807 ~25810'],
    [146, '25777', 'Xã Dầu Tiếng', 186.2, '+25777 +25789 +25795 ~25798'],
    [147, '25780', 'Xã Minh Thạnh', 166.24, '+25780 ~25783 ~25786'],
    [0, '25846', 'Phường Thới Hòa', 37.96, '+25846'],
  ] as const)('clause %d: %s %s', (_, code, name, km2, predecessors) => {
    const unit = tree.at(code, NOW)!;
    expect(unit).toMatchObject({ name, km2, validFrom: '2025-07-01', within: '79' });
    expect(unit.kind).toBe(name.startsWith('Phường') ? 'ward' : 'commune');
    const edges = tree.edgesTo(unit).map(({ from, extent }) => (extent === 'full' ? '+' : '~') + from.code);
    expect(edges.sort()).toEqual(predecessors.split(' ').sort());
  });

  it('made 24 wards and 12 communes out of 91, by 107 edges', () => {
    expect(units.filter(({ kind }) => kind === 'ward')).toHaveLength(24);
    expect(units.filter(({ kind }) => kind === 'commune')).toHaveLength(12);
    expect(units).toHaveLength(36);
    expect(reform).toHaveLength(107);
    expect(new Set(reform.map(({ from }) => from))).toEqual(new Set(communes));
    expect(new Set(reform.map(({ to }) => to))).toEqual(new Set(units));
  });

  it('split 16 communes', () => {
    expect(communes.filter((commune) => tree.edgesFrom(commune).length > 1)).toHaveLength(16);
  });

  it('drew 10 units across a border of former districts', () => {
    const crossing = units.filter(
      (unit) => new Set(tree.edgesTo(unit).map(({ from }) => districtOf(from.code))).size > 1,
    );
    expect(crossing.map(({ code }) => code).sort()).toEqual(
      '25760 25768 25813 25837 25840 25843 25888 25912 25915 25945'.split(' '),
    );
  });

  it('used the code of an older commune for all 36, and for 35 of them on other ground', () => {
    for (const unit of units) {
      const older = tree.at(unit.code, CUT - 1)!;
      expect(tree.edgesTo(unit).map(({ from }) => from)).toContain(older);
      expect(tree.idOf(unit)).not.toBe(tree.idOf(older));
    }
    const unchanged = units.filter(({ code }) => said(code, CUT - 1, NOW) === `same ${code}`);
    expect(unchanged.map(({ name }) => name)).toEqual(['Phường Thới Hòa']);
  });

  it('left the area what it was: the units’ polygons, and the districts’, add up to the province', () => {
    expect(sum(units)).toBeCloseTo(tree.at('binh-duong', NOW)!.km2!, 1);
    const centres = tree.childrenOf('binh-duong', NOW);
    expect(sum(centres)).toBeCloseTo(sum(units), 1);
    for (const { code, km2 } of centres) expect(sum(tree.leavesOf(code, NOW))).toBeCloseTo(km2!, 1);
    expect(sum(tree.childrenOf('74', CUT - 1))).toBeCloseTo(tree.at('74', CUT - 1)!.km2!, 1);
  });
});

describe('restating Bình Dương across 2025-07-01', () => {
  it.each([
    {
      code: '25741',
      of: CUT - 1,
      at: NOW,
      is: 'split',
      why: 'Hiệp Thành: two successors and no weight between them',
    },
    {
      code: '74',
      of: CUT - 1,
      at: NOW,
      is: 'same binh-duong',
      why: 'the province is the sum of the 36 units',
    },
    { code: 'binh-duong', of: NOW, at: CUT - 1, is: 'same 74', why: 'and the other way round' },
    { code: '723', of: CUT - 1, at: NOW, is: 'split', why: 'Tân Uyên cannot be had from the units of today' },
    { code: '25846', of: CUT - 1, at: NOW, is: 'same 25846', why: 'Thới Hòa goes on' },
    { code: '25846', of: NOW, at: CUT - 1, is: 'same 25846', why: 'and came from itself' },
    { code: '25760', of: NOW, at: CUT - 1, is: 'sum 25760 25762 25763 25924', why: 'four whole communes' },
    { code: '25747', of: NOW, at: CUT - 1, is: 'split', why: 'Thủ Dầu Một has parts of two' },
    { code: '25744', of: CUT - 1, at: NOW, is: 'merged', why: 'the old Phú Lợi is a part of the new one' },
    { code: 'thu-dau-mot', of: NOW, at: CUT - 1, is: 'split', why: 'Hiệp An went to two centres' },
    { code: '74', of: CUT - 1, at: Date.parse('2012-01-01'), is: 'same 74', why: 'itself' },
    { code: '79', of: NOW, at: CUT - 1, is: 'beyond', why: 'the city is more than this province' },
  ])('$code is $is: $why', ({ code, of, at, is }) => {
    expect(said(code, of, at)).toBe(is);
  });

  it('names for Tân Uyên (723) the communes of Bắc Tân Uyên (726) that its units took in', () => {
    const restated = restate(tree, tree.at('723', CUT - 1)!, NOW);
    if (restated.kind !== 'not-comparable') throw new Error('it was cut');
    const foreign = restated.because.filter(({ from }) => districtOf(from.code) === '726');
    expect(foreign.map(({ from, to }) => `${from.name} → ${to.name}`)).toContain(
      'Xã Tân Lập → Phường Tân Uyên',
    );
    expect(restated.date).toBe('2025-07-01');
  });
});

describe('kinds and names with their days', () => {
  // Resolutions 11/NQ-CP (2012), 136/NQ-CP (2013), 857/NQ-UBTVQH14 (2020), 725 and 1012/NQ-UBTVQH15 (2023, 2024).
  it.each([
    { code: '718', day: '2012-05-02', before: 'Thị xã Thủ Dầu Một', after: 'Thành phố Thủ Dầu Một' },
    { code: '721', day: '2013-12-29', before: 'Huyện Bến Cát', after: 'Thị xã Bến Cát' },
    { code: '721', day: '2024-05-01', before: 'Thị xã Bến Cát', after: 'Thành phố Bến Cát' },
    { code: '723', day: '2013-12-29', before: 'Huyện Tân Uyên', after: 'Thị xã Tân Uyên' },
    { code: '723', day: '2023-04-10', before: 'Thị xã Tân Uyên', after: 'Thành phố Tân Uyên' },
    { code: '724', day: '2011-01-13', before: 'Huyện Dĩ An', after: 'Thị xã Dĩ An' },
    { code: '724', day: '2020-02-01', before: 'Thị xã Dĩ An', after: 'Thành phố Dĩ An' },
    { code: '725', day: '2020-02-01', before: 'Thị xã Thuận An', after: 'Thành phố Thuận An' },
    { code: '719', day: '2013-12-29', before: undefined, after: 'Huyện Bàu Bàng' },
    { code: '726', day: '2013-12-29', before: undefined, after: 'Huyện Bắc Tân Uyên' },
    { code: '74', day: '2025-07-01', before: 'Tỉnh Bình Dương', after: undefined },
    { code: '79', day: '2025-07-01', before: undefined, after: 'Thành phố Hồ Chí Minh' },
  ])('$code on $day: $before → $after', ({ code, day, before, after }) => {
    const midnight = Date.parse(`${day}T00:00:00+07:00`);
    expect([tree.at(code, midnight - 1)?.name, tree.at(code, midnight)?.name]).toEqual([before, after]);
  });

  it('had four cities, a town and four rural districts in February 2024', () => {
    const kinds = tree.childrenOf('74', Date.parse('2024-02-15T00:00:00+07:00')).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual([
      ...Array<string>(4).fill('city'),
      ...Array<string>(4).fill('rural-district'),
      'town',
    ]);
  });

  it('had 47 wards, 5 townships and 39 communes', () => {
    const count = (kind: string) => communes.filter((commune) => commune.kind === kind).length;
    expect([count('ward'), count('township'), count('commune')]).toEqual([47, 5, 39]);
  });
});

describe('boundaries.topojson', () => {
  const topology = JSON.parse(loaded.city.boundaries!) as Topology;
  const shapes = AreaShapes.of(topology, 'units');
  const holders = (lon: number, lat: number) =>
    shapes.codes.filter((code) => shapes.contains(code, lon, lat));

  it('has every unit of today, and its label inside of it', () => {
    expect([...shapes.codes].sort()).toEqual(units.map(({ code }) => code).sort());
    for (const { code, label } of units) expect(loaded.city.areaAt(...label!)).toBe(code);
  });

  it('puts a point on a border into one unit at most, and into exactly one where two units share it', () => {
    const outline = AreaShapes.of(
      { ...topology, objects: { all: { type: 'GeometryCollection', geometries: [withId(topology)] } } },
      'all',
    );
    const [sx, sy] = topology.transform?.scale ?? [1, 1];
    const [tx, ty] = topology.transform?.translate ?? [0, 0];
    let inside = 0;
    for (const arc of topology.arcs) {
      let [x, y] = [0, 0];
      for (const [dx, dy] of arc) {
        [x, y] = topology.transform ? [x + dx!, y + dy!] : [dx!, dy!];
        const [lon, lat] = [x * sx + tx, y * sy + ty];
        const found = holders(lon, lat).length;
        expect(found).toBe(outline.contains('all', lon, lat) ? 1 : 0);
        inside += found;
      }
    }
    expect(inside).toBeGreaterThan(500);
  });

  it.each([
    { lon: 106.7009, lat: 10.7769, where: 'Hồ Chí Minh City, the old centre' },
    { lon: 106.823, lat: 10.9447, where: 'Biên Hòa, across the Đồng Nai' },
    { lon: 0, lat: 0, where: 'where both numbers are missing' },
  ])('holds nothing at $lon, $lat: $where', ({ lon, lat }) => {
    expect(loaded.city.areaAt(lon, lat)).toBeUndefined();
  });
});

function withId({ objects: { outline } }: Topology) {
  const geometry = outline?.type === 'GeometryCollection' ? outline.geometries[0]! : outline!;
  return { ...geometry, id: 'all' };
}
