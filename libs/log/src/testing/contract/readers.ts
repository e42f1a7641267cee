import { gate } from '../inbox.js';
import { numbers, type Scene } from './scene.js';

export function describeReaders(scene: Scene): void {
  describe('readers', () => {
    it('are caught up when what existed at the start has been handled', async () => {
      await scene.log.append(scene.one, numbers(25));
      const { inbox, reader } = await scene.read(scene.one, { maxRecords: 10 });
      await reader.caughtUp;
      expect(inbox.records).toHaveLength(25);
      const { reader: idle } = await scene.read(scene.many);
      await idle.caughtUp;
    });

    it('are not caught up while a batch of theirs fails', async () => {
      await scene.log.append(scene.one, numbers(1));
      let failing = true;
      const failed = gate();
      const { reader } = await scene.read(scene.one, {
        onBatch: async () => {
          if (failing) throw new Error('down');
        },
        onFault: () => failed.open(),
      });
      let caughtUp = false;
      const caught = reader.caughtUp.then(() => (caughtUp = true));
      await failed.opened;
      expect(caughtUp).toBe(false);
      failing = false;
      await caught;
    });

    it('count as lag what has not been handled', async () => {
      const inHand = gate();
      const finish = gate();
      const { inbox, reader } = await scene.read(scene.one, {
        maxRecords: 2,
        onBatch: async () => {
          inHand.open();
          await finish.opened;
        },
      });
      expect(reader.lag()).toBe(0);
      await scene.log.append(scene.one, numbers(5));
      await inHand.opened;
      expect(reader.lag()).toBe(5);
      finish.open();
      await inbox.count(5);
      await reader.close();
      expect(reader.lag()).toBe(0);
    });

    it('finish the batch in hand when they are closed, and get no other', async () => {
      await scene.log.append(scene.one, numbers(4));
      const inHand = gate();
      const finish = gate();
      const { inbox, reader } = await scene.read(scene.one, {
        name: 'g',
        group: 'shared',
        maxRecords: 2,
        onBatch: async () => {
          inHand.open();
          await finish.opened;
        },
      });
      await inHand.opened;
      let closed = false;
      const closing = reader.close().then(() => (closed = true));
      await scene.log.append(scene.one, numbers(1));
      expect(closed).toBe(false);
      finish.open();
      await closing;
      expect(inbox.values).toEqual([0, 1]);
      expect(await scene.committedOf('g', scene.one)).toEqual({ committed: 2, metadata: undefined });
      await reader.close();
    });

    it('let a batch in hand append while the log is closed', async () => {
      await scene.log.append(scene.one, numbers(1));
      const inHand = gate();
      const finish = gate();
      const { inbox } = await scene.read(scene.one, {
        onBatch: async () => {
          inHand.open();
          await finish.opened;
          await scene.log.append(scene.many, numbers(1));
        },
      });
      await inHand.opened;
      const closing = scene.log.close();
      finish.open();
      await closing;
      expect(inbox.records).toHaveLength(1);
    });

    it('share the values they are given', async () => {
      const first = await scene.read(scene.one);
      const second = await scene.read(scene.one);
      await scene.log.append(scene.one, [{ key: 'k', value: '{"a":1}' }]);
      await Promise.all([first.inbox.count(1), second.inbox.count(1)]);
      expect(first.inbox.values[0]).toEqual({ a: 1 });
    });
  });
}
