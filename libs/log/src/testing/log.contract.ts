import type { Topic } from '@toancanh/events';
import { type Entry, HOLD, type Log, type Reader, type RecordBatch, type Subscription } from '../log.js';
import { partitionOf } from '../partitioner.js';
import { gate, Inbox } from './inbox.js';

/** A log under test, and what a test may do with it; a capability that is not declared is never called. */
export interface LogHarness {
  readonly log: Log;
  /** `clock`: sets the clock that stamps records. */
  setTime?(now: number): void;
  /** `keeping`: applies retention and compaction as of `now`. */
  maintain?(now: number): Promise<void>;
  /** `disk`: closes the log and opens it again on the same data. */
  reopen?(): Promise<Log>;
  close(): Promise<void>;
}

/** What can be tried on an implementation; the cases beyond it are left out. */
export type Capability = 'clock' | 'keeping' | 'disk';

export type OpenLog = (topics: readonly Topic[]) => Promise<LogHarness>;

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 23);
let run = 0;

/** What every Log promises; each implementation runs it against itself. */
export function describeLog(name: string, capabilities: readonly Capability[], open: OpenLog): void {
  const can = new Set(capabilities);
  const itWith = (needed: readonly Capability[], title: string, test: () => Promise<void>) => {
    if (needed.every((one) => can.has(one))) it(title, test);
  };

  describe(`${name} as a Log`, () => {
    let harness: LogHarness;
    let log: Log;
    let one: string;
    let many: string;
    let compacted: string;
    let readers: Reader[];

    beforeEach(async () => {
      // Names of their own, because a broker keeps what earlier cases wrote.
      run += 1;
      [one, many, compacted] = [`contract.one.${run}`, `contract.many.${run}`, `contract.compacted.${run}`];
      readers = [];
      harness = await open([
        { name: one, partitions: 1, kept: { retention: DAY } },
        { name: many, partitions: 4, kept: { retention: DAY } },
        { name: compacted, partitions: 1, kept: 'compacted' },
      ]);
      log = harness.log;
      if (can.has('clock')) harness.setTime!(START);
    });

    afterEach(async () => {
      await Promise.all(readers.map((reader) => reader.close()));
      await harness.close();
    });

    /** Subscribes with an inbox; a handler of the case's own may come first and answer. */
    async function read(
      topic: string,
      options: Partial<Subscription> = {},
      from: Log = log,
    ): Promise<{ inbox: Inbox; reader: Reader }> {
      const inbox = new Inbox();
      const { onBatch, ...rest } = options;
      const reader = await from.subscribe({
        name: 'reader',
        topics: [topic],
        ...rest,
        onBatch: async (batch) => {
          const answer = await onBatch?.(batch);
          inbox.put(batch);
          return answer;
        },
      });
      readers.push(reader);
      return { inbox, reader };
    }

    const numbers = (count: number, key = 'k', from = 0): Entry[] =>
      Array.from({ length: count }, (_, i) => ({ key, value: String(from + i) }));

    const committedOf = async (group: string, topic: string) => {
      let found: { committed?: number; metadata?: string } | undefined;
      const { reader } = await read(topic, {
        name: group,
        group: 'shared',
        startAt: async ({ partitions }) => {
          found = partitions[0];
          return partitions.map(({ topic, partition, next }) => ({ topic, partition, offset: next }));
        },
      });
      await reader.close();
      return { committed: found?.committed, metadata: found?.metadata };
    };

    describe('appends', () => {
      it('keeps the order of the calls within a partition, whoever waits for them', async () => {
        const calls = Array.from({ length: 30 }, (_, i) => log.append(one, numbers(3, 'k', i * 3)));
        await Promise.all(calls);
        const { inbox } = await read(one);
        await inbox.count(90);
        expect(inbox.values).toEqual(Array.from({ length: 90 }, (_, i) => i));
        expect(inbox.records.map(({ offset }) => offset)).toEqual(Array.from({ length: 90 }, (_, i) => i));
      });

      it('puts a key into the partition of the shared partitioner, and an entry into the one it names', async () => {
        const keys = ['bd-aq-0001', 'bd-aq-0002', 'Thủ Dầu Một', '', 'x'];
        await log.append(
          many,
          keys.map((key) => ({ key, value: '1' })),
        );
        await log.append(
          many,
          [3, 2, 1, 0].map((partition) => ({ key: '', value: '"tick"', partition })),
        );
        const { inbox } = await read(many);
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
        await log.append(one, [
          { key: 'Dĩ An', value: '{"pm25":31.2,"note":"bụi mịn 🌫"}' },
          { key: 'k', value: 'not JSON' },
          { key: '', value: '""' },
          { key: 'nothing', value: 'null' },
        ]);
        const { inbox } = await read(one);
        await inbox.count(4);
        expect(inbox.records.map(({ key, value }) => [key, value])).toEqual([
          ['Dĩ An', { pm25: 31.2, note: 'bụi mịn 🌫' }],
          ['k', 'not JSON'],
          ['', ''],
          ['nothing', null],
        ]);
      });

      it('takes an append of nothing', async () => {
        await log.append(one, []);
        expect(await log.extent(one)).toEqual([{ partition: 0, first: 0, next: 0 }]);
      });

      it('tells what a topic holds', async () => {
        await log.append(
          many,
          [0, 0, 2].map((partition) => ({ key: '', value: '1', partition })),
        );
        expect(await log.extent(many)).toEqual([
          { partition: 0, first: 0, next: 2 },
          { partition: 1, first: 0, next: 0 },
          { partition: 2, first: 0, next: 1 },
          { partition: 3, first: 0, next: 0 },
        ]);
      });

      it('refuses topics and partitions it has not', async () => {
        const unknown = { code: 'LOG_TOPIC' };
        await expect(log.append('no.such', numbers(1))).rejects.toMatchObject(unknown);
        await expect(log.append(many, [{ key: '', value: '1', partition: 4 }])).rejects.toMatchObject(
          unknown,
        );
        await expect(log.extent('no.such')).rejects.toMatchObject(unknown);
        await expect(read('no.such')).rejects.toMatchObject(unknown);
      });

      it('refuses everything once it is closed', async () => {
        await log.close();
        const closed = { code: 'LOG_CLOSED' };
        await expect(log.append(one, numbers(1))).rejects.toMatchObject(closed);
        await expect(log.extent(one)).rejects.toMatchObject(closed);
        await expect(read(one)).rejects.toMatchObject(closed);
      });

      itWith(
        ['clock'],
        'stamps records with a time that never goes back, even when the clock does',
        async () => {
          for (const now of [START + 1_000, START, START + 2_000]) {
            harness.setTime!(now);
            await log.append(one, numbers(1));
          }
          const { inbox } = await read(one);
          await inbox.count(3);
          expect(inbox.records.map(({ appendTime }) => appendTime - START)).toEqual([1_000, 1_000, 2_000]);
        },
      );
    });

    describe('batches', () => {
      it('brings records of one partition each, at most maxRecords, in turn over the partitions', async () => {
        for (const partition of [0, 1]) {
          await log.append(
            many,
            numbers(50).map((entry) => ({ ...entry, partition })),
          );
        }
        const { inbox } = await read(many, { maxRecords: 10 });
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
        const { inbox } = await read(one, {
          onBatch: async () => {
            most = Math.max(most, (inHand += 1));
            await new Promise(setImmediate);
            inHand -= 1;
          },
        });
        for (let i = 0; i < 20; i += 1) await log.append(one, numbers(1, 'k', i));
        await inbox.count(20);
        expect(inbox.values).toEqual(Array.from({ length: 20 }, (_, i) => i));
        expect(most).toBe(1);
      });

      it('holds a batch back for `linger` so that it grows', async () => {
        const { inbox } = await read(one, { linger: 150 });
        for (let i = 0; i < 10; i += 1) await log.append(one, numbers(1, 'k', i));
        await inbox.count(10);
        expect(inbox.batches.length).toBeLessThan(5);
      });

      it('does not hold a full batch back', async () => {
        const { inbox } = await read(one, { linger: 600_000, maxRecords: 5 });
        await log.append(one, numbers(5));
        await inbox.count(5);
        expect(inbox.batches).toHaveLength(1);
      });
    });

    describe('answers', () => {
      it('brings the same records back after a throw, tells of it, and lets other partitions go on', async () => {
        await log.append(
          many,
          [0, 0, 1, 1].map((partition) => ({ key: '', value: '1', partition })),
        );
        const faults: string[] = [];
        const seen: RecordBatch[] = [];
        const { inbox } = await read(many, {
          onBatch: async (batch) => {
            seen.push(batch);
            if (batch.partition === 0 && faults.length < 2) {
              if (faults.length === 0) await log.append(many, [{ key: '', value: '2', partition: 0 }]);
              throw new Error('store is down');
            }
          },
          onFault: (error, batch) => faults.push(`${(error as Error).message} ${batch.partition}`),
        });
        await inbox.count(5);
        expect(faults).toEqual(['store is down 0', 'store is down 0']);
        const tries = seen
          .filter(({ partition }) => partition === 0)
          .map(({ records }) => records.map(({ offset }) => offset));
        expect(tries).toEqual([[0, 1], [0, 1], [0, 1], [2]]);
        expect(inbox.batches[0]!.partition).toBe(1);
      });

      it('commits a batch whose handler returns', async () => {
        await log.append(one, numbers(7));
        const { inbox, reader } = await read(one, { name: 'g', group: 'shared', maxRecords: 5 });
        await inbox.count(7);
        await reader.close();
        expect(await committedOf('g', one)).toEqual({ committed: 7, metadata: undefined });
      });

      it('commits nothing for HOLD, and goes on all the same', async () => {
        await log.append(one, numbers(7));
        const { inbox, reader } = await read(one, {
          name: 'g',
          group: 'shared',
          maxRecords: 5,
          onBatch: async ({ next }) => (next === 7 ? HOLD : undefined),
        });
        await inbox.count(7);
        await reader.close();
        expect(await committedOf('g', one)).toEqual({ committed: 5, metadata: undefined });
      });

      it('commits several partitions with metadata, whole', async () => {
        await log.append(
          many,
          [0, 1, 2].map((partition) => ({ key: '', value: '1', partition })),
        );
        const offsets = [0, 1, 2].map((partition) => ({ topic: many, partition, offset: 1 }));
        const metadata = JSON.stringify({ watermark: START, epoch: 3 }).padEnd(4_096);
        const { inbox, reader } = await read(many, {
          name: 'g',
          group: 'exclusive',
          onBatch: async ({ partition }) => (partition === 2 ? { offsets, metadata } : HOLD),
        });
        await inbox.count(3);
        await reader.close();

        const { reader: next } = await read(many, {
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
        await log.append(one, numbers(2));
        const offsets = [{ topic: one, partition: 0, offset: 1 }];
        const { inbox, reader } = await read(one, {
          name: 'g',
          group: 'shared',
          maxRecords: 1,
          onBatch: async ({ next }) => (next === 1 ? { offsets, metadata: 'm' } : undefined),
        });
        await inbox.count(2);
        await reader.close();
        expect(await committedOf('g', one)).toEqual({ committed: 2, metadata: undefined });
      });

      it('takes metadata that is too long for a fault of the handler', async () => {
        await log.append(one, numbers(1));
        const faults: unknown[] = [];
        const { inbox } = await read(one, {
          name: 'g',
          group: 'shared',
          onBatch: async () =>
            faults.length === 0
              ? { offsets: [{ topic: one, partition: 0, offset: 1 }], metadata: 'm'.repeat(4_097) }
              : undefined,
          onFault: (error) => faults.push(error),
        });
        await inbox.count(2);
        expect(faults).toEqual([expect.any(RangeError)]);
      });
    });

    describe('where reading starts', () => {
      it('starts at the committed offset, and without one at the first record', async () => {
        await log.append(one, numbers(4));
        const first = await read(one, {
          name: 'g',
          group: 'shared',
          maxRecords: 2,
          onBatch: async ({ next }) => (next > 2 ? HOLD : undefined),
        });
        await first.inbox.count(4);
        await first.reader.close();
        const second = await read(one, { name: 'g', group: 'shared' });
        await second.inbox.count(2);
        expect(second.inbox.values).toEqual([2, 3]);
      });

      it('starts where startAt says, and elsewhere as usual', async () => {
        await log.append(
          many,
          [0, 0, 0, 1, 1].map((partition, i) => ({ key: '', value: String(i), partition })),
        );
        const { inbox } = await read(many, {
          startAt: async () => [{ topic: many, partition: 0, offset: 2 }],
        });
        await inbox.count(3);
        expect([...inbox.values].sort()).toEqual([2, 3, 4]);
      });

      it('tells startAt what the partitions hold and makes its commit durable before the first batch', async () => {
        await log.append(one, numbers(3));
        const steps: string[] = [];
        const { inbox, reader } = await read(one, {
          name: 'g',
          group: 'exclusive',
          startAt: async ({ partitions, commit }) => {
            expect(partitions).toEqual([{ topic: one, partition: 0, first: 0, next: 3 }]);
            await commit({ offsets: [{ topic: one, partition: 0, offset: 1 }], metadata: 'epoch 1' });
            steps.push('committed');
            return [{ topic: one, partition: 0, offset: 1 }];
          },
          onBatch: async () => {
            steps.push('batch');
            return HOLD;
          },
        });
        await inbox.count(2);
        await reader.close();
        expect(steps).toEqual(['committed', 'batch']);
        expect(await committedOf('g', one)).toEqual({ committed: 1, metadata: 'epoch 1' });
      });

      it('rejects subscribe when startAt throws, and the group is free again', async () => {
        const refused = read(one, {
          name: 'g',
          group: 'exclusive',
          startAt: () => Promise.reject(new Error('not now')),
        });
        await expect(refused).rejects.toThrow('not now');
        await log.append(one, numbers(1));
        const { inbox } = await read(one, { name: 'g', group: 'exclusive' });
        await inbox.count(1);
      });

      itWith(
        ['clock', 'keeping'],
        'starts at the first record that is left when the position is older',
        async () => {
          await log.append(one, numbers(3));
          harness.setTime!(START + 2 * DAY);
          await log.append(one, numbers(2, 'k', 3));
          await harness.maintain!(START + 2 * DAY);
          const { inbox } = await read(one, {
            startAt: async () => [{ topic: one, partition: 0, offset: 1 }],
          });
          await inbox.count(2);
          expect(inbox.values).toEqual([3, 4]);
        },
      );
    });

    describe('groups', () => {
      it('brings everything to each group, and to every reader without one each time', async () => {
        await log.append(one, numbers(3));
        const all = await Promise.all([
          read(one, { name: 'a', group: 'shared' }),
          read(one, { name: 'b', group: 'exclusive' }),
          read(one),
          read(one),
        ]);
        for (const { inbox } of all) await inbox.count(3);
        for (const { inbox } of all) expect(inbox.values).toEqual([0, 1, 2]);
      });

      it('remembers nothing of a reader without a group, whatever it commits', async () => {
        await log.append(one, numbers(3));
        for (let i = 0; i < 2; i += 1) {
          const { inbox, reader } = await read(one, {
            startAt: async ({ partitions, commit }) => {
              expect(partitions[0]).not.toHaveProperty('committed');
              await commit({ offsets: [{ topic: one, partition: 0, offset: 2 }] });
              return [];
            },
          });
          await inbox.count(3);
          await reader.close();
        }
      });

      it('divides the partitions of a shared group, and hands them over when a member leaves', async () => {
        const tick = () =>
          log.append(
            many,
            [0, 1, 2, 3].map((partition) => ({ key: '', value: '1', partition })),
          );
        const partitions = ({ batches }: Inbox) => new Set(batches.map(({ partition }) => partition));
        const first = await read(many, { name: 'g', group: 'shared' });
        const second = await read(many, { name: 'g', group: 'shared' });
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
        const first = await read(many, {
          name: 'g',
          group: 'shared',
          onBatch: async () => {
            inHand.open();
            await finish.opened;
          },
        });
        // Of four partitions the first member keeps the first two, so the last one is on its way to the newcomer.
        await log.append(many, [{ key: '', value: '1', partition: 3 }]);
        await inHand.opened;
        const joining = read(many, { name: 'g', group: 'shared' });
        await log.append(many, [{ key: '', value: '2', partition: 3 }]);
        finish.open();
        const second = await joining;
        await second.inbox.count(1);
        expect(first.inbox.values).toEqual([1]);
        expect(second.inbox.values).toEqual([2]);
      });

      it('gives an exclusive group to its first member; the second takes over when the first leaves', async () => {
        await log.append(
          many,
          [0, 1, 2, 3].map((partition) => ({ key: '', value: '1', partition })),
        );
        const starts: string[] = [];
        const member = (name: string) =>
          read(many, {
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
        await log.append(many, [{ key: '', value: '2', partition: 0 }]);
        await second.inbox.count(1);
        expect(second.inbox.values).toEqual([2]);
        expect(starts).toEqual(['first ,,,', 'second 1,1,1,1']);
      });

      it('asks again, and tells of it, when startAt throws at a takeover', async () => {
        await log.append(one, numbers(1));
        const first = await read(one, { name: 'g', group: 'exclusive', onBatch: async () => HOLD });
        const faults: unknown[] = [];
        const second = await read(one, {
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
        await log.append(one, numbers(1, 'k', 1));
        await second.inbox.count(2);
        expect(faults).toEqual([new Error('not yet'), new Error('not yet')]);
      });

      it('can be left while startAt goes on throwing', async () => {
        const first = await read(one, { name: 'g', group: 'exclusive' });
        const told = gate();
        const second = await read(one, {
          name: 'g',
          group: 'exclusive',
          startAt: () => Promise.reject(new Error('never')),
          onStartFault: () => told.open(),
        });
        const leaving = first.reader.close();
        await told.opened;
        await second.reader.close();
        await leaving;
        const third = await read(one, { name: 'g', group: 'exclusive' });
        await log.append(one, numbers(1));
        await third.inbox.count(1);
      });

      itWith(['disk'], 'keeps commits when it is opened again', async () => {
        await log.append(one, numbers(5));
        const { inbox, reader } = await read(one, {
          name: 'g',
          group: 'shared',
          onBatch: async () => ({ offsets: [{ topic: one, partition: 0, offset: 3 }], metadata: 'm' }),
        });
        await inbox.count(5);
        await reader.close();
        log = await harness.reopen!();
        expect(await committedOf('g', one)).toEqual({ committed: 3, metadata: 'm' });
      });
    });

    describe('readers', () => {
      it('are caught up when what existed at the start has been handled', async () => {
        await log.append(one, numbers(25));
        const { inbox, reader } = await read(one, { maxRecords: 10 });
        await reader.caughtUp;
        expect(inbox.records).toHaveLength(25);
        const { reader: idle } = await read(many);
        await idle.caughtUp;
      });

      it('are not caught up while a batch of theirs fails', async () => {
        await log.append(one, numbers(1));
        let failing = true;
        const failed = gate();
        const { reader } = await read(one, {
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
        const { inbox, reader } = await read(one, {
          maxRecords: 2,
          onBatch: async () => {
            inHand.open();
            await finish.opened;
          },
        });
        expect(reader.lag()).toBe(0);
        await log.append(one, numbers(5));
        await inHand.opened;
        expect(reader.lag()).toBe(5);
        finish.open();
        await inbox.count(5);
        await reader.close();
        expect(reader.lag()).toBe(0);
      });

      it('finish the batch in hand when they are closed, and get no other', async () => {
        await log.append(one, numbers(4));
        const inHand = gate();
        const finish = gate();
        const { inbox, reader } = await read(one, {
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
        await log.append(one, numbers(1));
        expect(closed).toBe(false);
        finish.open();
        await closing;
        expect(inbox.values).toEqual([0, 1]);
        expect(await committedOf('g', one)).toEqual({ committed: 2, metadata: undefined });
        await reader.close();
      });

      it('let a batch in hand append while the log is closed', async () => {
        await log.append(one, numbers(1));
        const inHand = gate();
        const finish = gate();
        const { inbox } = await read(one, {
          onBatch: async () => {
            inHand.open();
            await finish.opened;
            await log.append(many, numbers(1));
          },
        });
        await inHand.opened;
        const closing = log.close();
        finish.open();
        await closing;
        expect(inbox.records).toHaveLength(1);
      });

      it('share the values they are given', async () => {
        const first = await read(one);
        const second = await read(one);
        await log.append(one, [{ key: 'k', value: '{"a":1}' }]);
        await Promise.all([first.inbox.count(1), second.inbox.count(1)]);
        expect(first.inbox.values[0]).toEqual({ a: 1 });
      });
    });

    describe('keeping', () => {
      itWith(
        ['clock', 'keeping'],
        'lets records go when they are older than the topic keeps them; offsets go on',
        async () => {
          await log.append(one, numbers(3));
          harness.setTime!(START + DAY);
          await log.append(one, numbers(2, 'k', 3));
          await harness.maintain!(START + DAY + 1);
          expect(await log.extent(one)).toEqual([{ partition: 0, first: 3, next: 5 }]);
          await harness.maintain!(START + 3 * DAY);
          expect(await log.extent(one)).toEqual([{ partition: 0, first: 5, next: 5 }]);
          if (can.has('disk')) log = await harness.reopen!();
          await log.append(one, numbers(1, 'k', 5));
          const { inbox, reader } = await read(one);
          await reader.caughtUp;
          expect(inbox.records.map(({ offset, value }) => [offset, value])).toEqual([[5, 5]]);
        },
      );

      itWith(
        ['keeping'],
        'keeps the newest record of each key of a compacted topic; tombstones go, offsets are not used again',
        async () => {
          await log.append(compacted, [
            { key: 'a', value: '1' },
            { key: 'b', value: '1' },
            { key: 'a', value: '2' },
            { key: 'c', value: '1' },
          ]);
          await log.append(compacted, [
            { key: 'a', value: '3' },
            { key: 'c', value: null },
          ]);
          const before = await read(compacted);
          await before.inbox.count(6);
          expect(before.inbox.values).toEqual([1, 1, 2, 1, 3, null]);

          await harness.maintain!(START + 40 * DAY);
          const after = await read(compacted);
          await after.reader.caughtUp;
          expect(after.inbox.records.map(({ offset, key, value }) => [offset, key, value])).toEqual([
            [1, 'b', 1],
            [4, 'a', 3],
          ]);
          if (can.has('disk')) log = await harness.reopen!();
          await log.append(compacted, [{ key: 'c', value: '9' }]);
          const last = await read(compacted, {}, log);
          await last.inbox.count(3);
          expect(last.inbox.records.at(-1)).toMatchObject({ offset: 6, key: 'c', value: 9 });
          await last.reader.caughtUp;
          expect(last.reader.lag()).toBe(0);
        },
      );

      itWith(['disk'], 'has everything again when it is opened again', async () => {
        if (can.has('clock')) harness.setTime!(START + 5_000);
        await log.append(one, numbers(3));
        await log.append(compacted, numbers(2));
        log = await harness.reopen!();
        if (can.has('clock')) harness.setTime!(START);
        await log.append(one, numbers(1, 'k', 3));
        const { inbox } = await read(one);
        await inbox.count(4);
        expect(inbox.values).toEqual([0, 1, 2, 3]);
        if (can.has('clock')) expect(inbox.records.at(-1)!.appendTime).toBe(START + 5_000);
        expect(await log.extent(compacted)).toEqual([{ partition: 0, first: 0, next: 2 }]);
      });
    });
  });
}
