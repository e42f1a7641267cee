import { partitionOf } from '../../partitioner.js';
import { numbers, START, type Scene } from './scene.js';

export function describeAppends(scene: Scene): void {
  describe('appends', () => {
    it('keeps the order of the calls within a partition, whoever waits for them', async () => {
      const calls = Array.from({ length: 30 }, (_, i) => scene.log.append(scene.one, numbers(3, 'k', i * 3)));
      await Promise.all(calls);
      const { inbox } = await scene.read(scene.one);
      await inbox.count(90);
      expect(inbox.values).toEqual(Array.from({ length: 90 }, (_, i) => i));
      expect(inbox.records.map(({ offset }) => offset)).toEqual(Array.from({ length: 90 }, (_, i) => i));
    });

    it('puts a key into the partition of the shared partitioner, and an entry into the one it names', async () => {
      const keys = ['bd-aq-0001', 'bd-aq-0002', 'Thủ Dầu Một', '', 'x'];
      await scene.log.append(
        scene.many,
        keys.map((key) => ({ key, value: '1' })),
      );
      await scene.log.append(
        scene.many,
        [3, 2, 1, 0].map((partition) => ({ key: '', value: '"tick"', partition })),
      );
      const { inbox } = await scene.read(scene.many);
      await inbox.count(9);
      const where = new Map(
        inbox.batches.flatMap(({ partition, records }) =>
          records.filter(({ value }) => value === 1).map(({ key }) => [key, partition] as const),
        ),
      );
      expect(where).toEqual(new Map(keys.map((key) => [key, partitionOf(key, 4)])));
      const ticks = inbox.batches.filter(({ records }) => records.some(({ value }) => value === 'tick'));
      expect(ticks.map(({ partition }) => partition).sort()).toEqual([0, 1, 2, 3]);
    });

    it('gives back JSON as values, other text as text, and keys as they were', async () => {
      await scene.log.append(scene.one, [
        { key: 'Dĩ An', value: '{"pm25":31.2,"note":"bụi mịn 🌫"}' },
        { key: 'k', value: 'not JSON' },
        { key: '', value: '""' },
        { key: 'nothing', value: 'null' },
      ]);
      const { inbox } = await scene.read(scene.one);
      await inbox.count(4);
      expect(inbox.records.map(({ key, value }) => [key, value])).toEqual([
        ['Dĩ An', { pm25: 31.2, note: 'bụi mịn 🌫' }],
        ['k', 'not JSON'],
        ['', ''],
        ['nothing', null],
      ]);
    });

    it('tells when it appended last, by its own clock', async () => {
      expect(scene.log.appendedAt).toBeUndefined();
      await scene.log.append(scene.one, numbers(3));
      const { inbox } = await scene.read(scene.one);
      await inbox.count(3);
      expect(scene.log.appendedAt).toBe(inbox.records.at(-1)!.appendTime);
    });

    it('takes an append of nothing', async () => {
      await scene.log.append(scene.one, []);
      expect(await scene.log.extent(scene.one)).toEqual([{ partition: 0, first: 0, next: 0 }]);
    });

    it('tells what a topic holds', async () => {
      await scene.log.append(
        scene.many,
        [0, 0, 2].map((partition) => ({ key: '', value: '1', partition })),
      );
      expect(await scene.log.extent(scene.many)).toEqual([
        { partition: 0, first: 0, next: 2 },
        { partition: 1, first: 0, next: 0 },
        { partition: 2, first: 0, next: 1 },
        { partition: 3, first: 0, next: 0 },
      ]);
    });

    it('refuses topics and partitions it has not', async () => {
      const unknown = { code: 'LOG_TOPIC' };
      await expect(scene.log.append('no.such', numbers(1))).rejects.toMatchObject(unknown);
      await expect(
        scene.log.append(scene.many, [{ key: '', value: '1', partition: 4 }]),
      ).rejects.toMatchObject(unknown);
      await expect(scene.log.extent('no.such')).rejects.toMatchObject(unknown);
      await expect(scene.read('no.such')).rejects.toMatchObject(unknown);
    });

    it('refuses everything once it is closed', async () => {
      await scene.log.close();
      const closed = { code: 'LOG_CLOSED' };
      await expect(scene.log.append(scene.one, numbers(1))).rejects.toMatchObject(closed);
      await expect(scene.log.extent(scene.one)).rejects.toMatchObject(closed);
      await expect(scene.read(scene.one)).rejects.toMatchObject(closed);
    });

    scene.itWith(
      ['clock'],
      'stamps records with a time that never goes back, even when the clock does',
      async () => {
        for (const now of [START + 1_000, START, START + 2_000]) {
          scene.harness.setTime!(now);
          await scene.log.append(scene.one, numbers(1));
        }
        const { inbox } = await scene.read(scene.one);
        await inbox.count(3);
        expect(inbox.records.map(({ appendTime }) => appendTime - START)).toEqual([1_000, 1_000, 2_000]);
      },
    );
  });
}
