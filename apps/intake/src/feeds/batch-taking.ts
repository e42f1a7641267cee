import { setTimeout as pause } from 'node:timers/promises';
import type { EachBatchPayload } from 'kafkajs';
import { FEED_LIMITS } from '../limits.js';
import { type Flow, whileAlive } from './flow.js';
import type { RecordTaker } from './record-taker.js';

const NEVER = new Promise<never>(() => undefined);

/** Takes the batches of a member of the group, as fast as the desk and the gateway's rate allow. */
export class BatchTaking {
  readonly #lags = new Map<number, number>();
  readonly #stopped: Promise<void>;
  #stop!: () => void;
  #isStopped = false;

  constructor(
    private readonly taker: RecordTaker,
    private readonly flow: Flow,
    /** Nothing is waited for any more. */
    private readonly closing: AbortSignal,
  ) {
    this.#stopped = new Promise((resolve) => (this.#stop = resolve));
  }

  /** Records of our partitions that have not been taken, as of the newest fetch. */
  get lag(): number {
    let sum = 0;
    for (const lag of this.#lags.values()) sum += lag;
    return sum;
  }

  /** Other partitions are ours from now on. */
  forget(): void {
    this.#lags.clear();
  }

  /** Takes no more records. What was taken is still waited for and committed. */
  stop(): void {
    this.#isStopped = true;
    this.#stop();
  }

  /**
   * `starts` says where partitions begin that were never committed. Returning without having resolved all of it is how the
   * rest of a batch comes back, to whoever has the partition then.
   */
  async take(payload: EachBatchPayload, starts: Promise<ReadonlyMap<number, bigint>>): Promise<void> {
    try {
      await this.#takeAll(payload, starts);
    } catch (error) {
      if (!this.closing.aborted) throw error;
    }
  }

  async #takeAll(
    { batch, heartbeat, isRunning, isStale, ...kafka }: EachBatchPayload,
    starts: Promise<ReadonlyMap<number, bigint>>,
  ): Promise<void> {
    const { partition, messages } = batch;
    const alive = (event: Promise<unknown>) =>
      whileAlive(event, heartbeat, FEED_LIMITS.heartbeat, this.closing);
    await alive(starts);
    const start = (await starts).get(partition) ?? 0n;
    let next = messages.findIndex(({ offset }) => BigInt(offset) >= start);
    if (next === -1) return;

    while (next < messages.length && isRunning() && !isStale()) {
      const { opened } = this.flow;
      const { debt } = this.taker;
      // Held until the end, since kafkajs would bring the batch again at once.
      if (this.#isStopped) await alive(NEVER);
      else if (opened) await alive(Promise.race([opened, this.#stopped]));
      else if (debt > 0) {
        await pause(Math.min(debt, FEED_LIMITS.heartbeat));
        await heartbeat();
      } else {
        const offered = messages.slice(next, next + FEED_LIMITS.recordsInHand);
        const { count, inLog } = this.taker.take(partition, offered);
        await alive(inLog);
        next += count;
        // After the last message of a batch there may be records of the broker's own, which nobody sees.
        const last = next === messages.length ? batch.lastOffset() : messages[next - 1]!.offset;
        await this.#settle(kafka, batch, last);
        await heartbeat();
      }
    }
  }

  async #settle(
    kafka: Pick<EachBatchPayload, 'resolveOffset' | 'commitOffsetsIfNecessary'>,
    { topic, partition, highWatermark }: EachBatchPayload['batch'],
    last: string,
  ): Promise<void> {
    const next = BigInt(last) + 1n;
    kafka.resolveOffset(last);
    const partitions = [{ partition, offset: String(next) }];
    await kafka.commitOffsetsIfNecessary({ topics: [{ topic, partitions }] });
    this.#lags.set(partition, Number(BigInt(highWatermark) - next));
  }
}
