import { numbers, type Scene } from './scene.js';

export function describeBatches(scene: Scene): void {
  describe('batches', () => {
    it('brings records of one partition each, at most maxRecords, in turn over the partitions', async () => {
      for (const partition of [0, 1]) {
        await scene.log.append(
          scene.many,
          numbers(50).map((entry) => ({ ...entry, partition })),
        );
      }
      const { inbox } = await scene.read(scene.many, { maxRecords: 10 });
      await inbox.count(100);
      expect(inbox.batches.map(({ records }) => records.length)).toEqual(Array(10).fill(10));
      expect(
        inbox.batches
          .slice(0, 4)
          .map(({ partition }) => partition)
          .sort(),
      ).toEqual([0, 0, 1, 1]);
      expect(inbox.batches.every(({ records, next }) => next === records.at(-1)!.offset + 1)).toBe(true);
    });

    it('brings what is appended later, one batch at a time', async () => {
      let inHand = 0;
      let most = 0;
      const { inbox } = await scene.read(scene.one, {
        onBatch: async () => {
          most = Math.max(most, (inHand += 1));
          await new Promise(setImmediate);
          inHand -= 1;
        },
      });
      for (let i = 0; i < 20; i += 1) await scene.log.append(scene.one, numbers(1, 'k', i));
      await inbox.count(20);
      expect(inbox.values).toEqual(Array.from({ length: 20 }, (_, i) => i));
      expect(most).toBe(1);
    });

    it('holds a batch back for `linger` so that it grows', async () => {
      const { inbox } = await scene.read(scene.one, { linger: 150 });
      for (let i = 0; i < 10; i += 1) await scene.log.append(scene.one, numbers(1, 'k', i));
      await inbox.count(10);
      expect(inbox.batches.length).toBeLessThan(5);
    });

    it('does not hold a full batch back', async () => {
      const { inbox } = await scene.read(scene.one, { linger: 600_000, maxRecords: 5 });
      await scene.log.append(scene.one, numbers(5));
      await inbox.count(5);
      expect(inbox.batches).toHaveLength(1);
    });
  });
}
