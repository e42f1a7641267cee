import { LogError, type Reader, type Subscription } from '../log.js';
import { BatchReader } from './batch-reader.js';
import { Group } from './group.js';
import { type Pause, usualPause } from './lane.js';
import type { Ledger, Track } from './track.js';

/** Brings records to the readers of one process: subscriptions, groups and waking. It knows nothing of how records are kept. */
export class Delivery {
  readonly #readers = new Set<BatchReader>();
  readonly #groups = new Map<string, Group>();
  #closed = false;

  constructor(
    /** The partitions of a topic; throws LOG_TOPIC. */
    private readonly tracksOf: (topic: string) => readonly Track[],
    private readonly ledger: Ledger,
    private readonly pause: Pause = usualPause,
  ) {}

  async subscribe(subscription: Subscription): Promise<Reader> {
    if (this.#closed) throw new LogError('LOG_CLOSED', 'the log is closed');
    const tracks = subscription.topics.flatMap((topic) => this.tracksOf(topic));
    const group = this.#groupOf(subscription);
    const reader = new BatchReader(subscription, this.ledger, this.pause, async (leaver) => {
      this.#readers.delete(leaver);
      await group?.leave(leaver);
      if (group?.empty) this.#forget(subscription.name, group);
    });
    this.#readers.add(reader);
    try {
      await (group ? group.join(reader) : reader.take(tracks));
    } catch (error) {
      await reader.close();
      throw error;
    }
    reader.start();
    return reader;
  }

  /** Records have become durable. Every reader looks for itself: a handful of comparisons once a commit. */
  wake(): void {
    for (const reader of this.#readers) reader.wake();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#readers].map((reader) => reader.close()));
  }

  #groupOf({ name, group: kind }: Subscription): Group | undefined {
    if (!kind) return undefined;
    let group = this.#groups.get(name);
    if (!group) this.#groups.set(name, (group = new Group(kind, this.tracksOf)));
    if (group.kind !== kind) throw new RangeError(`group ${name} is ${group.kind}, not ${kind}`);
    return group;
  }

  #forget(name: string, group: Group): void {
    if (this.#groups.get(name) === group) this.#groups.delete(name);
  }
}
