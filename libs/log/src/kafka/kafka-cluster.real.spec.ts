import { jest } from '@jest/globals';
import kafkajs, { type Admin } from 'kafkajs';
import { Kafka } from '../../../../scripts/servers/kafka.mjs';
import { KafkaLog } from './kafka-log.js';

const KILLS = Number(process.env.KILLS ?? 4);
const PER_SECOND = 3_000;
const BATCH = 30;
jest.setTimeout(60_000 + KILLS * 40_000);

const READINGS = { name: 'readings', partitions: 12, kept: { retention: 86_400_000 } };

describe('three brokers, three copies, two of them in sync', () => {
  let kafka: Kafka;
  let admin: Admin;

  beforeAll(async () => {
    kafka = await Kafka.start({ brokers: 3 });
    const quiet = kafkajs.logLevel.NOTHING;
    const retry = { retries: 20, initialRetryTime: 100, maxRetryTime: 500 };
    admin = new kafkajs.Kafka({ brokers: kafka.addresses, logLevel: quiet, retry }).admin();
    await admin.connect();
  }, 180_000);
  afterAll(async () => {
    await admin?.disconnect();
    await kafka?.stop();
  }, 60_000);

  const open = (onFault?: (error: unknown) => void) =>
    KafkaLog.open({ brokers: kafka.addresses, topics: [READINGS], ...(onFault && { onFault }) });

  async function allInSync(): Promise<void> {
    for (;;) {
      const { topics } = await admin.fetchTopicMetadata({ topics: ['readings'] });
      if (topics[0]!.partitions.every(({ isr }) => isr.length === 3)) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  it(`kill -9 of each in turn, ${KILLS} times under ${PER_SECOND} records/s: nothing acknowledged is lost`, async () => {
    let faults = 0;
    const log = await open(() => (faults += 1));
    const load = new Load(log);
    load.start();
    const everything = await seenBy(log);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const broker = kill % 3;
      await load.reaches(load.acknowledged.size + PER_SECOND);
      await kafka.kill(broker);
      await load.reaches(load.acknowledged.size + PER_SECOND);
      await kafka.restart(broker);
      await allInSync();
    }
    await load.stop();
    const { acknowledged, refused, slowest } = load;

    // Read back by somebody who was not there, and by somebody who was.
    const other = await open();
    const stored = await seenBy(other);
    await stored.reader.caughtUp;
    const lost = [...acknowledged].filter((i) => !stored.found.has(i));
    process.stdout.write(
      `${KILLS} kills: ${acknowledged.size} acknowledged, ${lost.length} lost, ${stored.records - stored.found.size} twice, ` +
        `${refused} appends refused, slowest ${Math.round(slowest)} ms, ${faults} faults told\n`,
    );
    expect(lost).toEqual([]);
    await everything.until((found) => [...acknowledged].every((i) => found.has(i)));
    await Promise.all([log.close(), other.close()]);
  });
});

/** Appends at a steady rate whatever becomes of it, and again what was refused, as the apps do. */
class Load {
  readonly acknowledged = new Set<number>();
  refused = 0;
  slowest = 0;
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #appends = new Set<Promise<void>>();
  readonly #waiters = new Set<() => void>();

  constructor(private readonly log: KafkaLog) {}

  start(): void {
    const began = performance.now();
    this.#timer = setInterval(() => {
      const due = ((performance.now() - began) / 1_000) * PER_SECOND;
      while (this.#next < due) {
        const numbers = Array.from({ length: BATCH }, (_, i) => this.#next + i);
        this.#next += BATCH;
        const append = this.#append(numbers).finally(() => this.#appends.delete(append));
        this.#appends.add(append);
      }
    }, 5);
  }

  reaches(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.acknowledged.size < count) return;
        this.#waiters.delete(look);
        resolve();
      };
      this.#waiters.add(look);
      look();
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#appends);
  }

  async #append(numbers: readonly number[]): Promise<void> {
    const filling = 'x'.repeat(120);
    const entries = numbers.map((i) => ({
      key: `sensor-${i % 1_000}`,
      value: JSON.stringify({ i, filling }),
    }));
    const began = performance.now();
    for (;;) {
      try {
        await this.log.append('readings', entries);
        break;
      } catch {
        this.refused += 1;
      }
    }
    this.slowest = Math.max(this.slowest, performance.now() - began);
    for (const i of numbers) this.acknowledged.add(i);
    for (const waiter of this.#waiters) waiter();
  }
}

async function seenBy(log: KafkaLog) {
  const found = new Set<number>();
  const waiters = new Set<() => void>();
  const seen = {
    found,
    records: 0,
    reader: await log.subscribe({
      name: 'witness',
      topics: ['readings'],
      linger: 100,
      onBatch: async ({ records }) => {
        seen.records += records.length;
        for (const { value } of records) found.add((value as { i: number }).i);
        for (const waiter of waiters) waiter();
      },
    }),
    until: (holds: (found: ReadonlySet<number>) => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!holds(found)) return;
          waiters.delete(look);
          resolve();
        };
        waiters.add(look);
        look();
      }),
  };
  return seen;
}
