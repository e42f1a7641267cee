import { HOLD, type RecordBatch } from '../../log.js';
import { numbers, START, type Scene } from './scene.js';

export function describeAnswers(scene: Scene): void {
  describe('answers', () => {
    it('brings the same records back after a throw, tells of it, and lets other partitions go on', async () => {
      await scene.log.append(
        scene.many,
        [0, 0, 1, 1].map((partition) => ({ key: '', value: '1', partition })),
      );
      const faults: string[] = [];
      const seen: RecordBatch[] = [];
      const { inbox, reader } = await scene.read(scene.many, {
        onBatch: async (batch) => {
          seen.push(batch);
          if (batch.partition === 0 && faults.length < 2) {
            if (faults.length === 0)
              await scene.log.append(scene.many, [{ key: '', value: '2', partition: 0 }]);
            throw new Error('store is down');
          }
        },
        onFault: (error, batch) => faults.push(`${(error as Error).message} ${batch.partition}`),
      });
      await reader.caughtUp;
      expect(faults).toEqual(['store is down 0', 'store is down 0']);
      await inbox.count(5);
      const tries = seen
        .filter(({ partition }) => partition === 0)
        .map(({ records }) => records.map(({ offset }) => offset));
      expect(tries).toEqual([[0, 1], [0, 1], [0, 1], [2]]);
      expect(inbox.batches[0]!.partition).toBe(1);
    });

    it('commits a batch whose handler returns', async () => {
      await scene.log.append(scene.one, numbers(7));
      const { inbox, reader } = await scene.read(scene.one, { name: 'g', group: 'shared', maxRecords: 5 });
      await inbox.count(7);
      await reader.close();
      expect(await scene.committedOf('g', scene.one)).toEqual({ committed: 7, metadata: undefined });
    });

    it('commits nothing for HOLD, and goes on all the same', async () => {
      await scene.log.append(scene.one, numbers(7));
      const { inbox, reader } = await scene.read(scene.one, {
        name: 'g',
        group: 'shared',
        maxRecords: 5,
        onBatch: async ({ next }) => (next === 7 ? HOLD : undefined),
      });
      await inbox.count(7);
      await reader.close();
      expect(await scene.committedOf('g', scene.one)).toEqual({ committed: 5, metadata: undefined });
    });

    it('commits several partitions with metadata, whole', async () => {
      await scene.log.append(
        scene.many,
        [0, 1, 2].map((partition) => ({ key: '', value: '1', partition })),
      );
      const offsets = [0, 1, 2].map((partition) => ({ topic: scene.many, partition, offset: 1 }));
      const metadata = JSON.stringify({ watermark: START, epoch: 3 }).padEnd(4_096);
      const { inbox, reader } = await scene.read(scene.many, {
        name: 'g',
        group: 'exclusive',
        onBatch: async ({ partition }) => (partition === 2 ? { offsets, metadata } : HOLD),
      });
      await inbox.count(3);
      await reader.close();

      const { reader: next } = await scene.read(scene.many, {
        name: 'g',
        group: 'exclusive',
        startAt: async ({ partitions }) => {
          const found = partitions.map((one) => [one.partition, one.committed, one.metadata]);
          expect(found).toEqual([
            [0, 1, metadata],
            [1, 1, metadata],
            [2, 1, metadata],
            [3, undefined, undefined],
          ]);
          return [];
        },
      });
      await next.caughtUp;
      expect.assertions(1);
    });

    it('forgets the metadata with a commit that has none', async () => {
      await scene.log.append(scene.one, numbers(2));
      const offsets = [{ topic: scene.one, partition: 0, offset: 1 }];
      const { inbox, reader } = await scene.read(scene.one, {
        name: 'g',
        group: 'shared',
        maxRecords: 1,
        onBatch: async ({ next }) => (next === 1 ? { offsets, metadata: 'm' } : undefined),
      });
      await inbox.count(2);
      await reader.close();
      expect(await scene.committedOf('g', scene.one)).toEqual({ committed: 2, metadata: undefined });
    });

    it('takes metadata that is too long for a fault of the handler', async () => {
      await scene.log.append(scene.one, numbers(1));
      const faults: unknown[] = [];
      const { inbox } = await scene.read(scene.one, {
        name: 'g',
        group: 'shared',
        onBatch: async () =>
          faults.length === 0
            ? { offsets: [{ topic: scene.one, partition: 0, offset: 1 }], metadata: 'm'.repeat(4_097) }
            : undefined,
        onFault: (error) => faults.push(error),
      });
      await inbox.count(2);
      expect(faults).toEqual([expect.any(RangeError)]);
    });
  });
}
