import type { Entry, Log, Reader, Subscription } from '../../log.js';
import { Inbox } from '../inbox.js';
import type { Capability, LogHarness, OpenLog } from '../log.contract.js';

export const DAY = 86_400_000;
export const START = Date.UTC(2026, 10, 23);
let run = 0;

/** What the cases of every group share: a log of their own with three topics, and readers of it that close with the case. */
export class Scene {
  readonly can: ReadonlySet<Capability>;
  harness!: LogHarness;
  log!: Log;
  one!: string;
  many!: string;
  compacted!: string;
  private readers: Reader[] = [];

  constructor(capabilities: readonly Capability[]) {
    this.can = new Set(capabilities);
  }

  async open(open: OpenLog): Promise<void> {
    // Names of their own, because a broker keeps what earlier cases wrote.
    run += 1;
    [this.one, this.many, this.compacted] = [
      `contract.one.${run}`,
      `contract.many.${run}`,
      `contract.compacted.${run}`,
    ];
    this.readers = [];
    this.harness = await open([
      { name: this.one, partitions: 1, kept: { retention: DAY } },
      { name: this.many, partitions: 4, kept: { retention: DAY } },
      { name: this.compacted, partitions: 1, kept: 'compacted' },
    ]);
    this.log = this.harness.log;
    if (this.can.has('clock')) this.harness.setTime!(START);
  }

  async close(): Promise<void> {
    await Promise.all(this.readers.map((reader) => reader.close()));
    await this.harness.close();
  }

  itWith(needed: readonly Capability[], title: string, test: () => Promise<void>): void {
    if (needed.every((one) => this.can.has(one))) it(title, test);
  }

  /** Subscribes with an inbox; a handler of the case's own may come first and answer. */
  async read(
    topic: string,
    options: Partial<Subscription> = {},
    from: Log = this.log,
  ): Promise<{ inbox: Inbox; reader: Reader }> {
    const inbox = new Inbox();
    const { onBatch, ...rest } = options;
    const reader = await from.subscribe({
      name: 'reader',
      topics: [topic],
      ...rest,
      onBatch: async (batch) => {
        const answer = await onBatch?.(batch);
        inbox.put(batch);
        return answer;
      },
    });
    this.readers.push(reader);
    return { inbox, reader };
  }

  async committedOf(group: string, topic: string) {
    let found: { committed?: number; metadata?: string } | undefined;
    const { reader } = await this.read(topic, {
      name: group,
      group: 'shared',
      startAt: async ({ partitions }) => {
        found = partitions[0];
        return partitions.map(({ topic, partition, next }) => ({ topic, partition, offset: next }));
      },
    });
    await reader.close();
    return { committed: found?.committed, metadata: found?.metadata };
  }
}

export const numbers = (count: number, key = 'k', from = 0): Entry[] =>
  Array.from({ length: count }, (_, i) => ({ key, value: String(from + i) }));
