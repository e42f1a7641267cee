import type { StoredReading } from '../../store.js';
import { EVER, NOON, reading } from '../samples.js';
import type { Scene } from './scene.js';

export function describeReadings(scene: Scene): void {
  describe('readings', () => {
    it('gives back every field that was written', async () => {
      const full = reading({ quality: 'simulated', epoch: '2026-11-20T00:00:00Z', seq: 1_833 });
      const bare = reading({ at: NOON + 1, offset: 8, values: { pm25: -0.5, so2: 1e-7 } });
      await scene.store.write({ readings: [full, bare] });
      expect((await scene.store.readings(EVER)).items).toEqual([full, bare]);
    });

    it('knows nothing of what was never written', async () => {
      expect(await scene.store.readings(EVER)).toEqual({ items: [], next: null });
      await scene.store.write({});
      await scene.store.write({ readings: [], windows: [] });
      expect(await scene.store.readings({ ...EVER, sensor: 'nobody' })).toEqual({ items: [], next: null });
    });

    it('changes nothing when the same is written again', async () => {
      const batch = { readings: [reading(), reading({ at: NOON + 1, offset: 8 })] };
      await scene.store.write(batch);
      await scene.store.write(batch);
      await scene.store.write({ readings: batch.readings.slice(1) });
      expect((await scene.store.readings(EVER)).items).toEqual(batch.readings);
    });

    it.each([
      { written: [7, 9], why: 'in the order of the log' },
      { written: [9, 7], why: 'out of order: what is later in the log counts, not what is written later' },
      { written: [9, 7, 9, 7], why: 'over and over' },
    ])('reads the later of two for one sensor, metric and instant, written $why', async ({ written }) => {
      const of: Record<number, StoredReading> = {
        7: reading({ offset: 7, values: { pm25: 1 } }),
        9: reading({ offset: 9, values: { pm25: 3 }, receivedAt: NOON + 900 }),
      };
      for (const offset of written) await scene.store.write({ readings: [of[offset]!] });
      expect((await scene.store.readings(EVER)).items).toEqual([of[9]]);
    });

    it('keeps a value that a correction does not name, with its own quality', async () => {
      const first = reading({ offset: 7, values: { pm25: 1, pm10: 2 } });
      const correction = reading({ offset: 9, values: { pm25: 3 }, quality: 'suspect' });
      await scene.store.write({ readings: [correction, first] });
      expect((await scene.store.readings(EVER)).items).toEqual([
        { ...first, values: { pm10: 2 } },
        correction,
      ]);
      expect((await scene.store.readings({ ...EVER, metric: 'pm10' })).items).toEqual([
        { ...first, values: { pm10: 2 } },
      ]);
      expect((await scene.store.readings({ ...EVER, metric: 'pm25' })).items).toEqual([correction]);
    });

    // from      +1        to
    // [---------|---------)
    it.each([
      { at: -1, inside: false },
      { at: 0, inside: true },
      { at: 1, inside: true },
      { at: 9, inside: true },
      { at: 10, inside: false },
    ])('reads [from, to): $at of [0, 10) is inside: $inside', async ({ at, inside }) => {
      await scene.store.write({ readings: [reading({ at: NOON + at })] });
      const { items } = await scene.store.readings({ ...EVER, from: NOON, to: NOON + 10 });
      expect(items).toHaveLength(inside ? 1 : 0);
    });

    it.each([
      { filter: {}, found: ['a1', 'b2', 'a3', 'b4'] },
      { filter: { sensor: 'a' }, found: ['a1', 'a3'] },
      { filter: { gateway: 'gw-b' }, found: ['b2', 'b4'] },
      { filter: { metric: 'pm25' }, found: ['a1', 'a3'] },
      { filter: { metric: 'pm10' }, found: ['b2', 'b4'] },
      { filter: { sensor: 'a', metric: 'pm10' }, found: [] },
      { filter: { sensor: 'a', gateway: 'gw-a', metric: 'pm25' }, found: ['a1', 'a3'] },
      { filter: { sensor: 'a', gateway: 'gw-b' }, found: [] },
      { filter: { sensor: "a' or 1=1 --" }, found: [] },
    ])('filters by $filter', async ({ filter, found }) => {
      const a = { sensor: 'a', gateway: 'gw-a', values: { pm25: 1 } };
      const b = { sensor: 'b', gateway: 'gw-b', values: { pm10: 1 } };
      await scene.store.write({
        readings: [
          reading({ ...a, at: NOON + 1, offset: 1 }),
          reading({ ...b, at: NOON + 2, offset: 2 }),
          reading({ ...a, at: NOON + 3, offset: 3 }),
          reading({ ...b, at: NOON + 4, offset: 4 }),
        ],
      });
      const { items } = await scene.store.readings({ ...EVER, ...filter });
      expect(items.map(({ sensor, at }) => `${sensor}${at - NOON}`)).toEqual(found);
    });

    it('finds by gateway only what still stands', async () => {
      await scene.store.write({
        readings: [
          reading({ gateway: 'old', offset: 1, values: { pm25: 1, pm10: 1 } }),
          reading({ gateway: 'new', offset: 2, values: { pm25: 2 } }),
        ],
      });
      const valuesOf = async (gateway: string) =>
        (await scene.store.readings({ ...EVER, gateway })).items.map(({ values }) => values);
      expect(await valuesOf('old')).toEqual([{ pm10: 1 }]);
      expect(await valuesOf('new')).toEqual([{ pm25: 2 }]);
    });

    it('keeps names as they are written, whatever the script', async () => {
      const written = reading({
        sensor: 'trạm-Đo/Thủ Dầu Một 😀',
        gateway: 'cổng số 1 – "phường"',
        epoch: 'kỳ\u0001\n2',
      });
      await scene.store.write({ readings: [written] });
      expect((await scene.store.readings({ ...EVER, sensor: written.sensor })).items).toEqual([written]);
    });

    it('tells two sensors apart whose names differ only in case', async () => {
      await scene.store.write({ readings: [reading({ sensor: 'A' }), reading({ sensor: 'a', offset: 8 })] });
      expect((await scene.store.readings({ ...EVER, sensor: 'a' })).items).toEqual([
        reading({ sensor: 'a', offset: 8 }),
      ]);
    });
  });
}
