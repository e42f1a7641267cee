import { NOON, reading } from '../samples.js';
import { sorted } from './helpers.js';
import type { Scene } from './scene.js';

export function describeLatest(scene: Scene): void {
  describe('latest', () => {
    it('reads the newest by instant for each sensor and metric, not before `since`', async () => {
      await scene.store.write({
        readings: [
          reading({ sensor: 'a', at: NOON + 5, offset: 1, values: { pm25: 5, pm10: 5 } }),
          // Arrived later, measured earlier.
          reading({ sensor: 'a', at: NOON + 3, offset: 2, values: { pm25: 3 } }),
          reading({ sensor: 'a', at: NOON + 7, offset: 3, values: { pm10: 7 } }),
          reading({ sensor: 'b', at: NOON, offset: 4 }),
          reading({ sensor: 'c', at: NOON - 1, offset: 5 }),
        ],
      });
      const latest = await scene.store.latest(NOON);
      expect(sorted(latest)).toEqual([
        reading({ sensor: 'a', at: NOON + 5, offset: 1, values: { pm25: 5 } }),
        reading({ sensor: 'a', at: NOON + 7, offset: 3, values: { pm10: 7 } }),
        reading({ sensor: 'b', at: NOON, offset: 4 }),
      ]);
    });

    it('reads the correction where there is one, once', async () => {
      const correction = reading({ offset: 9, values: { pm25: 9 }, quality: 'fault' });
      await scene.store.write({ readings: [correction, reading({ offset: 7 }), correction] });
      expect(await scene.store.latest(0)).toEqual([correction]);
    });

    it('has nothing when nothing is that new', async () => {
      await scene.store.write({ readings: [reading()] });
      expect(await scene.store.latest(NOON + 1)).toEqual([]);
    });
  });
}
