import { HOLD } from '../../log.js';
import { gate, type Inbox } from '../inbox.js';
import { numbers, type Scene } from './scene.js';

export function describeGroups(scene: Scene): void {
  describe('groups', () => {
    it('brings everything to each group, and to every reader without one each time', async () => {
      await scene.log.append(scene.one, numbers(3));
      const all = await Promise.all([
        scene.read(scene.one, { name: 'a', group: 'shared' }),
        scene.read(scene.one, { name: 'b', group: 'exclusive' }),
        scene.read(scene.one),
        scene.read(scene.one),
      ]);
      for (const { inbox } of all) await inbox.count(3);
      for (const { inbox } of all) expect(inbox.values).toEqual([0, 1, 2]);
    });

    it('remembers nothing of a reader without a group, whatever it commits', async () => {
      await scene.log.append(scene.one, numbers(3));
      for (let i = 0; i < 2; i += 1) {
        const { inbox, reader } = await scene.read(scene.one, {
          startAt: async ({ partitions, commit }) => {
            expect(partitions[0]).not.toHaveProperty('committed');
            await commit({ offsets: [{ topic: scene.one, partition: 0, offset: 2 }] });
            return [];
          },
        });
        await inbox.count(3);
        await reader.close();
      }
    });

    it('divides the partitions of a shared group, and hands them over when a member leaves', async () => {
      const tick = () =>
        scene.log.append(
          scene.many,
          [0, 1, 2, 3].map((partition) => ({ key: '', value: '1', partition })),
        );
      const partitions = ({ batches }: Inbox) => new Set(batches.map(({ partition }) => partition));
      const first = await scene.read(scene.many, { name: 'g', group: 'shared' });
      const second = await scene.read(scene.many, { name: 'g', group: 'shared' });
      await tick();
      await Promise.all([first.inbox.count(2), second.inbox.count(2)]);
      expect([partitions(first.inbox).size, partitions(second.inbox).size]).toEqual([2, 2]);
      expect(new Set([...partitions(first.inbox), ...partitions(second.inbox)]).size).toBe(4);

      await first.reader.close();
      await tick();
      await second.inbox.count(6);
      expect(partitions(second.inbox).size).toBe(4);
      // Two before, four after: what the first had committed did not come again.
      expect(second.inbox.records).toHaveLength(6);
      expect(first.inbox.records).toHaveLength(2);
    });

    it('gives a partition to a newcomer only when the batch in hand is finished', async () => {
      const inHand = gate();
      const finish = gate();
      const steps: string[] = [];
      const first = await scene.read(scene.many, {
        name: 'g',
        group: 'shared',
        onBatch: async () => {
          inHand.open();
          await finish.opened;
          steps.push('finished');
        },
      });
      await scene.log.append(scene.many, [{ key: '', value: '1', partition: 3 }]);
      await inHand.opened;
      const joining = scene.read(scene.many, { name: 'g', group: 'shared' });
      const joined = joining.then(() => steps.push('joined'));
      await scene.log.append(scene.many, [{ key: '', value: '0', partition: 0 }]);
      finish.open();
      await joined;
      const second = await joining;
      await scene.log.append(scene.many, [{ key: '', value: '2', partition: 3 }]);
      await second.inbox.count(1);
      expect(second.inbox.values).toEqual([2]);
      expect(first.inbox.values[0]).toBe(1);
      expect(steps.indexOf('joined')).toBeGreaterThan(0);
    });

    scene.itWith(['prompt'], 'gives a newcomer at once what comes after the batch in hand', async () => {
      const inHand = gate();
      const finish = gate();
      const first = await scene.read(scene.many, {
        name: 'g',
        group: 'shared',
        onBatch: async () => {
          inHand.open();
          await finish.opened;
        },
      });
      // Of four partitions the first member keeps the first two, so the last one is on its way to the newcomer.
      await scene.log.append(scene.many, [{ key: '', value: '1', partition: 3 }]);
      await inHand.opened;
      const joining = scene.read(scene.many, { name: 'g', group: 'shared' });
      await scene.log.append(scene.many, [{ key: '', value: '2', partition: 3 }]);
      finish.open();
      const second = await joining;
      await second.inbox.count(1);
      expect(first.inbox.values).toEqual([1]);
      expect(second.inbox.values).toEqual([2]);
    });

    it('gives an exclusive group to its first member; the second takes over when the first leaves', async () => {
      await scene.log.append(
        scene.many,
        [0, 1, 2, 3].map((partition) => ({ key: '', value: '1', partition })),
      );
      const starts: string[] = [];
      const member = (name: string) =>
        scene.read(scene.many, {
          name: 'g',
          group: 'exclusive',
          startAt: async ({ partitions }) => {
            starts.push(`${name} ${partitions.map(({ committed }) => committed).join()}`);
            return [];
          },
        });
      const first = await member('first');
      const second = await member('second');
      await first.inbox.count(4);
      expect(starts).toEqual(['first ,,,']);
      await first.reader.close();
      await scene.log.append(scene.many, [{ key: '', value: '2', partition: 0 }]);
      await second.inbox.count(1);
      expect(second.inbox.values).toEqual([2]);
      expect(starts).toEqual(['first ,,,', 'second 1,1,1,1']);
    });

    it('asks again, and tells of it, when startAt throws at a takeover', async () => {
      await scene.log.append(scene.one, numbers(1));
      const first = await scene.read(scene.one, { name: 'g', group: 'exclusive', onBatch: async () => HOLD });
      const faults: unknown[] = [];
      const second = await scene.read(scene.one, {
        name: 'g',
        group: 'exclusive',
        startAt: async () => {
          if (faults.length < 2) throw new Error('not yet');
          return [];
        },
        onStartFault: (error) => faults.push(error),
      });
      await first.inbox.count(1);
      await first.reader.close();
      await scene.log.append(scene.one, numbers(1, 'k', 1));
      await second.inbox.count(2);
      expect(faults).toEqual([new Error('not yet'), new Error('not yet')]);
    });

    it('can be left while startAt goes on throwing', async () => {
      const first = await scene.read(scene.one, { name: 'g', group: 'exclusive' });
      const told = gate();
      const second = await scene.read(scene.one, {
        name: 'g',
        group: 'exclusive',
        startAt: () => Promise.reject(new Error('never')),
        onStartFault: () => told.open(),
      });
      const leaving = first.reader.close();
      await told.opened;
      await second.reader.close();
      await leaving;
      const third = await scene.read(scene.one, { name: 'g', group: 'exclusive' });
      await scene.log.append(scene.one, numbers(1));
      await third.inbox.count(1);
    });

    it('tells how far all members of a group together have come', async () => {
      expect(await scene.log.committed('g', scene.many)).toEqual(new Map());
      const first = await scene.read(scene.many, { name: 'g', group: 'shared' });
      const second = await scene.read(scene.many, { name: 'g', group: 'shared' });
      await scene.log.append(
        scene.many,
        [0, 1, 1, 3].map((partition) => ({ key: '', value: '1', partition })),
      );
      await Promise.all([first.inbox.count(3), second.inbox.count(1)]);
      await Promise.all([first.reader.close(), second.reader.close()]);
      expect(await scene.log.committed('g', scene.many)).toEqual(
        new Map([
          [0, 1],
          [1, 2],
          [3, 1],
        ]),
      );
    });

    scene.itWith(['disk'], 'keeps commits when it is opened again', async () => {
      await scene.log.append(scene.one, numbers(5));
      const { inbox, reader } = await scene.read(scene.one, {
        name: 'g',
        group: 'shared',
        onBatch: async () => ({ offsets: [{ topic: scene.one, partition: 0, offset: 3 }], metadata: 'm' }),
      });
      await inbox.count(5);
      await reader.close();
      scene.log = await scene.harness.reopen!();
      expect(await scene.committedOf('g', scene.one)).toEqual({ committed: 3, metadata: 'm' });
    });
  });
}
