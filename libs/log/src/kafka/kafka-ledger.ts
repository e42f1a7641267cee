import type { Committed, Ledger, Track } from '../delivery/track.js';
import { type Commit, LogError } from '../log.js';
import { Alarm, pauseAfter } from './alarm.js';
import { byTopic } from './by-topic.js';
import { isRebalance, textOf } from './kafka-fault.js';
import type { KafkaLogLimits } from './limits.js';
import type { Membership } from './membership.js';

interface Noted extends Committed {
  readonly topic: string;
  readonly partition: number;
}

export interface Bookkeeping {
  readonly group: string;
  /** The name of a topic on the brokers. */
  readonly nameOf: (topic: string) => string;
  readonly membership: () => Membership;
  readonly fault: (error: unknown) => void;
}

/**
 * The commits of one reader, kept by its group's coordinator. A commit goes out in the name of the generation in which
 * the partitions were got, so that the coordinator refuses it once the group has gone on; and only for partitions that
 * are held, because the coordinator would take it from any member. Commits are not ordered with appends: a handler
 * waits for its appends before it answers.
 */
export class KafkaLedger implements Ledger {
  readonly #commits = new Map<string, Committed>();
  readonly #held = new Set<string>();
  #unwritten = new Map<string, Noted>();
  #writing: Promise<void> | undefined;
  #flushing = 0;
  /** How often something noted went the way of its partition, and how often when that was last told or forgiven. */
  #losses = 0;
  #told = 0;
  #closed = false;
  readonly #rest = new Alarm();

  constructor(
    private readonly work: Bookkeeping,
    private readonly limits: KafkaLogLimits,
  ) {}

  committed(_group: string, track: Track): Committed | undefined {
    return this.#commits.get(keyOf(track));
  }

  /** Learns from the coordinator how far the group has come in partitions that it is going to hold. */
  async load(tracks: readonly Track[]): Promise<void> {
    const coordinator = await this.work.membership().coordinator();
    const { responses } = await coordinator.offsetFetch({
      groupId: this.work.group,
      topics: Array.from(byTopic(tracks), ([topic, list]) => ({
        topic: this.work.nameOf(topic),
        // kafkajs declares an offset here that it does not send.
        partitions: list.map(({ partition }) => ({ partition, offset: '' })),
      })),
    });
    for (const track of tracks) {
      const name = this.work.nameOf(track.topic);
      const found = responses
        .find(({ topic }) => topic === name)
        ?.partitions.find(({ partition }) => partition === track.partition) as
        { offset: string; metadata?: string | null } | undefined;
      if (!found)
        throw new Error(`the coordinator of ${this.work.group} says nothing of ${name}/${track.partition}`);
      const key = keyOf(track);
      this.#held.add(key);
      const offset = Number(found.offset);
      // Without a commit it is -1, and metadata that was never given comes back empty.
      if (offset < 0) this.#commits.delete(key);
      else this.#commits.set(key, { offset, ...(found.metadata && { metadata: found.metadata }) });
    }
  }

  /** The group has gone on: what was lost before is handled by somebody else, and no later flush is about it. */
  forgive(): void {
    this.#told = this.#losses;
  }

  /** Commits nothing more for these partitions: somebody else may hold them. */
  release(tracks: Iterable<Track>): void {
    for (const track of tracks) {
      const key = keyOf(track);
      this.#held.delete(key);
      this.#commits.delete(key);
      if (this.#unwritten.delete(key)) this.#losses += 1;
    }
  }

  note(_group: string, { offsets, metadata }: Commit): void {
    for (const { topic, partition, offset } of offsets) {
      const key = keyOf({ topic, partition });
      if (!this.#held.has(key)) {
        this.#losses += 1;
        continue;
      }
      const committed = { offset, ...(metadata !== undefined && { metadata }) };
      this.#commits.set(key, committed);
      this.#unwritten.set(key, { topic, partition, ...committed });
    }
    void this.#write();
  }

  /** Rejects when it is closed before, or when what was noted is not this reader's to commit any more. */
  async flush(): Promise<void> {
    this.#flushing += 1;
    const told = this.#told;
    this.#rest.ring();
    try {
      while (this.#unwritten.size > 0 || this.#writing) {
        if (this.#closed) throw this.#undone('the log was closed');
        await this.#write();
      }
      if (this.#losses > told) throw this.#undone('another member holds the partition');
    } finally {
      this.#told = this.#losses;
      this.#flushing -= 1;
    }
  }

  close(): void {
    this.#closed = true;
    this.#rest.ring();
  }

  #undone(why: string): LogError {
    return new LogError('LOG_WRITE', `a commit of ${this.work.group} did not become durable: ${why}`);
  }

  #write(): Promise<void> {
    return (this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined)));
  }

  /** One commit after the other until there is nothing to commit; spaced, unless somebody waits for them. */
  async #writeAll(): Promise<void> {
    for (let faults = 0; this.#unwritten.size > 0 && !this.#closed;) {
      const batch = this.#unwritten;
      this.#unwritten = new Map();
      const { membership } = this.work;
      const { groupGenerationId } = membership().name;
      try {
        await this.#send([...batch.values()]);
        faults = 0;
        if (this.#flushing === 0) await this.#rest.wait(this.limits.commitEvery);
      } catch (error) {
        this.#putBack(batch);
        membership().tell(error, groupGenerationId);
        const why = `a commit of ${this.work.group} failed: ${textOf(error)}`;
        if (!isRebalance(error)) this.work.fault(new LogError('LOG_WRITE', why, { cause: error }));
        faults += 1;
        await this.#rest.wait(pauseAfter(faults, this.limits.retry));
      }
    }
  }

  async #send(commits: readonly Noted[]): Promise<void> {
    const membership = this.work.membership();
    const { groupId, memberId, groupGenerationId } = membership.name;
    const coordinator = await membership.coordinator();
    await coordinator.offsetCommit({
      groupId,
      memberId,
      groupGenerationId,
      topics: Array.from(byTopic(commits), ([topic, list]) => ({
        topic: this.work.nameOf(topic),
        partitions: list.map(({ partition, offset, metadata }) => ({
          partition,
          offset: String(offset),
          metadata: metadata ?? null,
        })),
      })),
    });
  }

  /** What was noted since then is newer and stays; what was released is not put back. */
  #putBack(batch: ReadonlyMap<string, Noted>): void {
    for (const [key, noted] of batch) {
      if (!this.#held.has(key)) this.#losses += 1;
      else if (!this.#unwritten.has(key)) this.#unwritten.set(key, noted);
    }
  }
}

const keyOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  `${topic}/${partition}`;
