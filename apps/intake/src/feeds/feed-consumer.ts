import { setTimeout as pause } from 'node:timers/promises';
import type { AppLogger, Feed } from '@toancanh/runtime';
import type { Consumer, ConsumerGroupJoinEvent, Kafka } from 'kafkajs';
import { FEED_LIMITS } from '../limits.js';
import { BatchTaking } from './batch-taking.js';
import { openClient } from './feed-client.js';
import { endsOfUncommitted } from './first-offsets.js';
import type { Flow } from './flow.js';
import type { RecordTaker } from './record-taker.js';

/**
 * One feed's member of its consumer group. An offset is committed when the log has everything before it; a crash in between
 * brings records again, which are known by sensor and instant. A member that dies is replaced after a pause, for ever.
 */
export class FeedConsumer {
  readonly #closing = new AbortController();
  readonly #taking: BatchTaking;
  #running: Promise<void> | undefined;
  #connected = false;
  #reason: string | undefined;
  /** Where partitions begin that were never committed; known some time after joining. */
  #starts: Promise<ReadonlyMap<number, bigint>> = Promise.resolve(new Map());

  constructor(
    private readonly feed: Feed,
    private readonly brokers: readonly string[],
    taker: RecordTaker,
    flow: Flow,
    private readonly logger: AppLogger,
  ) {
    this.#taking = new BatchTaking(taker, flow, this.#closing.signal);
  }

  get group(): string {
    return `toancanh.feed.${this.feed.name}`;
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** Why it is not connected, if something is wrong. */
  get reason(): string | undefined {
    return this.#reason;
  }

  get lag(): number {
    return this.#taking.lag;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Takes no more records. What was taken may still be committed, until `close`. */
  stopReading(): void {
    this.#taking.stop();
  }

  /** Leaves the group; the brokers have so long to hear of it. */
  async close(): Promise<void> {
    this.stopReading();
    this.#closing.abort();
    const over = new AbortController();
    const late = pause(FEED_LIMITS.stopWithin, undefined, { signal: over.signal }).catch(() => undefined);
    await Promise.race([late, this.#running]);
    over.abort();
  }

  async #run(): Promise<void> {
    const { first, longest } = FEED_LIMITS.pause;
    const { signal } = this.#closing;
    for (let wait: number = first; !signal.aborted; wait = Math.min(wait * 2, longest)) {
      const lost = await this.#consume();
      if (signal.aborted) return;
      if (this.#connected) wait = first;
      this.#lost(lost);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** The life of one member, from connecting to leaving. Resolves with what ended it. */
  async #consume(): Promise<unknown> {
    const over = new AbortController();
    let consumer: Consumer | undefined;
    try {
      const kafka = await openClient(this.feed, this.brokers);
      const member = this.#memberOf(kafka);
      consumer = member;
      const ended = new Promise<unknown>((resolve) => {
        member.on(member.events.CRASH, ({ payload }) => resolve(payload.error));
        member.on(member.events.GROUP_JOIN, (event) => this.#joined(kafka, member, event, resolve));
        const { signal } = over;
        this.#closing.signal.addEventListener('abort', () => resolve(undefined), { once: true, signal });
      });
      await member.connect();
      // What was never committed is read from its beginning, unless `#starts` says otherwise: a partition that came later
      // holds nothing that nobody should read, and where offsets no longer exist the end would skip what does.
      await member.subscribe({ topic: this.feed.topic, fromBeginning: true });
      await member.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: (payload) => this.#taking.take(payload, this.#starts),
      });
      return this.#closing.signal.aborted ? undefined : await ended;
    } catch (error) {
      return error;
    } finally {
      over.abort();
      await consumer?.disconnect().catch(() => undefined);
    }
  }

  #memberOf(kafka: Kafka): Consumer {
    return kafka.consumer({
      groupId: this.group,
      sessionTimeout: FEED_LIMITS.session,
      heartbeatInterval: FEED_LIMITS.heartbeat,
      maxBytesPerPartition: FEED_LIMITS.partitionBytes,
      maxBytes: FEED_LIMITS.fetchBytes,
      maxWaitTimeInMs: FEED_LIMITS.fetchWait,
      // The topic is somebody else's to make.
      allowAutoTopicCreation: false,
    });
  }

  #joined(
    kafka: Kafka,
    member: Consumer,
    { payload }: ConsumerGroupJoinEvent,
    fail: (error: unknown) => void,
  ): void {
    const partitions = payload.memberAssignment[this.feed.topic] ?? [];
    this.#taking.forget();
    if (!this.#connected) {
      this.logger.info({ feed: this.feed.name, topic: this.feed.topic, partitions }, 'the feed is read');
    }
    this.#connected = true;
    this.#reason = undefined;
    if (this.feed.start === 'earliest' || partitions.length === 0) return;
    this.#starts = this.#beginAtEnd(kafka, member, partitions);
    this.#starts.catch(fail);
  }

  /** Committed before anything is taken: else a restart of an idle feed would begin at an end that has moved meanwhile. */
  async #beginAtEnd(
    kafka: Kafka,
    member: Consumer,
    partitions: readonly number[],
  ): Promise<ReadonlyMap<number, bigint>> {
    const { topic } = this.feed;
    const admin = kafka.admin();
    try {
      await admin.connect();
      const ends = await endsOfUncommitted(admin, this.group, topic, partitions);
      const offsets = [...ends].map(([partition, end]) => ({ topic, partition, offset: String(end) }));
      if (offsets.length > 0) await member.commitOffsets(offsets);
      for (const offset of offsets) member.seek(offset);
      return ends;
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  #lost(error: unknown): void {
    const reason = reasonOf(error);
    const news = this.#connected || this.#reason === undefined;
    this.#connected = false;
    this.#reason = reason;
    this.#taking.forget();
    if (!news) return;
    this.logger.warn(
      { feed: this.feed.name, topic: this.feed.topic, brokers: this.brokers, error: reason },
      'the feed is not read; it is tried again',
    );
  }
}

/** kafkajs wraps what happened in what it was doing; the innermost says more. */
function reasonOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner instanceof Error ? inner.message : String(inner ?? 'left the group');
}
