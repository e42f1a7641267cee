import {
  type Answer,
  type Assigned,
  type Assignment,
  type Commit,
  HOLD,
  LogError,
  type PartitionOffset,
  type RecordBatch,
} from '@toancanh/log';
import type { Life } from './life.js';
import type { Random } from './random.js';
import type { SharedLog } from './shared-log.js';

/** A stage of the product, as the log's delivery calls it. */
export interface Handler {
  activate?(assignment: Assignment): Promise<readonly PartitionOffset[]>;
  take(batch: RecordBatch): Promise<Answer>;
  /** Only for stages that were sabotaged: what they do once they have committed. */
  committed?(): Promise<void>;
}

export interface Partition {
  readonly topic: string;
  readonly partition: number;
}

interface Lane extends Partition {
  position: number;
  /** After a fault, how many records the batch had: the same ones come back. */
  again: number | undefined;
}

/** Batches that a process that was replaced, and does not know it yet, still has in hand. */
const MOST_RECORDS = 12;

/** One member of a group at work: one batch at a time, from its partitions in any order, each at least once. */
export class Member {
  #lanes: Lane[] = [];

  constructor(
    private readonly group: string,
    private readonly share: readonly Partition[],
    private readonly log: SharedLog,
    private readonly life: Life,
    private readonly random: Random,
    /** Told of each throw of the handler. */
    private readonly onFault: (error: unknown) => void,
  ) {}

  lag(): number {
    return this.#lanes.reduce((lag, lane) => lag + this.#waiting(lane), 0);
  }

  async run(handler: Handler): Promise<void> {
    this.#lanes = await this.#start(handler);
    for (;;) {
      await this.life.gate('idle', { isReady: () => this.lag() > 0 });
      // Who was replaced ends what it has in hand; before the next batch it finds that its session has run out.
      if (this.life.fenced) return this.life.end();
      await this.#deliver(this.random.pick(this.#lanes.filter((lane) => this.#waiting(lane) > 0)), handler);
    }
  }

  async #start(handler: Handler): Promise<Lane[]> {
    for (;;) {
      try {
        await this.life.gate('start');
        const partitions = this.share.map((one) => this.#assigned(one));
        const commit = (what: Commit) => this.#commit(what);
        const asked = (await handler.activate?.({ partitions, commit })) ?? [];
        return partitions.map(({ topic, partition, first, committed }) => {
          const own = asked.find((one) => one.topic === topic && one.partition === partition);
          return { topic, partition, position: own?.offset ?? committed ?? first, again: undefined };
        });
      } catch (error) {
        this.onFault(error);
        if (this.life.fenced) this.life.end();
      }
    }
  }

  #assigned({ topic, partition }: Partition): Assigned {
    const { offset: committed, metadata } = this.log.committed(this.group, topic).get(partition) ?? {};
    return {
      topic,
      partition,
      // Retention may have taken whatever is before the commit: nothing needs it.
      first: this.random.chance(0.7) ? (committed ?? 0) : 0,
      next: this.log.partitions(topic)[partition]!.length,
      ...(committed !== undefined && { committed }),
      ...(metadata !== undefined && { metadata }),
    };
  }

  async #deliver(lane: Lane, handler: Handler): Promise<void> {
    const { topic, partition, position } = lane;
    const most = lane.again ?? this.random.between(1, MOST_RECORDS);
    const records = this.log.partitions(topic)[partition]!.slice(position, position + most);
    const next = position + records.length;
    try {
      const answer = await handler.take({ topic, partition, records, next });
      if (answer !== HOLD) await this.#commit(answer ?? { offsets: [{ topic, partition, offset: next }] });
      lane.position = next;
      lane.again = undefined;
      await handler.committed?.();
    } catch (error) {
      lane.again = records.length;
      this.onFault(error);
    }
  }

  /** The brokers refuse what a member commits that was replaced. */
  async #commit(commit: Commit): Promise<void> {
    await this.life.gate('commit');
    if (!this.life.fenced) this.log.commit(this.group, commit);
    else if (this.#lanes.length === 0) throw new LogError('LOG_CLOSED', 'another has taken over');
    await this.life.gate('after commit');
  }

  #waiting({ topic, partition, position }: Lane): number {
    return this.log.partitions(topic)[partition]!.length - position;
  }
}
