import { type LateNotice, TOPICS } from '@toancanh/events';
import { type Commit, type Entry, Log, type LogRecord, type Reader } from '@toancanh/log';
import { partitionOf } from '../../libs/log/src/partitioner.js';
import type { Life } from './life.js';
import type { Random } from './random.js';

const PARTITIONS: Readonly<Record<string, number>> = {
  [TOPICS.readings.name]: 3,
  [TOPICS.windows.name]: 3,
  [TOPICS.late.name]: TOPICS.late.partitions,
};

export interface Committed {
  readonly offset: number;
  readonly metadata?: string;
}

/** What the brokers hold: records, and how far the groups have come. It outlives every process. */
export class SharedLog {
  now = 0;
  readonly #partitions = new Map<string, LogRecord[][]>();
  readonly #commits = new Map<string, Map<number, Committed>>();

  constructor() {
    for (const [topic, count] of Object.entries(PARTITIONS)) {
      this.#partitions.set(
        topic,
        Array.from({ length: count }, () => []),
      );
    }
  }

  partitions(topic: string): readonly (readonly LogRecord[])[] {
    return this.#partitions.get(topic)!;
  }

  partitionOf(topic: string, { key, partition }: Entry): number {
    return partition ?? partitionOf(key, this.partitions(topic).length);
  }

  put(topic: string, partition: number, { key, value: text }: Entry): void {
    const records = this.#partitions.get(topic)![partition]!;
    const value: unknown = JSON.parse(text!);
    // That an hour or a day has ended is left out: what is made of it is not judged here, and would take most of the time.
    if (topic === TOPICS.late.name && !('metric' in (value as LateNotice))) return;
    records.push({ offset: records.length, key, appendTime: this.now, value });
  }

  committed(group: string, topic: string): ReadonlyMap<number, Committed> {
    return this.#committed(group, topic);
  }

  commit(group: string, { offsets, metadata }: Commit): void {
    for (const { topic, partition, offset } of offsets) {
      this.#committed(group, topic).set(partition, { offset, ...(metadata !== undefined && { metadata }) });
    }
  }

  #committed(group: string, topic: string): Map<number, Committed> {
    const key = `${group} ${topic}`;
    let commits = this.#commits.get(key);
    if (!commits) this.#commits.set(key, (commits = new Map()));
    return commits;
  }
}

/** The log as one process has it. Its partitions take an append one after the other, in any order, and a death may come between. */
export class ProcessLog extends Log {
  readonly appendedAt = undefined;

  constructor(
    private readonly shared: SharedLog,
    private readonly life: Life,
    private readonly random: Random,
  ) {
    super();
  }

  async append(topic: string, entries: readonly Entry[]): Promise<void> {
    const byPartition = new Map<number, Entry[]>();
    for (const entry of entries) {
      const partition = this.shared.partitionOf(topic, entry);
      byPartition.set(partition, [...(byPartition.get(partition) ?? []), entry]);
    }
    for (const [partition, share] of this.random.shuffled([...byPartition])) {
      await this.life.gate(`append ${topic}/${partition}`, { mayFail: true });
      for (const entry of share) this.shared.put(topic, partition, entry);
    }
    await this.life.gate(`appended ${topic}`, { mayFail: true });
  }

  async extent(topic: string): Promise<readonly { partition: number; first: number; next: number }[]> {
    await this.life.gate(`extent ${topic}`, { mayFail: true });
    return this.shared
      .partitions(topic)
      .map((records, partition) => ({ partition, first: 0, next: records.length }));
  }

  async committed(group: string, topic: string): Promise<ReadonlyMap<number, number>> {
    await this.life.gate(`committed ${topic}`, { mayFail: true });
    const committed = [...this.shared.committed(group, topic)];
    return new Map(committed.map(([partition, { offset }]) => [partition, offset]));
  }

  subscribe(): Promise<Reader> {
    throw new Error('here the schedule delivers');
  }

  async close(): Promise<void> {}
}
