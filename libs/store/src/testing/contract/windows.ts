import { areaWindow, EVER, MINUTE, NOON, windowOf } from '../samples.js';
import { named } from './helpers.js';
import type { Scene } from './scene.js';

export function describeWindows(scene: Scene): void {
  describe('windows', () => {
    const query = { ...EVER, metric: 'pm25', span: '1m' as const };

    it('gives back every field, to the last bit of the statistics', async () => {
      const windows = [
        windowOf({ sum: 0.1 + 0.2, mean: 1 / 3, p50: Math.PI, p95: 1e300, min: -5e-324, expected: 0.5 }),
        areaWindow('thu-dau-mot', NOON + MINUTE),
      ];
      await scene.store.write({ windows });
      expect((await scene.store.windows(query)).items).toEqual(windows);
    });

    it('keeps the sketch of those that have one', async () => {
      const windows = [
        windowOf({ sketch: '3*2 4.5' }),
        windowOf({ start: NOON + MINUTE, sketch: '~-1c3:2 5 10:"\\' }),
        windowOf({ start: NOON + 2 * MINUTE }),
      ];
      await scene.store.write({ windows });
      expect((await scene.store.windows(query)).items).toEqual(windows);
    });

    it.each([
      { written: ['0.1'], read: '0.1' },
      { written: ['0.1', '1.1'], read: '1.1' },
      { written: ['1.1', '0.1'], read: '1.1' },
      { written: ['0.2', '0.1'], read: '0.2', why: 'a process that was paused publishes late' },
      { written: ['0.9', '1.1'], read: '1.1', why: 'a revision outranks an epoch' },
      { written: ['2.1', '1.3', '2.2', '0.9', '2.1'], read: '2.2' },
    ])('of $written reads $read', async ({ written, read }) => {
      for (const name of written) await scene.store.write({ windows: [named(name)] });
      expect((await scene.store.windows(query)).items).toEqual([named(read)]);
    });

    it('changes nothing when the same is written again', async () => {
      const windows = [named('0.1'), named('1.1')];
      await scene.store.write({ windows });
      await scene.store.write({ windows });
      expect((await scene.store.windows(query)).items).toEqual([named('1.1')]);
    });

    // revision 0 known at +100, revision 1 at +200, revision 2 at +300
    it.each([
      { asOf: 99, read: undefined },
      { asOf: 100, read: '0.1' },
      { asOf: 199, read: '0.1' },
      { asOf: 200, read: '1.1' },
      { asOf: 1_000, read: '2.1' },
    ])('as of +$asOf reads $read', async ({ asOf, read }) => {
      await scene.store.write({
        windows: ['2.1', '0.1', '1.1'].map((name, i) => named(name, NOON + [300, 100, 200][i]!)),
      });
      const { items } = await scene.store.windows({ ...query, asOf: NOON + asOf });
      expect(items.map(({ revision, epoch }) => `${revision}.${epoch}`)).toEqual(read ? [read] : []);
    });

    it.each([
      { filter: { span: '1m' as const }, found: ['1m'] },
      { filter: { span: '1h' as const }, found: ['1h'] },
      { filter: { span: '1d' as const }, found: ['1d'] },
    ])('keeps spans apart: $filter', async ({ filter, found }) => {
      await scene.store.write({
        windows: (['1m', '1h', '1d'] as const).map((span) => windowOf({ span })),
      });
      const { items } = await scene.store.windows({ ...query, ...filter });
      expect(items.map(({ span }) => span)).toEqual(found);
    });

    it.each([
      { filter: { sensor: 'di-an' }, found: ['sensor pm25'] },
      { filter: { area: 'di-an' }, found: ['area pm25'] },
      { filter: { area: 'di-an', metric: 'pm10' }, found: ['area pm10'] },
      { filter: { area: 'thuan-an' }, found: [] },
      { filter: { metric: 'co' }, found: [] },
      { filter: {}, found: ['sensor pm25', 'area pm25'] },
    ])('keeps targets and metrics apart: $filter', async ({ filter, found }) => {
      await scene.store.write({
        windows: [
          windowOf({ sensor: 'di-an' }),
          areaWindow('di-an'),
          { ...areaWindow('di-an'), metric: 'pm10' },
        ],
      });
      const { items } = await scene.store.windows({ ...query, ...filter });
      expect(items.map(({ area, metric }) => `${area ? 'area' : 'sensor'} ${metric}`)).toEqual(found);
    });

    it('reads [from, to) by the start of the window', async () => {
      await scene.store.write({ windows: [0, 1, 2, 3].map((i) => windowOf({ start: NOON + i * MINUTE })) });
      const { items } = await scene.store.windows({ ...query, from: NOON + MINUTE, to: NOON + 3 * MINUTE });
      expect(items.map(({ start }) => (start - NOON) / MINUTE)).toEqual([1, 2]);
    });
  });
}
