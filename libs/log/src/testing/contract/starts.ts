import { HOLD } from '../../log.js';
import { DAY, numbers, START, type Scene } from './scene.js';

export function describeStarts(scene: Scene): void {
  describe('where reading starts', () => {
    it('starts at the committed offset, and without one at the first record', async () => {
      await scene.log.append(scene.one, numbers(4));
      const first = await scene.read(scene.one, {
        name: 'g',
        group: 'shared',
        maxRecords: 2,
        onBatch: async ({ next }) => (next > 2 ? HOLD : undefined),
      });
      await first.inbox.count(4);
      await first.reader.close();
      const second = await scene.read(scene.one, { name: 'g', group: 'shared' });
      await second.inbox.count(2);
      expect(second.inbox.values).toEqual([2, 3]);
    });

    it('starts where startAt says, and elsewhere as usual', async () => {
      await scene.log.append(
        scene.many,
        [0, 0, 0, 1, 1].map((partition, i) => ({ key: '', value: String(i), partition })),
      );
      const { inbox } = await scene.read(scene.many, {
        startAt: async () => [{ topic: scene.many, partition: 0, offset: 2 }],
      });
      await inbox.count(3);
      expect([...inbox.values].sort()).toEqual([2, 3, 4]);
    });

    it('tells startAt what the partitions hold and makes its commit durable before the first batch', async () => {
      await scene.log.append(scene.one, numbers(3));
      const steps: string[] = [];
      const { inbox, reader } = await scene.read(scene.one, {
        name: 'g',
        group: 'exclusive',
        startAt: async ({ partitions, commit }) => {
          expect(partitions).toEqual([{ topic: scene.one, partition: 0, first: 0, next: 3 }]);
          await commit({ offsets: [{ topic: scene.one, partition: 0, offset: 1 }], metadata: 'epoch 1' });
          steps.push('committed');
          return [{ topic: scene.one, partition: 0, offset: 1 }];
        },
        onBatch: async () => {
          steps.push('batch');
          return HOLD;
        },
      });
      await inbox.count(2);
      await reader.close();
      expect(steps).toEqual(['committed', 'batch']);
      expect(await scene.committedOf('g', scene.one)).toEqual({ committed: 1, metadata: 'epoch 1' });
    });

    it('rejects subscribe when startAt throws, and the group is free again', async () => {
      const refused = scene.read(scene.one, {
        name: 'g',
        group: 'exclusive',
        startAt: () => Promise.reject(new Error('not now')),
      });
      await expect(refused).rejects.toThrow('not now');
      await scene.log.append(scene.one, numbers(1));
      const { inbox } = await scene.read(scene.one, { name: 'g', group: 'exclusive' });
      await inbox.count(1);
    });

    scene.itWith(
      ['clock', 'keeping'],
      'starts at the first record that is left when the position is older',
      async () => {
        await scene.log.append(scene.one, numbers(3));
        scene.harness.setTime!(START + 2 * DAY);
        await scene.log.append(scene.one, numbers(2, 'k', 3));
        await scene.harness.maintain!(START + 2 * DAY);
        const { inbox } = await scene.read(scene.one, {
          startAt: async () => [{ topic: scene.one, partition: 0, offset: 1 }],
        });
        await inbox.count(2);
        expect(inbox.values).toEqual([3, 4]);
      },
    );
  });
}
