import type { Topic } from '@toancanh/events';
import { Delivery } from '../delivery/delivery.js';
import type { Pause } from '../delivery/lane.js';
import { committedOffsets } from '../delivery/track.js';
import { type Entry, Log, LogError, type LogTopics, type Reader, type Subscription } from '../log.js';
import { partitionOf } from '../partitioner.js';
import { Committer, type Lot } from './committer.js';
import { Compaction } from './compaction.js';
import { EmbeddedLedger } from './embedded-ledger.js';
import { EmbeddedTrack } from './embedded-track.js';
import { Environment } from './environment.js';
import { FolderLock } from './folder-lock.js';
import { Keeping } from './keeping.js';
import { TailBudget } from './tail.js';

/** Sizes in bytes, times in milliseconds. */
export interface EmbeddedLogLimits {
  /** Entries waiting to be written; an append beyond it is refused with LOG_WRITE. */
  readonly queueBytes: number;
  /** Entries in one transaction; an append is never cut, so one that is larger goes alone. */
  readonly commitBytes: number;
  /** Least time between the starts of two transactions. */
  readonly commitEvery: number;
  /** Newest records kept in memory for readers at the head, all topics together; the oldest leave first. */
  readonly tailBytes: number;
  /** Disk that is left free; an append that would take of it is refused with LOG_FULL. */
  readonly reserveBytes: number;
  /** What the topics that go by age may take on disk; the oldest records go first. */
  readonly retainedBytes: number;
  /** Address space of the file, and so its greatest size. */
  readonly mapBytes: number;
  /** Compacted topics: how long a record stays after a newer one of its key has come. */
  readonly keepSuperseded: number;
  /** Compacted topics: how long a tombstone stays. */
  readonly keepTombstones: number;
  /** Between two rounds of retention and compaction; 0 for none but those asked for. */
  readonly maintainEvery: number;
}

export const embeddedLogLimits: EmbeddedLogLimits = {
  queueBytes: 64 << 20,
  commitBytes: 4 << 20,
  commitEvery: 4,
  tailBytes: 32 << 20,
  reserveBytes: 64 << 20,
  retainedBytes: Infinity,
  mapBytes: 2 ** 40,
  keepSuperseded: 60_000,
  keepTombstones: 86_400_000,
  maintainEvery: 10_000,
};

export interface EmbeddedLogOptions extends LogTopics {
  readonly folder: string;
  readonly now?: () => number;
  readonly limits?: Partial<EmbeddedLogLimits> | undefined;
  readonly pause?: Pause;
  /** Told when retention or compaction fails; it is tried again at the next round. */
  readonly onFault?: (error: unknown) => void;
}

/** The log of a single machine, in an LMDB environment of its own; one process at a time. */
export class EmbeddedLog extends Log {
  readonly #tracks = new Map<string, readonly EmbeddedTrack[]>();
  readonly #compacted = new Set<EmbeddedTrack>();
  readonly #environment: Environment;
  readonly #committer: Committer;
  readonly #ledger: EmbeddedLedger;
  readonly #delivery: Delivery;
  readonly #keeping: Keeping;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout | undefined;
  #maintaining: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #closed = false;

  /** Throws LOG_LOCKED where another process holds the folder, LOG_TOPIC where a topic exists with other settings. */
  static async open(options: EmbeddedLogOptions): Promise<EmbeddedLog> {
    const limits = { ...embeddedLogLimits, ...options.limits };
    const lock = FolderLock.take(options.folder);
    let environment: Environment | undefined;
    try {
      const partitions = options.topics.reduce((sum, topic) => sum + topic.partitions, 0);
      environment = new Environment(options.folder, limits.mapBytes, partitions);
      await register(environment, options.topics);
      return new EmbeddedLog(environment, lock, options, limits);
    } catch (error) {
      await environment?.close();
      lock.release();
      throw error;
    }
  }

  private constructor(
    environment: Environment,
    private readonly lock: FolderLock,
    options: EmbeddedLogOptions,
    private readonly limits: EmbeddedLogLimits,
  ) {
    super();
    this.#environment = environment;
    this.#now = options.now ?? (() => Date.now());
    const budget = new TailBudget(limits.tailBytes);
    for (const { name, partitions, kept } of options.topics) {
      const longest = kept === 'compacted' ? 1 : undefined;
      const tracks = Array.from(
        { length: partitions },
        (_, partition) => new EmbeddedTrack(name, partition, environment, budget, longest),
      );
      this.#tracks.set(name, tracks);
      if (kept === 'compacted') for (const track of tracks) this.#compacted.add(track);
    }
    const compaction = new Compaction(environment, limits.keepSuperseded, limits.keepTombstones);
    this.#committer = new Committer(
      {
        environment,
        ledger: () => this.#ledger,
        compactionOf: (track) => (this.#compacted.has(track) ? compaction : undefined),
        now: this.#now,
        onAppended: () => {
          budget.enforce();
          this.#delivery.wake();
        },
      },
      limits,
      options.folder,
    );
    for (const tracks of this.#tracks.values())
      for (const { time } of tracks) this.#committer.raiseTime(time);
    this.#ledger = new EmbeddedLedger(environment, {
      soon: () => this.#committer.soon(),
      now: () => this.#committer.flush(),
    });
    this.#delivery = new Delivery((topic) => this.#topic(topic), this.#ledger, options.pause);
    const aging = options.topics.flatMap(({ name, kept }) =>
      kept === 'compacted' ? [] : this.#topic(name).map((track) => ({ track, retention: kept.retention })),
    );
    const trackOf = (topic: string, partition: number) => this.#tracks.get(topic)?.[partition];
    this.#keeping = new Keeping(aging, trackOf, compaction, this.#committer, limits.retainedBytes);
    if (limits.maintainEvery > 0) {
      const round = () => void this.maintain(this.#now()).catch((error: unknown) => options.onFault?.(error));
      this.#timer = setInterval(round, limits.maintainEvery).unref();
    }
  }

  get appendedAt(): number | undefined {
    return this.#committer.appendedAt;
  }

  async append(topic: string, entries: readonly Entry[]): Promise<void> {
    this.#check();
    const tracks = this.#topic(topic);
    if (entries.length === 0) return;
    let bytes = 0;
    for (const { key, value } of entries) bytes += 16 + key.length + (value?.length ?? 0);
    await this.#committer.append(routed(topic, tracks, entries), bytes);
  }

  async subscribe(subscription: Subscription): Promise<Reader> {
    this.#check();
    return this.#delivery.subscribe(subscription);
  }

  async extent(topic: string): Promise<readonly { partition: number; first: number; next: number }[]> {
    this.#check();
    return this.#topic(topic).map(({ partition, first, next }) => ({ partition, first, next }));
  }

  async committed(group: string, topic: string): Promise<ReadonlyMap<number, number>> {
    this.#check();
    return committedOffsets(this.#ledger, group, this.#topic(topic));
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** A round of retention and compaction; a round that is going on is waited for instead. */
  maintain(now: number): Promise<void> {
    return (this.#maintaining ??= this.#keeping.run(now).finally(() => (this.#maintaining = undefined)));
  }

  /** Bytes of entries that wait to be written, and how many may. */
  get queue(): { readonly depth: number; readonly limit: number } {
    return { depth: this.#committer.queued, limit: this.limits.queueBytes };
  }

  /** Readers first, as they may still append what they have in hand; then what waits to be written. */
  async #close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#delivery.close();
    this.#closed = true;
    await this.#maintaining?.catch(() => undefined);
    await this.#committer.drained();
    await this.#environment.close();
    this.lock.release();
  }

  #topic(name: string): readonly EmbeddedTrack[] {
    const tracks = this.#tracks.get(name);
    if (!tracks) throw new LogError('LOG_TOPIC', `no topic ${name}`);
    return tracks;
  }

  #check(): void {
    if (this.#closed) throw new LogError('LOG_CLOSED', 'the log is closed');
  }
}

/** Entries to their partitions, in the order given. */
function routed(topic: string, tracks: readonly EmbeddedTrack[], entries: readonly Entry[]): Lot[] {
  if (tracks.length === 1 && entries.every(({ partition }) => !partition))
    return [{ track: tracks[0]!, entries }];
  const lots = new Map<number, Entry[]>();
  for (const entry of entries) {
    const partition = entry.partition ?? partitionOf(entry.key, tracks.length);
    const lot = lots.get(partition);
    if (lot) lot.push(entry);
    else lots.set(partition, [entry]);
  }
  return Array.from(lots, ([partition, lot]) => {
    const track = tracks[partition];
    if (!track) throw new LogError('LOG_TOPIC', `${topic} has no partition ${partition}`);
    return { track, entries: lot };
  });
}

/** Notes new topics; how long a topic is kept may change, how it is divided and keyed may not. */
async function register(environment: Environment, topics: readonly Topic[]): Promise<void> {
  for (const topic of topics) {
    const before = environment.topics.get(topic.name);
    if (!before) continue;
    if (before.partitions !== topic.partitions) {
      const found = `${before.partitions} partitions, not ${topic.partitions}`;
      throw new LogError('LOG_TOPIC', `${topic.name} exists with ${found}`);
    }
    if ((before.kept === 'compacted') !== (topic.kept === 'compacted')) {
      const found = before.kept === 'compacted' ? 'compacted' : 'kept by age';
      throw new LogError('LOG_TOPIC', `${topic.name} exists and is ${found}`);
    }
  }
  await environment.commit(() => {
    for (const topic of topics) void environment.topics.put(topic.name, topic);
  });
}
