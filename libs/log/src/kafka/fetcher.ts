import { setTimeout as pause } from 'node:timers/promises';
import { Alarm, pauseAfter } from './alarm.js';
import { byTopic } from './by-topic.js';
import type { ClusterLink } from './cluster-link.js';
import { typeOf } from './kafka-fault.js';
import type { FetchedRecord } from './kafka-record.js';
import type { KafkaTrack } from './kafka-track.js';
import type { KafkaLogLimits } from './limits.js';

/** What kafkajs gives back for a partition; `lastStartOffset` is its name for the first offset there is. */
interface FetchedPartition {
  readonly partition: number;
  readonly highWatermark: string;
  readonly lastStartOffset?: string;
  readonly messages: readonly FetchedRecord[];
}

interface FetchResponse {
  readonly responses: readonly { topicName: string; partitions: readonly FetchedPartition[] }[];
}

/** Read what others' transactions have committed. */
const READ_COMMITTED = 1;

export interface Fetching {
  readonly link: ClusterLink;
  readonly tracks: readonly KafkaTrack[];
  /** The name of a topic on the brokers. */
  readonly nameOf: (topic: string) => string;
  /** How long brokers may wait for a batch that is worth its answer. */
  readonly linger: number;
  /** Records have come, or the ends have moved. */
  readonly arrived: () => void;
  /** Asks the brokers for the ends of the partitions, because a position is in none of them. */
  readonly resize: () => Promise<void>;
  readonly fault: (error: unknown) => void;
}

/** Keeps the tracks of a reader filled: one fetch at a time from each broker, of the partitions that have room. */
export class Fetcher {
  readonly #polls = new Map<string, Promise<void>>();
  readonly #rest = new Alarm();
  #leaders: Map<string, Map<number, string>>;
  #renewing: Promise<void> | undefined;
  #faults = 0;
  #closed = false;

  constructor(
    private readonly work: Fetching,
    private readonly limits: KafkaLogLimits,
  ) {
    this.#leaders = work.link.leaders();
  }

  /** Something may be fetched that could not be before. */
  kick(): void {
    if (this.#closed) return;
    for (const track of this.work.tracks) {
      if (track.wanted === undefined) continue;
      const node = this.#leaderOf(track);
      if (node === undefined) void this.#renew();
      else if (!this.#polls.has(node)) this.#polls.set(node, this.#poll(node));
    }
  }

  /** The connections are closed after it, which ends what is on its way. */
  close(): void {
    this.#closed = true;
    this.#rest.ring();
  }

  async #poll(node: string): Promise<void> {
    for (;;) {
      const wanted = this.work.tracks.filter(
        (track) => track.wanted !== undefined && this.#leaderOf(track) === node,
      );
      if (this.#closed || wanted.length === 0) break;
      const began = performance.now();
      try {
        await this.#fetch(node, wanted);
        this.#faults = 0;
      } catch (error) {
        if (this.#closed) break;
        this.work.fault(error);
        await this.#recover(error);
      }
      const early = began + this.limits.fetchEvery - performance.now();
      if (early > 0) await pause(early);
    }
    this.#polls.delete(node);
  }

  async #fetch(node: string, wanted: readonly KafkaTrack[]): Promise<void> {
    const from = new Map(wanted.map((track) => [track, track.wanted!]));
    const topics = byTopic(wanted);
    const broker = await this.work.link.cluster.findBroker({ nodeId: node });
    const { linger } = this.work;
    const answer = (await broker.fetch({
      isolationLevel: READ_COMMITTED,
      maxWaitTime: linger > 0 ? linger : this.limits.fetchWait,
      minBytes: linger > 0 ? this.limits.partitionBytes : 1,
      maxBytes: this.limits.fetchBytes,
      topics: Array.from(topics, ([topic, tracks]) => ({
        topic: this.work.nameOf(topic),
        partitions: tracks.map((track) => ({
          partition: track.partition,
          fetchOffset: String(from.get(track)),
          maxBytes: this.limits.partitionBytes,
        })),
      })),
    })) as FetchResponse;
    let arrived = false;
    for (const { topicName, partitions } of answer.responses) {
      for (const { partition, messages, lastStartOffset, highWatermark } of partitions) {
        const track = wanted.find(
          (one) => one.partition === partition && this.work.nameOf(one.topic) === topicName,
        );
        if (!track) continue;
        const first = Number(lastStartOffset ?? 0);
        if (track.accept(from.get(track)!, messages, first, Number(highWatermark))) arrived = true;
      }
    }
    if (arrived) this.work.arrived();
  }

  async #recover(error: unknown): Promise<void> {
    if (typeOf(error) === 'OFFSET_OUT_OF_RANGE') await this.work.resize().catch(this.work.fault);
    await this.#renew();
  }

  /** Asks who leads what, after a pause; one question at a time. */
  #renew(): Promise<void> {
    return (this.#renewing ??= this.#askAgain().finally(() => (this.#renewing = undefined)));
  }

  async #askAgain(): Promise<void> {
    this.#faults += 1;
    await this.#rest.wait(pauseAfter(this.#faults, this.limits.retry));
    if (this.#closed) return;
    try {
      await this.work.link.cluster.refreshMetadata();
      this.#leaders = this.work.link.leaders();
    } catch (error) {
      if (!this.#closed) this.work.fault(error);
    }
    // Whoever is without a leader still asks again.
    setImmediate(() => this.kick());
  }

  #leaderOf(track: KafkaTrack): string | undefined {
    return this.#leaders.get(this.work.nameOf(track.topic))?.get(track.partition);
  }
}
