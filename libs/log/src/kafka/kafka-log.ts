import type { Admin } from 'kafkajs';
import { type Entry, Log, LogError, type LogTopics, type Reader, type Subscription } from '../log.js';
import { partitionOf } from '../partitioner.js';
import { Alarm, DISCONNECT_WITHIN, within } from './alarm.js';
import { FaultTeller } from './fault-teller.js';
import { groupOffsets } from './group-offsets.js';
import { type Connections, type KafkaAddress, KafkaClient } from './kafka-client.js';
import { textOf } from './kafka-fault.js';
import { KafkaReader } from './kafka-reader.js';
import { type KafkaLogLimits, kafkaLogLimits } from './limits.js';
import { producerOf, Sender } from './sender.js';
import { setUpTopics } from './topic-setup.js';

export interface KafkaLogOptions extends LogTopics, KafkaAddress {
  readonly limits?: Partial<KafkaLogLimits> | undefined;
  /**
   * Told of what recovers by itself: a send that is repeated, brokers that do not answer, a session that was lost. The
   * same fault is told at most once a second.
   */
  readonly onFault?: (error: unknown) => void;
}

/** The log on a Kafka cluster, any number of processes on one. */
export class KafkaLog extends Log {
  readonly #client: KafkaClient;
  readonly #connections: Connections;
  readonly #sender: Sender;
  readonly #admin: Admin;
  readonly #limits: KafkaLogLimits;
  readonly #fault: (error: unknown) => void;
  readonly #readers = new Set<KafkaReader>();
  #closing: Promise<void> | undefined;
  /** Readers are still closing: their handlers may append, but nobody subscribes. */
  #leaving = false;
  #closed = false;

  /**
   * Creates the topics that are missing. Throws LOG_TOPIC where one exists with other settings, named with the command
   * that mends them, and LOG_UNREACHABLE where the brokers are not ready in time.
   */
  static async open(options: KafkaLogOptions): Promise<KafkaLog> {
    const log = new KafkaLog(options);
    try {
      await setUpTopics({
        admin: log.#admin,
        client: log.#client,
        topics: options.topics,
        named: new Set(options.brokers).size,
        limits: log.#limits,
        fault: log.#fault,
        rest: new Alarm(),
      });
      await log.#sender.connect();
      return log;
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  private constructor(options: KafkaLogOptions) {
    super();
    this.#limits = { ...kafkaLogLimits, ...options.limits };
    const teller = new FaultTeller((error) => options.onFault?.(error));
    this.#fault = (error) => {
      if (!this.#closed) teller.tell(error);
    };
    this.#client = new KafkaClient(options, options.topics, this.#limits);
    this.#connections = this.#client.connections();
    const { kafka } = this.#connections;
    this.#admin = kafka.admin();
    this.#sender = new Sender(
      producerOf(kafka),
      this.#client.nameOf,
      options.topics,
      this.#limits,
      this.#fault,
    );
  }

  get appendedAt(): number | undefined {
    return this.#sender.appendedAt;
  }

  async append(topic: string, entries: readonly Entry[]): Promise<void> {
    this.#check(topic);
    if (entries.length === 0) return;
    await this.#sender.append(topic, routed(topic, this.#client.partitionsOf(topic), entries));
  }

  async subscribe(subscription: Subscription): Promise<Reader> {
    for (const topic of subscription.topics) this.#check(topic);
    if (this.#leaving) throw new LogError('LOG_CLOSED', 'the log is closed');
    const reader = await KafkaReader.open(subscription, {
      client: this.#client,
      limits: this.#limits,
      extent: (topic) => this.#extent(topic),
      fault: this.#fault,
      isClosing: () => this.#leaving,
      joined: (newcomer) => this.#readers.add(newcomer),
      left: (leaver) => this.#readers.delete(leaver),
    });
    if (!this.#leaving) return reader;
    await reader.close();
    throw new LogError('LOG_CLOSED', 'the log was closed');
  }

  async extent(topic: string): Promise<readonly { partition: number; first: number; next: number }[]> {
    this.#check(topic);
    return this.#extent(topic);
  }

  async committed(group: string, topic: string): Promise<ReadonlyMap<number, number>> {
    this.#check(topic);
    return groupOffsets(this.#admin, this.#client.nameOf(group), this.#client.nameOf(topic));
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** Bytes of entries that wait for the brokers, and how many may. */
  get queue(): { readonly depth: number; readonly limit: number } {
    return { depth: this.#sender.queued, limit: this.#limits.queueBytes };
  }

  /** Readers first, as they may still append what they have in hand; then what waits to be sent. */
  async #close(): Promise<void> {
    this.#leaving = true;
    const left = await Promise.allSettled([...this.#readers].map((reader) => reader.close()));
    this.#closed = true;
    await this.#sender.close();
    await within(DISCONNECT_WITHIN, this.#admin.disconnect(), () => undefined).catch(() => undefined);
    this.#connections.sockets.close();
    for (const one of left) if (one.status === 'rejected') throw one.reason;
  }

  async #extent(topic: string): Promise<readonly { partition: number; first: number; next: number }[]> {
    try {
      const offsets = await this.#admin.fetchTopicOffsets(this.#client.nameOf(topic));
      return offsets
        .map(({ partition, low, high }) => ({ partition, first: Number(low), next: Number(high) }))
        .sort((a, b) => a.partition - b.partition);
    } catch (error) {
      throw new LogError('LOG_UNREACHABLE', `the ends of ${topic} are not known: ${textOf(error)}`, {
        cause: error,
      });
    }
  }

  #check(topic: string): void {
    if (this.#closed) throw new LogError('LOG_CLOSED', 'the log is closed');
    this.#client.check(topic);
  }
}

/** Entries to their partitions, in the order given. */
function routed(topic: string, partitions: number, entries: readonly Entry[]): Map<number, readonly Entry[]> {
  if (partitions === 1 && entries.every(({ partition }) => !partition)) return new Map([[0, entries]]);
  const lots = new Map<number, Entry[]>();
  for (const entry of entries) {
    const partition = entry.partition ?? partitionOf(entry.key, partitions);
    const lot = lots.get(partition);
    if (lot) lot.push(entry);
    else lots.set(partition, [entry]);
  }
  for (const partition of lots.keys()) {
    if (!(partition >= 0 && partition < partitions))
      throw new LogError('LOG_TOPIC', `${topic} has no partition ${partition}`);
  }
  return lots;
}
