import { TOPICS, type Topic } from '@toancanh/events';
import { Delivery } from '../delivery/delivery.js';
import type { Pause } from '../delivery/lane.js';
import { type Committed, committedOffsets, type Ledger, type Slice, type Track } from '../delivery/track.js';
import {
  type Commit,
  type Entry,
  Log,
  LogError,
  type LogRecord,
  type Reader,
  type Subscription,
} from '../log.js';
import { partitionOf } from '../partitioner.js';

export interface MemoryLogOptions {
  readonly topics?: readonly Topic[];
  readonly clock?: { now(): number };
  /** Before a batch that failed comes back; short, because tests wait for it. */
  readonly pause?: Pause;
}

/**
 * The fake of the log: the same words and the same delivery, with nothing behind it. `failure` makes every append reject
 * until it is taken away; `hold` keeps appends waiting until they are let go.
 */
export class MemoryLog extends Log {
  failure: LogError | undefined;
  appendedAt: number | undefined;
  readonly #topics = new Map<string, MemoryTopic>();
  readonly #ledger = new MemoryLedger();
  readonly #delivery: Delivery;
  readonly #clock: { now(): number };
  #gate: Promise<void> = Promise.resolve();
  #closed = false;

  constructor({ topics = Object.values(TOPICS), clock, pause }: MemoryLogOptions = {}) {
    super();
    this.#clock = clock ?? { now: () => Date.now() };
    for (const topic of topics) this.#topics.set(topic.name, new MemoryTopic(topic));
    this.#delivery = new Delivery(
      (topic) => this.#topic(topic).tracks,
      this.#ledger,
      pause ?? { first: 5, longest: 50 },
    );
  }

  async append(topic: string, entries: readonly Entry[]): Promise<void> {
    this.#check();
    const { tracks } = this.#topic(topic);
    const routed = entries.map((entry) => {
      const partition = entry.partition ?? partitionOf(entry.key, tracks.length);
      const track = tracks[partition];
      if (!track) throw new LogError('LOG_TOPIC', `${topic} has no partition ${partition}`);
      return { track, entry };
    });
    await this.#gate;
    this.#check();
    if (this.failure) throw this.failure;
    const now = this.#clock.now();
    for (const { track, entry } of routed) this.appendedAt = track.add(entry, now);
    this.#delivery.wake();
  }

  subscribe(subscription: Subscription): Promise<Reader> {
    return this.#delivery.subscribe(subscription);
  }

  async extent(topic: string): Promise<readonly { partition: number; first: number; next: number }[]> {
    this.#check();
    return this.#topic(topic).tracks.map(({ partition, first, next }) => ({ partition, first, next }));
  }

  async committed(group: string, topic: string): Promise<ReadonlyMap<number, number>> {
    this.#check();
    return committedOffsets(this.#ledger, group, this.#topic(topic).tracks);
  }

  async close(): Promise<void> {
    await this.#delivery.close();
    this.#closed = true;
  }

  /** Appends from now on wait until the function returned is called; then they go in, in the order of the calls. */
  hold(): () => void {
    let release = (): void => undefined;
    const before = this.#gate;
    const held = new Promise<void>((resolve) => (release = resolve));
    this.#gate = before.then(() => held);
    return release;
  }

  /** What a topic holds now, partition after partition. */
  records(topic: string): readonly LogRecord[] {
    return this.#topic(topic).tracks.flatMap((track) => track.records);
  }

  /** Retention and compaction, at once. */
  maintain(now: number): void {
    for (const topic of this.#topics.values()) topic.maintain(now);
  }

  #topic(name: string): MemoryTopic {
    const topic = this.#topics.get(name);
    if (!topic) throw new LogError('LOG_TOPIC', `no topic ${name}`);
    return topic;
  }

  #check(): void {
    if (this.#closed) throw new LogError('LOG_CLOSED', 'the log is closed');
  }
}

class MemoryTopic {
  readonly tracks: readonly MemoryTrack[];

  constructor(private readonly settings: Topic) {
    this.tracks = Array.from(
      { length: settings.partitions },
      (_, partition) => new MemoryTrack(settings.name, partition),
    );
  }

  maintain(now: number): void {
    const { kept } = this.settings;
    for (const track of this.tracks) {
      if (kept === 'compacted') track.compact();
      else track.expire(now - kept.retention);
    }
  }
}

class MemoryTrack implements Track {
  readonly records: LogRecord[] = [];
  readonly lanes = new Set<{ readonly position: number }>();
  first = 0;
  next = 0;
  #newest = -Infinity;

  constructor(
    readonly topic: string,
    readonly partition: number,
  ) {}

  add({ key, value }: Entry, now: number): number {
    this.#newest = Math.max(this.#newest, now);
    this.records.push({ offset: this.next, key, appendTime: this.#newest, value: frozen(parsed(value)) });
    this.next += 1;
    return this.#newest;
  }

  read(from: number, most: number): Slice {
    const records = this.records.filter(({ offset }) => offset >= from).slice(0, most);
    return { records, next: records.length < most ? this.next : records.at(-1)!.offset + 1 };
  }

  expire(before: number): void {
    while (this.records[0] && this.records[0].appendTime < before) this.records.shift();
    this.first = this.records[0]?.offset ?? this.next;
  }

  compact(): void {
    const newest = new Map(this.records.map((record) => [record.key, record]));
    const kept = [...newest.values()].filter(({ value }) => value !== null);
    kept.sort((a, b) => a.offset - b.offset);
    this.records.splice(0, Infinity, ...kept);
    this.first = this.records[0]?.offset ?? this.next;
  }
}

class MemoryLedger implements Ledger {
  readonly #commits = new Map<string, Committed>();

  committed(group: string, { topic, partition }: Track): Committed | undefined {
    return this.#commits.get(JSON.stringify([group, topic, partition]));
  }

  note(group: string, { offsets, metadata }: Commit): void {
    for (const { topic, partition, offset } of offsets) {
      this.#commits.set(JSON.stringify([group, topic, partition]), {
        offset,
        ...(metadata !== undefined && { metadata }),
      });
    }
  }

  async flush(): Promise<void> {}
}

function parsed(value: string | null): unknown {
  if (value === null) return null;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Values are shared by all readers; a handler that changes one fails here and not in the city. */
function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
