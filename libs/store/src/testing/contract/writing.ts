import { EVER, NOON, reading, windowOf } from '../samples.js';
import { count } from './helpers.js';
import type { Scene } from './scene.js';

export function describeWriting(scene: Scene): void {
  describe('writing', () => {
    const { piecemeal } = scene.fixture;
    const seen = piecemeal ? 'no more than it' : 'all or nothing of it';
    it(`takes 50,000 readings at once, and reads see ${seen}`, async () => {
      const readings = Array.from({ length: 50_000 }, (_, i) =>
        reading({ sensor: `s${i % 1_000}`, at: NOON + i, offset: i, values: { pm25: i } }),
      );
      const writing = scene.store.write({ readings });
      const counts = [await count(scene.store), await count(scene.store)];
      await writing;
      expect(counts.every((n) => n === 0 || n === 50_000 || (piecemeal && n < 50_000))).toBe(true);
      expect(await count(scene.store)).toBe(50_000);
      const { items } = await scene.store.readings({ ...EVER, sensor: 's999' });
      expect(items.map(({ values }) => values.pm25)).toEqual(
        Array.from({ length: 50 }, (_, i) => 999 + i * 1_000),
      );
    });

    it('lets every read see what was resolved before it, while writing goes on', async () => {
      let resolved = 0;
      const writing = (async () => {
        for (let i = 0; i < 40; i += 1) {
          await scene.store.write({ readings: [reading({ at: NOON + i, offset: i })] });
          resolved = i + 1;
        }
      })();
      while (resolved < 40) {
        const before = resolved;
        expect((await scene.store.readings(EVER)).items.length).toBeGreaterThanOrEqual(before);
        expect((await scene.store.latest(0))[0]?.offset ?? -1).toBeGreaterThanOrEqual(before - 1);
      }
      await writing;
    });

    it('takes writes that do not wait for each other', async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          scene.store.write({ readings: [reading({ sensor: `s${i}`, offset: i })], windows: [windowOf()] }),
        ),
      );
      expect((await scene.store.readings(EVER)).items).toHaveLength(20);
    });

    it('refuses calls once it is closed', async () => {
      const other = await scene.fixture.open();
      await other.close();
      await expect(other.write({ readings: [reading()] })).rejects.toMatchObject({ code: 'STORE_CLOSED' });
      await expect(other.readings(EVER)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
      await expect(other.latest(0)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
      await scene.fixture.discard(other);
    });
  });
}
