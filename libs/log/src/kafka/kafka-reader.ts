import { setTimeout as pause } from 'node:timers/promises';
import { BatchReader } from '../delivery/batch-reader.js';
import { LogError, type Reader, type Subscription } from '../log.js';
import { pauseAfter, within } from './alarm.js';
import type { Shares } from './assignment.js';
import { ClusterLink } from './cluster-link.js';
import { Fetcher } from './fetcher.js';
import type { KafkaClient } from './kafka-client.js';
import { canBeRetried, textOf } from './kafka-fault.js';
import { KafkaLedger } from './kafka-ledger.js';
import { KafkaTrack } from './kafka-track.js';
import type { KafkaLogLimits } from './limits.js';
import { Membership } from './membership.js';

export interface Reading {
  readonly client: KafkaClient;
  readonly limits: KafkaLogLimits;
  /** First and next offset of each partition. */
  readonly extent: (topic: string) => Promise<readonly { partition: number; first: number; next: number }[]>;
  readonly fault: (error: unknown) => void;
  /** The log is being closed: nothing is waited for any more. */
  readonly isClosing: () => boolean;
  /** The reader has to be closed with the log from now on. */
  readonly joined: (reader: KafkaReader) => void;
  /** The reader has been closed. */
  readonly left: (reader: KafkaReader) => void;
}

/** One subscription on Kafka: what is read, who reads it and how far it has come, put together. */
export class KafkaReader implements Reader {
  readonly #tracks: readonly KafkaTrack[];
  readonly #held = new Set<KafkaTrack>();
  readonly #fetcher: Fetcher;
  readonly #ledger: KafkaLedger;
  readonly #membership: Membership | undefined;
  readonly #reader: BatchReader;
  #closing: Promise<void> | undefined;
  #started = false;
  #closed = false;

  static async open(subscription: Subscription, work: Reading): Promise<KafkaReader> {
    const { client, limits } = work;
    const topics = subscription.topics.map(client.nameOf);
    const link = await insist(work, () => ClusterLink.open(client.connections(), topics), {
      until: performance.now() + limits.openTimeout,
      isStopped: work.isClosing,
    });
    const reader = new KafkaReader(subscription, link, work);
    work.joined(reader);
    try {
      await reader.#start();
      return reader;
    } catch (error) {
      await within(limits.closeTimeout, reader.close(), () => undefined).catch(() => undefined);
      throw error;
    }
  }

  private constructor(
    subscription: Subscription,
    private readonly link: ClusterLink,
    private readonly work: Reading,
  ) {
    const { client, limits, fault } = work;
    const linger = subscription.linger ?? 0;
    // The brokers hold back the first half, which saves fetches; the lanes of the reader what is left of it.
    const brokerLinger = Math.min(linger / 2, limits.fetchWait);
    this.#tracks = subscription.topics.flatMap((topic) =>
      Array.from(
        { length: client.partitionsOf(topic) },
        (_, partition) =>
          new KafkaTrack(topic, partition, limits.partitionBytes, {
            mayRead: () => this.#membership?.isSafe ?? true,
            room: () => this.#fetcher.kick(),
          }),
      ),
    );
    const group = client.nameOf(subscription.name);
    this.#ledger = new KafkaLedger(
      { group, nameOf: client.nameOf, membership: () => this.#membership!, fault },
      limits,
    );
    this.#reader = new BatchReader(
      { ...subscription, linger: linger - brokerLinger },
      this.#ledger,
      limits.batch,
      () => this.#leave(),
    );
    this.#fetcher = new Fetcher(
      {
        link,
        tracks: this.#tracks,
        nameOf: client.nameOf,
        linger: brokerLinger,
        arrived: () => this.#reader.wake(),
        resize: () => this.#resize(),
        fault,
      },
      limits,
    );
    if (!subscription.group) return;
    this.#membership = new Membership(
      {
        link,
        group,
        kind: subscription.group,
        partitionsOf: (name) => client.partitionsOf(client.topicOf(name)),
        revoke: () => this.#revoke(),
        assigned: (shares, kept, signal) => this.#assigned(shares, kept, signal),
        lost: () => this.#release(this.#held),
        renewed: () => this.#reader.wake(),
        fault,
      },
      limits,
    );
  }

  get caughtUp(): Promise<void> {
    return this.#reader.caughtUp;
  }

  lag(): number {
    return this.#reader.lag();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#reader.close());
  }

  async #start(): Promise<void> {
    await (this.#membership ? this.#membership.start() : this.#take(this.#tracks));
    this.#started = true;
    this.#reader.start();
  }

  async #revoke(): Promise<void> {
    await this.#reader.hold();
    await within(this.work.limits.closeTimeout, this.#ledger.flush(), () => undefined);
  }

  async #assigned(shares: Shares, kept: boolean, signal: AbortSignal): Promise<void> {
    const { client } = this.work;
    const mine = new Set(
      this.#tracks.filter(({ topic, partition }) => shares[client.nameOf(topic)]?.includes(partition)),
    );
    await this.#release([...this.#held].filter((track) => !kept || !mine.has(track)));
    this.#ledger.forgive();
    this.#reader.go();
    const coming = [...mine].filter((track) => !this.#held.has(track));
    const standsBy = mine.size === 0 && this.#reader.subscription.group === 'exclusive';
    if (!standsBy) await this.#take(coming, signal);
  }

  /**
   * Takes over partitions that nobody else holds. What is not taken when the group changes again is asked for then; a
   * reader that has begun goes on asking the brokers for ever.
   */
  async #take(tracks: readonly KafkaTrack[], signal?: AbortSignal): Promise<void> {
    const until = this.#started ? Infinity : performance.now() + this.work.limits.openTimeout;
    const isStopped = () => this.#closed || signal?.aborted === true;
    const learnt = await insist(this.work, () => this.#learn(tracks), { until, isStopped }).then(
      () => true,
      (error: unknown) => {
        if (!isStopped()) throw error;
      },
    );
    if (!learnt || isStopped()) return this.#forget(tracks);
    for (const track of tracks) this.#held.add(track);
    await this.#reader.take(tracks, signal);
    for (const track of tracks) for (const { position } of track.lanes) track.begin(position);
    this.#forget(tracks.filter(({ lanes }) => lanes.size === 0));
    this.#fetcher.kick();
  }

  async #learn(tracks: readonly KafkaTrack[]): Promise<void> {
    if (this.#membership && tracks.length > 0) await this.#ledger.load(tracks);
    for (const track of tracks) track.end();
    await this.#resize(tracks);
  }

  async #resize(tracks: readonly KafkaTrack[] = this.#tracks): Promise<void> {
    for (const topic of new Set(tracks.map((track) => track.topic))) {
      for (const { partition, first, next } of await this.work.extent(topic)) {
        const track = tracks.find((one) => one.topic === topic && one.partition === partition);
        if (track?.resize(first, next)) this.work.fault(this.#gap(track));
      }
    }
  }

  #gap({ topic, partition, first }: KafkaTrack): LogError {
    const { name } = this.#reader.subscription;
    return new LogError(
      'LOG_TOPIC',
      `${name} was too late for records of ${topic}/${partition}: it goes on at ${first}; keep the topic longer`,
    );
  }

  /** Lets go of partitions: nothing is committed for them from now on. Resolves when none is in hand. */
  async #release(tracks: Iterable<KafkaTrack>): Promise<void> {
    const going = new Set(tracks);
    this.#forget(going);
    await this.#reader.drop(going);
  }

  #forget(tracks: Iterable<KafkaTrack>): void {
    this.#ledger.release(tracks);
    for (const track of tracks) {
      this.#held.delete(track);
      track.end();
    }
  }

  /** After the last batch: commits, leaves the group, closes the connections. */
  async #leave(): Promise<void> {
    const { limits } = this.work;
    this.#closed = true;
    this.#fetcher.close();
    try {
      if (this.#membership)
        await within(limits.closeTimeout, this.#ledger.flush(), () => this.#ledger.close());
    } finally {
      await this.#membership?.leave();
      await this.link.close();
      this.work.left(this);
    }
  }
}

/** Does what needs the brokers, again until they answer, or until it is too late or nobody wants it any more. */
async function insist<T>(
  { limits, fault }: Reading,
  ask: () => Promise<T>,
  { until, isStopped }: { until: number; isStopped: () => boolean },
): Promise<T> {
  for (let faults = 1; ; faults += 1) {
    try {
      return await ask();
    } catch (error) {
      if (isStopped()) throw new LogError('LOG_CLOSED', 'the log was closed');
      if (performance.now() > until || (until < Infinity && !canBeRetried(error))) throw unreachable(error);
      fault(error);
      await pause(pauseAfter(faults, limits.retry));
    }
  }
}

function unreachable(error: unknown): LogError {
  return error instanceof LogError
    ? error
    : new LogError('LOG_UNREACHABLE', `the brokers do not answer: ${textOf(error)}`, { cause: error });
}
