import type { Area, Lineage, Window } from '@toancanh/events';
import { RegionTree } from '@toancanh/regions';
import { MemoryStore } from '@toancanh/store/testing';
import { windowOf } from '../testing/small-city.js';
import { Problem } from './problem.js';
import { RestatedWindows } from './restated-windows.js';

const REFORM = '2025-07-01';
const CUT = Date.parse(`${REFORM}T00:00:00+07:00`);
const NOW = Date.parse('2026-11-23T07:00:00Z');
const MINUTE = 60_000;
const unit = (code: string, from: string, to: string | null): Area => ({
  ...{
    code,
    scheme: 'gso',
    name: `Phường ${code}`,
    kind: 'ward',
    parent: null,
    validFrom: from,
    validTo: to,
  },
});
const edge = (from: string, to: string, extent: Lineage['extent']): Lineage => ({
  from,
  to,
  extent,
  date: REFORM,
});

//  25760, 25762 ──whole──▶ 25760      25741 ──part──▶ 25747 ◀──whole── 25747
//                                           ──part──▶ 25750
const tree = new RegionTree({
  root: '25760',
  timeZone: 'Asia/Ho_Chi_Minh',
  areas: [
    ...['25741', '25747', '25760', '25762'].map((code) => unit(code, '2020-02-01', REFORM)),
    ...['25747', '25750', '25760'].map((code) => unit(code, REFORM, null)),
  ],
  lineage: [
    edge('25760', '25760', 'full'),
    edge('25762', '25760', 'full'),
    edge('25741', '25747', 'part'),
    edge('25741', '25750', 'part'),
    edge('25747', '25747', 'full'),
  ],
});
const older = tree.at('25760', CUT - 1)!;
const newer = tree.at('25760', NOW)!;
const query = {
  metric: 'pm25',
  span: '1m',
  from: CUT - 5 * MINUTE,
  to: CUT + 5 * MINUTE,
  limit: 100,
} as const;

async function storeWith(...windows: Window[]) {
  const store = new MemoryStore();
  await store.write({ windows });
  return new RestatedWindows(tree, store);
}
const minute = (code: string, minutes: number, more: Partial<Window> = {}) =>
  windowOf({ area: code }, CUT + minutes * MINUTE, more);

describe('RestatedWindows', () => {
  it('makes the past of an area out of the whole areas that became it, and lets its own time be', async () => {
    const restated = await storeWith(
      minute('25760', -1, { count: 3, sum: 30, mean: 10, min: 5, max: 15 }),
      minute('25762', -1, { count: 1, sum: 50, mean: 50, min: 50, max: 50 }),
      minute('25762', -2, { count: 1, sum: 4, mean: 4, min: 4, max: 4 }),
      minute('25760', 0, { count: 2, sum: 8 }),
      minute('25747', -1, { count: 9, sum: 900 }),
    );
    const { items, next } = await restated.page(newer, NOW, query);
    expect(
      items.map(({ window }) => [(window.start - CUT) / MINUTE, window.area, window.count, window.sum]),
    ).toEqual([
      [-2, '25760', 1, 4],
      [-1, '25760', 4, 80],
      [0, '25760', 2, 8],
    ]);
    const [partial, union, own] = items;
    expect(union!.window).toMatchObject({ mean: 20, min: 5, max: 50 });
    expect(union!.window).not.toHaveProperty('p95');
    expect(union!.of).toEqual([tree.idOf(older), tree.idOf(tree.at('25762', CUT - 1)!)]);
    expect([partial!.missing, union!.missing]).toEqual([[tree.idOf(older)], []]);
    expect(own!.window).toHaveProperty('p95');
    expect([own!.of, next]).toEqual([[tree.idOf(newer)], null]);
  });

  it('comes in pages that miss and repeat nothing, though one area has more than another', async () => {
    const windows = [-5, -4, -3, -2, -1, 0, 1, 2, 3].flatMap((at) => [
      minute('25760', at),
      ...(at < -2 ? [minute('25762', at)] : []),
    ]);
    const restated = await storeWith(...windows);
    const starts: number[] = [];
    let cursor: string | undefined;
    do {
      const paged = { ...query, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
      const { items, next } = await restated.page(newer, NOW, paged);
      expect(items.length).toBeLessThanOrEqual(2);
      starts.push(...items.map(({ window }) => (window.start - CUT) / MINUTE));
      cursor = next ?? undefined;
    } while (cursor !== undefined);
    expect(starts).toEqual([-5, -4, -3, -2, -1, 0, 1, 2, 3]);
  });

  it.each([
    { code: '25747', from: NOW, reason: 'split', names: '25741', why: 'a part of 25741 is in it' },
    {
      code: '25741',
      from: CUT - 1,
      reason: 'split',
      names: '25741',
      why: 'it is on today’s map in two halves',
    },
    {
      code: '25762',
      from: CUT - 1,
      reason: 'merged',
      names: '25762',
      why: 'it is a part of something today',
    },
  ])('refuses $code: $why', async ({ code, from, reason, names }) => {
    const restated = await storeWith();
    const refused = await restated.page(tree.at(code, from)!, NOW, query).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    const body = (refused as Problem).body() as unknown as Record<string, unknown>;
    expect(body).toMatchObject({
      code: 'E_NOT_COMPARABLE',
      status: 422,
      reason,
      date: REFORM,
      area: { code },
    });
    expect(JSON.stringify(body.edges)).toContain(`"from":"${names}"`);
    expect([body.detail, body.detail_vi]).toEqual([
      expect.stringContaining('cannot be compared across'),
      expect.stringContaining('không so sánh được qua ngày'),
    ]);
  });

  it('says which of the time asked for is comparable', async () => {
    const restated = await storeWith();
    const refused = await restated.page(tree.at('25747', NOW)!, NOW, query).catch((error: unknown) => error);
    expect((refused as Problem).body()).toMatchObject({
      comparable: [{ from: new Date(CUT).toISOString(), to: new Date(query.to).toISOString() }],
    });
  });

  it('answers what does not reach across: a code of today after the reform', async () => {
    const restated = await storeWith(minute('25747', 1, { sum: 5 }), minute('25747', -1, { sum: 900 }));
    const { items } = await restated.page(tree.at('25747', NOW)!, NOW, { ...query, from: CUT });
    expect(items.map(({ window }) => window.sum)).toEqual([5]);
  });

  it('refuses a cursor that is none', async () => {
    const restated = await storeWith();
    await expect(restated.page(newer, NOW, { ...query, cursor: 'bm9uZQ' })).rejects.toMatchObject({
      code: 'E_CURSOR',
    });
  });
});
