import { areaWindow, EVER, MINUTE, NOON, reading, windowOf } from '../samples.js';
import { byPages, cursorOf } from './helpers.js';
import type { Scene } from './scene.js';

export function describePages(scene: Scene): void {
  describe('pages', () => {
    it.each([1, 2, 3, 7, 100])('of %d have no gap and nothing twice', async (limit) => {
      const readings = Array.from({ length: 20 }, (_, i) =>
        // Five sensors at each instant, two corrected, so that pages end between equal instants and within a sensor.
        reading({
          sensor: `s${i % 5}`,
          at: NOON + Math.floor(i / 5),
          offset: i,
          values: { a: i, b: i, c: i },
        }),
      );
      const corrections = [3, 12].map((i) => ({ ...readings[i]!, offset: 100 + i, values: { b: -i } }));
      await scene.store.write({ readings: [...corrections, ...readings] });
      const all = (await scene.store.readings(EVER)).items;
      expect(all).toHaveLength(22);
      expect(all.map(({ at }) => at)).toEqual([...all.map(({ at }) => at)].sort((a, b) => a - b));
      expect(await byPages((page) => scene.store.readings({ ...EVER, ...page, limit }))).toEqual(all);
    });

    it('ends with the page that holds the last', async () => {
      await scene.store.write({ readings: [reading({ at: NOON }), reading({ at: NOON + 1, offset: 8 })] });
      const first = await scene.store.readings({ ...EVER, limit: 1 });
      expect(first.next).not.toBeNull();
      expect((await scene.store.readings({ ...EVER, limit: 1, cursor: first.next! })).next).toBeNull();
      expect((await scene.store.readings({ ...EVER, limit: 2 })).next).toBeNull();
    });

    it('go on where they were when more is written in between', async () => {
      await scene.store.write({ readings: [0, 1, 2, 3].map((i) => reading({ at: NOON + i, offset: i })) });
      const first = await scene.store.readings({ ...EVER, limit: 2 });
      await scene.store.write({
        readings: [reading({ at: NOON - 1, offset: 10 }), reading({ at: NOON + 4, offset: 11 })],
      });
      const second = await scene.store.readings({ ...EVER, limit: 10, cursor: first.next! });
      expect(second.items.map(({ at }) => at - NOON)).toEqual([2, 3, 4]);
    });

    it('of windows have no gap and nothing twice', async () => {
      const windows = Array.from({ length: 12 }, (_, i) => {
        const start = NOON + Math.floor(i / 4) * MINUTE;
        // The same name as a sensor and as an area.
        return i % 2 === 0 ? windowOf({ start, sensor: `x${i % 4}` }) : areaWindow(`x${(i - 1) % 4}`, start);
      });
      await scene.store.write({ windows });
      const query = { ...EVER, metric: 'pm25', span: '1m' as const };
      const all = (await scene.store.windows(query)).items;
      expect(all).toHaveLength(12);
      for (const limit of [1, 2, 5]) {
        expect(await byPages((page) => scene.store.windows({ ...query, ...page, limit }))).toEqual(all);
      }
    });

    it.each(['', 'x', 'AAAA', 'bm90IGpzb24', 'W10', 'e30', 'WyJhIiwxXQ'])(
      'refuse the cursor %p',
      async (cursor) => {
        await scene.store.write({ readings: [reading()], windows: [windowOf()] });
        await expect(scene.store.readings({ ...EVER, cursor })).rejects.toMatchObject({
          code: 'STORE_CURSOR',
        });
        await expect(
          scene.store.windows({ ...EVER, metric: 'pm25', span: '1m', cursor }),
        ).rejects.toMatchObject({
          code: 'STORE_CURSOR',
        });
      },
    );

    it('refuse the cursor of the other list', async () => {
      await scene.store.write({ readings: [reading(), reading({ at: NOON + 1, offset: 8 })] });
      const cursor = await cursorOf(scene.store);
      await expect(
        scene.store.windows({ ...EVER, metric: 'pm25', span: '1m', cursor }),
      ).rejects.toMatchObject({
        code: 'STORE_CURSOR',
      });
    });
  });
}
