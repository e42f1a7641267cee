import { withFolder } from '../testing/temp-folder.js';
import { EmbeddedLog, type EmbeddedLogLimits } from './embedded-log.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 23);
const aged = { name: 'city.readings', partitions: 2, kept: { retention: DAY } };
const compacted = { name: 'city.alerts', partitions: 1, kept: 'compacted' as const };

async function withLog(
  limits: Partial<EmbeddedLogLimits>,
  use: (log: EmbeddedLog, setTime: (now: number) => void) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    let time = START;
    const log = await EmbeddedLog.open({
      folder,
      topics: [aged, compacted],
      now: () => time,
      limits: { maintainEvery: 0, commitEvery: 0, ...limits },
    });
    await use(log, (now) => (time = now));
    await log.close();
  });
}

/** What a reader that begins now is given. */
async function contents(log: EmbeddedLog, topic: string): Promise<[offset: number, value: unknown][]> {
  const found: [number, unknown][] = [];
  const reader = await log.subscribe({
    name: 'reader',
    topics: [topic],
    onBatch: async ({ records }) =>
      void found.push(...records.map(({ offset, value }) => [offset, value] as [number, unknown])),
  });
  await reader.caughtUp;
  await reader.close();
  return found;
}

describe('retention by size', () => {
  it('takes the oldest records of all partitions until the rest fits', () =>
    withLog({ retainedBytes: 1 << 20 }, async (log, setTime) => {
      const filling = 'x'.repeat(20_000);
      for (let i = 0; i < 100; i += 1) {
        setTime(START + i);
        await log.append(aged.name, [{ key: '', value: `"${filling}"`, partition: i % 2 }]);
      }
      await log.maintain(START + 100);
      const [even, odd] = await log.extent(aged.name);
      expect([even!.next, odd!.next]).toEqual([50, 50]);
      const left = even!.next - even!.first + odd!.next - odd!.first;
      expect(left * 20_000).toBeLessThanOrEqual(1 << 20);
      expect(left).toBeGreaterThan(0);
      // The oldest go in steps of one partition, so that the two can be a step apart and no more.
      expect(Math.abs(even!.first - odd!.first)).toBeLessThanOrEqual(50);
    }));
});

describe('compaction', () => {
  const put = (log: EmbeddedLog, key: string, value: string | null) =>
    log.append(compacted.name, [{ key, value }]);

  // 0        60 s
  // a1 a2    ↓ a1 goes once a2 is old enough, and no earlier
  it('lets a superseded record stay for a while, for readers close behind', () =>
    withLog({ keepSuperseded: 60_000 }, async (log) => {
      await put(log, 'a', '1');
      await put(log, 'a', '2');
      await log.maintain(START + 59_999);
      expect(await contents(log, compacted.name)).toEqual([
        [0, 1],
        [1, 2],
      ]);
      await log.maintain(START + 60_000);
      expect(await contents(log, compacted.name)).toEqual([[1, 2]]);
    }));

  it('lets a tombstone stay longer, for readers that were away', () =>
    withLog({ keepSuperseded: 60_000, keepTombstones: DAY }, async (log) => {
      await put(log, 'a', '1');
      await put(log, 'a', null);
      await log.maintain(START + 60_000);
      expect(await contents(log, compacted.name)).toEqual([[1, null]]);
      await log.maintain(START + DAY);
      expect(await contents(log, compacted.name)).toEqual([]);
      expect(await log.extent(compacted.name)).toEqual([{ partition: 0, first: 2, next: 2 }]);
    }));

  it('keeps a key that comes again after its tombstone, whenever compaction runs', () =>
    withLog({ keepSuperseded: 60_000, keepTombstones: DAY }, async (log, setTime) => {
      await put(log, 'a', null);
      setTime(START + DAY - 1);
      await put(log, 'a', '2');
      await log.maintain(START + 3 * DAY);
      expect(await contents(log, compacted.name)).toEqual([[1, 2]]);
      await put(log, 'a', '3');
      await log.maintain(START + 5 * DAY);
      expect(await contents(log, compacted.name)).toEqual([[2, 3]]);
    }));

  it('knows keys that come twice in one append, and keys longer than LMDB takes', () =>
    withLog({}, async (log) => {
      const long = 'ấp '.repeat(2_000);
      await log.append(
        compacted.name,
        [1, 2, 3].map((value) => ({ key: long, value: String(value) })),
      );
      await log.maintain(START + DAY);
      expect(await contents(log, compacted.name)).toEqual([[2, 3]]);
    }));

  it('takes away more than one step holds', () =>
    withLog({}, async (log) => {
      for (let round = 0; round < 3; round += 1) {
        await log.append(
          compacted.name,
          Array.from({ length: 700 }, (_, i) => ({ key: `k${i}`, value: String(round) })),
        );
      }
      await log.maintain(START + DAY);
      const left = await contents(log, compacted.name);
      expect(left).toHaveLength(700);
      expect(left[0]).toEqual([1_400, 2]);
    }));
});

describe('topics with other settings than before', () => {
  it.each([
    { why: 'other partitions', topic: { ...aged, partitions: 3 }, error: /exists with 2 partitions, not 3/ },
    { why: 'compacted', topic: { ...aged, kept: 'compacted' as const }, error: /exists and is kept by age/ },
    {
      why: 'no longer compacted',
      topic: { ...compacted, kept: { retention: DAY } },
      error: /exists and is compacted/,
    },
  ])('are refused: $why', ({ topic, error }) =>
    withFolder(async (folder) => {
      await (await EmbeddedLog.open({ folder, topics: [aged, compacted] })).close();
      const again = EmbeddedLog.open({ folder, topics: [topic] });
      await expect(again).rejects.toMatchObject({ code: 'LOG_TOPIC', message: expect.stringMatching(error) });
      // The refusal leaves the folder free.
      await (await EmbeddedLog.open({ folder, topics: [aged] })).close();
    }),
  );

  it('may be kept for another time', () =>
    withFolder(async (folder) => {
      await (await EmbeddedLog.open({ folder, topics: [aged] })).close();
      const topic = { ...aged, kept: { retention: 2 * DAY } };
      await (await EmbeddedLog.open({ folder, topics: [topic] })).close();
    }));
});
