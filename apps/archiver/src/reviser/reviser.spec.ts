import { TOPICS } from '@toancanh/events';
import { type Commit, HOLD, Log, type RecordBatch } from '@toancanh/log';
import { StoreError } from '@toancanh/store';
import { NotStoredYet } from './archive-progress.js';
import { DAY, NOW, ReviserHouse, START } from './testing/reviser-house.js';

describe('Reviser', () => {
  let house: ReviserHouse;
  beforeEach(() => (house = new ReviserHouse()));
  afterEach(() => house.log.close());

  it('computes the windows that a notice names from the stored readings', async () => {
    await house.read('a', 1, 5);
    await house.closed({ sensor: 'a' }, { area: 'ward' }, { area: 'city' });
    await house.read('a', 2, 7);
    await house.notice('a');
    await house.archiver();
    const { reader, reviser } = await house.revising();
    await reader.caughtUp;
    expect(house.published().slice(-6)).toEqual([
      ...['a 0.9: 1 make 5', 'a 1.1: 2 make 12', 'city 0.9: 1 make 5', 'city 1.1: 2 make 12'],
      ...['ward 0.9: 1 make 5', 'ward 1.1: 2 make 12'],
    ]);
    expect(reviser.counts.status()).toEqual({ received: 3, accepted: 3, late: 0, duplicate: 0, rejected: 0 });
    expect(await house.log.committed('reviser', TOPICS.late.name)).toEqual(new Map([[0, 3]]));
  });

  it.each<{ name: string; given: (house: ReviserHouse) => Promise<void>; then: string[] }>([
    {
      name: 'a minute that nothing came for on time begins with revision 1',
      given: async (house) => {
        await house.read('c', 1, 4);
        await house.notice('c');
      },
      then: ['c 1.1: 1 make 4', 'city 1.1: 1 make 4'],
    },
    {
      name: 'a late correction of a value counts once',
      given: async (house) => {
        await house.read('c', 1, 5);
        await house.closed({ sensor: 'c' }, { area: 'city' });
        await house.read('c', 1, 8);
        await house.notice('c');
      },
      then: ['c 1.1: 1 make 8', 'city 1.1: 1 make 8'],
    },
    {
      name: 'a late word that the sensor was at fault withdraws its value, and a window without values says so',
      given: async (house) => {
        await house.read('a', 1, 5);
        await house.read('c', 1, 6);
        await house.closed({ sensor: 'a' }, { sensor: 'c', sum: 6 }, { area: 'ward' });
        await house.closed({ area: 'city', count: 2, sum: 11 });
        await house.read('a', 1, 5, 'fault');
        await house.notice('a');
      },
      then: ['a 1.1: 0 make 0', 'city 1.1: 1 make 6', 'ward 1.1: 0 make 0'],
    },
    {
      name: 'a late duplicate changes nothing',
      given: async (house) => {
        await house.read('c', 1, 5);
        await house.read('c', 1, 5);
        // The figures of the fake are those of one value.
        await house.closed({ sensor: 'c' }, { area: 'city' });
        await house.notice('c');
      },
      then: [],
    },
    {
      name: 'what is not named is left alone',
      given: async (house) => {
        await house.read('a', 1, 1);
        await house.read('b', 1, 2);
        await house.notice('b');
      },
      then: ['b 1.1: 1 make 2', 'city 1.1: 2 make 3', 'ward 1.1: 2 make 3'],
    },
    {
      name: 'the same windows named by many notices are corrected once',
      given: async (house) => {
        for (let second = 0; second < 20; second += 1) await house.read('c', second, 1);
        for (let second = 0; second < 20; second += 1) await house.notice('c');
      },
      then: ['c 1.1: 20 make 20', 'city 1.1: 20 make 20'],
    },
    {
      name: 'readings of a sensor that nobody knows enter no window',
      given: async (house) => {
        await house.read('nobody' as 'a', 1, 5);
        await house.notice('c');
      },
      then: [],
    },
  ])('$name', async ({ given, then }) => {
    await given(house);
    await house.archiver();
    const { reader } = await house.revising();
    await reader.caughtUp;
    expect(house.published().filter((text) => !text.includes(' 0.'))).toEqual(then);
  });

  it('shows the newest, and what was known before it', async () => {
    await house.read('c', 1, 5);
    await house.closed({ sensor: 'c' }, { area: 'city' });
    await house.read('c', 2, 7);
    await house.notice('c');
    await house.archiver();
    const { reader } = await house.revising();
    await reader.caughtUp;
    await house.stored();
    expect(await house.standing()).toEqual({ c: '2 make 12', city: '2 make 12' });
    expect(await house.standing(NOW - 1)).toEqual({ c: '1 make 5', city: '1 make 5' });
    expect(await house.standing(START)).toEqual({});
  });

  it('leaves windows alone of which readings may be past their retention', async () => {
    house.clock.now = () => START + 90 * DAY;
    await house.read('c', 1, 4);
    await house.notice('c');
    await house.archiver();
    const { reader, reviser } = await house.revising();
    await reader.caughtUp;
    expect(house.published()).toEqual([]);
    expect(reviser.beyondRetention).toEqual({ '1m': 2, '1h': 0, '1d': 0 });
  });

  describe('waits until all archivers have stored what the notices rest on', () => {
    it('and until then commits nothing', async () => {
      await house.read('a', 1, 5);
      await house.read('b', 1, 6);
      await house.notice('b');
      const stuck = stuckStore(house);
      // Two processes share the partitions; the store answers one of them and keeps the other waiting.
      await house.archiver();
      await house.archiver(stuck);
      try {
        const { reader, reviser, faults } = await house.revising();
        await stuck.waits;
        await until(() => faults.length > 0);
        expect(house.published()).toEqual([]);
        expect(reviser.waiting).toBeGreaterThan(0);
        expect(await house.log.committed('reviser', TOPICS.late.name)).toEqual(new Map([[0, 0]]));
        stuck.release();
        await reader.caughtUp;
        expect(house.published()).toEqual(['b 1.1: 1 make 6', 'city 1.1: 2 make 11', 'ward 1.1: 2 make 11']);
      } finally {
        stuck.release();
      }
    }, 20_000);

    it('also what was written since it began to wait, when other notices have come meanwhile', async () => {
      house.clock.pause = async () => undefined;
      await house.read('a', 1, 5);
      await house.notice('a');
      const reviser = house.reviser();
      await reviser.activate(await assignmentOf(house));
      await expect(reviser.take(await noticesOf(house))).rejects.toThrow(NotStoredYet);
      const archiver = await house.archiver();
      await archiver.caughtUp;
      await archiver.close();
      await house.read('b', 1, 6);
      await house.notice('b');
      await expect(reviser.take(await noticesOf(house))).rejects.toThrow(NotStoredYet);
      expect(house.published()).toEqual([]);
    });

    it('and stops at once when it is told to while it waits', async () => {
      await house.read('a', 1, 5);
      await house.notice('a');
      const { reader, reviser } = await house.revising();
      await until(() => reviser.waiting > 0);
      const began = performance.now();
      reviser.stop();
      await reader.close();
      expect(performance.now() - began).toBeLessThan(1_000);
    });
  });

  describe('publishes each correction once, whatever fails', () => {
    const CORRECTED = ['a 1.1: 1 make 5', 'city 1.1: 1 make 5', 'ward 1.1: 1 make 5'];
    beforeEach(async () => {
      await house.read('a', 1, 5);
      await house.notice('a');
      await house.archiver();
    });

    it('the log, before the windows are on it', async () => {
      let failing = 1;
      const log = around(house.log, async (go) => {
        if (failing-- > 0) throw new Error('not in');
        await go();
      });
      const { reader, faults } = await house.revising(log);
      await reader.caughtUp;
      expect(faults).toEqual([new Error('not in')]);
      expect(house.published()).toEqual(CORRECTED);
    });

    it('the log, after the windows are on it', async () => {
      // The archivers are slow to store what was published, so the repeat must wait for that as well.
      let release: (() => void) | undefined;
      const log = around(house.log, async (go) => {
        const isFirst = release === undefined;
        release ??= house.store.hold();
        await go();
        if (isFirst) throw new Error('in all the same');
      });
      const { reader, faults } = await house.revising(log);
      await until(() => faults.length === 2 || house.published().length > 3);
      release?.();
      await reader.caughtUp;
      expect(faults).toEqual([new Error('in all the same'), new NotStoredYet()]);
      expect(house.published()).toEqual(CORRECTED);
    }, 20_000);

    it('the process, after it has published and before it has committed', async () => {
      const crashed = house.reviser();
      await crashed.activate(await assignmentOf(house));
      await crashed.take(await noticesOf(house));
      expect(house.published()).toEqual(CORRECTED);
      const { reader } = await house.revising();
      await reader.caughtUp;
      // Said once more by the successor, who cannot know that its predecessor will not wake.
      expect(await house.onlyNewest()).toEqual([
        'a 2.2: 1 make 5',
        'city 2.2: 1 make 5',
        'ward 2.2: 1 make 5',
      ]);
    });

    it('the store, while it is read', async () => {
      house.store.readings = failingOnce(house.store.readings.bind(house.store));
      const { reader, faults } = await house.revising();
      await reader.caughtUp;
      expect(faults).toEqual([new StoreError('STORE_READ', 'down')]);
      expect(house.published()).toEqual(CORRECTED);
    });

    it('notices that come again', async () => {
      const { reader } = await house.revising();
      await reader.caughtUp;
      await reader.close();
      const again = await house.revising();
      await again.reader.caughtUp;
      await house.notice('a', 'a', 'b');
      await until(() => again.reader.lag() === 0);
      expect(house.published()).toEqual(CORRECTED);
    });

    it('and what a process publishes that was paused while another took over does not stand', async () => {
      // It has computed a correction from the first reading, and sleeps before it publishes.
      const { paused, wake } = sleeper(house);
      await paused.activate(await assignmentOf(house));
      const sleeping = paused.take(await noticesOf(house));
      await house.read('a', 2, 7);
      await house.notice('a');
      const { reader } = await house.revising();
      await reader.caughtUp;
      wake();
      await sleeping;
      expect(house.published()).toEqual([
        ...['a 1.1: 1 make 5', 'a 1.2: 2 make 12', 'city 1.1: 1 make 5', 'city 1.2: 2 make 12'],
        ...['ward 1.1: 1 make 5', 'ward 1.2: 2 make 12'],
      ]);
      await house.stored();
      expect(await house.standing()).toEqual({ a: '2 make 12', city: '2 make 12', ward: '2 make 12' });
    });

    it('nor where the successor found nothing that differs', async () => {
      const { paused, wake } = sleeper(house);
      await paused.activate(await assignmentOf(house));
      const sleeping = paused.take(await noticesOf(house));
      // What it has computed is taken back while it sleeps: nothing was published, and nothing is there.
      await house.read('a', 1, 5, 'fault');
      await house.notice('a');
      const { reader } = await house.revising();
      await reader.caughtUp;
      wake();
      await sleeping;
      await house.stored();
      expect(await house.standing()).toEqual({ a: '0 make 0', city: '0 make 0', ward: '0 make 0' });
    });

    it('nor what it computes after it has met the successor', async () => {
      const { paused, wake } = sleeper(house);
      await paused.activate(await assignmentOf(house));
      const { reader } = await house.revising();
      await reader.caughtUp;
      wake();
      await house.stored();
      await house.read('a', 2, 7);
      await house.stored();
      await paused.take(await noticesOf(house));
      expect(await house.onlyNewest()).toEqual([
        'a 1.2: 1 make 5',
        'city 1.2: 1 make 5',
        'ward 1.2: 1 make 5',
      ]);
    });
  });

  it('gathers notices while others follow', async () => {
    await house.notice('a', 'b', 'c');
    await house.archiver();
    const reviser = house.reviser();
    await reviser.activate(await assignmentOf(house));
    reviser.lag = () => 9;
    expect(await reviser.take(await noticesOf(house))).toBe(HOLD);
    reviser.lag = () => 0;
    expect(await reviser.take(await noticesOf(house))).toEqual({
      offsets: [{ topic: TOPICS.late.name, partition: 0, offset: 8 }],
      metadata: '{"epoch":1}',
    });
  });

  it('begins under an epoch that is greater than any before, durable before the first notice', async () => {
    const commits: Commit[] = [];
    const assignment = {
      partitions: [
        { topic: 't', partition: 0, first: 2, next: 9, committed: 5, metadata: '{"epoch":6}' },
        { topic: 't', partition: 1, first: 3, next: 9 },
      ],
      commit: async (commit: Commit) => void commits.push(commit),
    };
    const reviser = house.reviser();
    expect(await reviser.activate(assignment)).toEqual([]);
    expect(reviser.epoch).toBe(7);
    expect(commits).toEqual([
      {
        offsets: [
          { topic: 't', partition: 0, offset: 5 },
          { topic: 't', partition: 1, offset: 3 },
        ],
        metadata: '{"epoch":7}',
      },
    ]);
  });
});

/** A log whose appends go through `each`; everything else is the log's own. */
function around(log: Log, each: (append: () => Promise<void>) => Promise<void>): Log {
  return new (class extends Log {
    readonly appendedAt = undefined;
    append = (...entries: Parameters<Log['append']>) => each(() => log.append(...entries));
    subscribe = log.subscribe.bind(log);
    extent = log.extent.bind(log);
    committed = log.committed.bind(log);
    close = log.close.bind(log);
  })();
}

/** A reviser that sleeps when it is about to publish. */
function sleeper(house: ReviserHouse) {
  let wake = (): void => undefined;
  const asleep = new Promise<void>((resolve) => (wake = resolve));
  const paused = house.reviser(
    around(house.log, async (go) => {
      await asleep;
      await go();
    }),
  );
  return { paused, wake };
}

/** A store that keeps who writes waiting. */
function stuckStore({ store }: ReviserHouse) {
  let waiting = (): void => undefined;
  let release = (): void => undefined;
  const waits = new Promise<void>((resolve) => (waiting = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const write: typeof store.write = async (batch) => {
    waiting();
    await released;
    await store.write(batch);
  };
  return { write, waits, release };
}

function failingOnce<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  let failing = true;
  return (...args) => {
    if (!failing) return call(...args);
    failing = false;
    return Promise.reject(new StoreError('STORE_READ', 'down'));
  };
}

/** What a process gets when it takes over: nobody else is in the group. */
async function assignmentOf({
  log,
}: ReviserHouse): Promise<Parameters<ReturnType<ReviserHouse['reviser']>['activate']>[0]> {
  const [committed] = (await log.committed('reviser', TOPICS.late.name)).values();
  const [{ partition, first, next }] = (await log.extent(TOPICS.late.name)) as [
    { partition: number; first: number; next: number },
  ];
  let commit: (of: Commit) => Promise<void> = () => Promise.reject(new Error('no assignment'));
  const reader = await log.subscribe({
    name: 'reviser',
    group: 'shared',
    topics: [TOPICS.late.name],
    startAt: async (assignment) => {
      commit = assignment.commit;
      return assignment.partitions.map(({ topic }) => ({ topic, partition, offset: next }));
    },
    onBatch: async () => HOLD,
  });
  const durable = (of: Commit) => commit(of).finally(() => reader.close());
  const found = { topic: TOPICS.late.name, partition, first, next };
  return { partitions: [{ ...found, ...(committed !== undefined && { committed }) }], commit: durable };
}

/** All notices on the log as one batch. */
async function noticesOf({ log }: ReviserHouse): Promise<RecordBatch> {
  const records = log.records(TOPICS.late.name);
  return { topic: TOPICS.late.name, partition: 0, records, next: records.length };
}

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; !done(); tries += 1) {
    if (tries === 200) throw new Error(`never: ${done.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
