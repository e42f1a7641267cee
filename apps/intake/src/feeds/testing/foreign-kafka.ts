import { setTimeout as pause } from 'node:timers/promises';
import { MemoryLog } from '@toancanh/log/testing';
import { Clock, type Feed, type ReadingFeed, type StageStatus } from '@toancanh/runtime';
import kafkajs, { type Admin, type Producer, type SASLOptions } from 'kafkajs';
import { Kafka } from '../../../../../scripts/servers/kafka.mjs';
import { IntakeHouse } from '../../testing/intake-house.js';

/** Milliseconds that a test with a broker may take. */
export const LONG = 60_000;

/** Kafka of another department, and our intake that reads it. */
export class ForeignKafka {
  readonly #houses: IntakeHouse[] = [];
  #topics = 0;

  private constructor(
    readonly server: Kafka,
    readonly admin: Admin,
    readonly producer: Producer,
  ) {}

  static async start(): Promise<ForeignKafka> {
    return ForeignKafka.on(await Kafka.start());
  }

  static async on(server: Kafka, sasl?: SASLOptions): Promise<ForeignKafka> {
    const client = new kafkajs.Kafka({
      brokers: server.addresses,
      logLevel: kafkajs.logLevel.NOTHING,
      ...(sasl && { sasl }),
    });
    const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    const admin = client.admin();
    await admin.connect();
    await producer.connect();
    return new ForeignKafka(server, admin, producer);
  }

  async stop(): Promise<void> {
    await this.producer.disconnect();
    await this.admin.disconnect();
    await this.server.stop();
  }

  /** A feed that nobody has had before; its topic too, unless it is named. */
  async feed(more: Partial<ReadingFeed> = {}, partitions = 1): Promise<ReadingFeed> {
    this.#topics += 1;
    const name = `tnmt-${process.pid}-${this.#topics}`;
    if (more.topic === undefined) await this.createTopic(name, partitions);
    return {
      name,
      brokers: this.server.addresses,
      tls: false,
      login: null,
      topic: name,
      gateway: 'free',
      as: 'reading',
      envelope: 'none',
      items: null,
      map: {
        sensor: { path: '/station', prefix: 'tnmt-' },
        at: { path: '/time' },
        values: { pm25: { path: '/PM25' } },
      },
      decimal: null,
      start: 'earliest',
      ...more,
    };
  }

  async createTopic(topic: string, numPartitions = 1): Promise<void> {
    const configEntries = [{ name: 'max.message.bytes', value: '4194304' }];
    await this.admin.createTopics({
      topics: [{ topic, numPartitions, configEntries }],
      waitForLeaders: true,
    });
  }

  /** An intake with this feed alone. */
  async intake(feed: Feed, log = new MemoryLog()): Promise<IntakeHouse> {
    const house = await IntakeHouse.open({ mqtt: false, clock: new Clock(), log, feeds: [feed] });
    this.#houses.push(house);
    return house;
  }

  async closeIntakes(): Promise<void> {
    await Promise.all(this.#houses.splice(0).map((house) => house.close()));
  }

  async send(topic: string, values: readonly (string | Buffer | null)[], partition = 0): Promise<void> {
    const messages = values.map((value) => ({ value, partition }));
    await this.producer.send({ topic, acks: -1, messages });
  }

  /** By partition; -1 where nothing was. Nothing while the broker has not loaded its groups. */
  async committed({ name, topic }: Feed): Promise<number[]> {
    const query = { groupId: `toancanh.feed.${name}`, topics: [topic] };
    const [of] = await this.admin.fetchOffsets(query).catch(() => []);
    return of?.partitions.map(({ offset }) => Number(offset)) ?? [];
  }

  async committedIn(feed: Feed): Promise<number> {
    return (await this.committed(feed)).reduce((sum, offset) => sum + Math.max(offset, 0), 0);
  }
}

const PATIENCE = 45_000;

/** Looks until it is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const last = performance.now() + PATIENCE;
  while (!(await isSo())) {
    if (performance.now() > last) throw new Error(`it was never so: ${isSo.toString()}`);
    await pause(20);
  }
}

export function stageOf({ status }: IntakeHouse, { name }: Feed): StageStatus {
  return status.stages()[`intake.feed.${name}`]!;
}

/** Number `i` of some readings, each of its own instant. */
export function reading(i: number, base = Date.now() - 20_000): string {
  return JSON.stringify({ station: `s${i % 10}`, time: base + i, PM25: 30 + (i % 7) });
}

export function readings(from: number, count: number, base: number): string[] {
  return Array.from({ length: count }, (_, i) => reading(from + i, base));
}

/** How many different readings the log holds. */
export function identities(house: IntakeHouse): number {
  return new Set(house.readings().map(({ sensor, at }) => `${sensor} ${at}`)).size;
}

/** For a whole suite: started before it, and what a test has opened is closed after it. `use` gets it. */
export function useForeignKafka(use: (kafka: ForeignKafka) => void): void {
  let kafka: ForeignKafka | undefined;
  beforeAll(async () => {
    kafka = await ForeignKafka.start();
    use(kafka);
  }, LONG);
  afterEach(() => kafka?.closeIntakes(), LONG);
  afterAll(() => kafka?.stop(), LONG);
}
