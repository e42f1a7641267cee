import type { Registration, Rejection } from '@toancanh/events';
import type { Entry } from '@toancanh/log';
import type { StageCounts } from '@toancanh/runtime';
import { LIMITS } from '../limits.js';
import type { Refusal } from '../screen/refusal.js';
import type { Account, Receipt } from './account.js';

/** Who waits for a message to be in the log. `tag` is what it was handed over with. */
export interface Receiver {
  /** The message is in the log, or refused and its rejection is. Called in the order of the messages. */
  settled(tag: number, refusal: Refusal | undefined): void;
  /** After the last message of a batch, once for each of its messages: what was settled may leave now. */
  flush(): void;
}

/** Everything that arrived while the append before it ran. It goes into the log as one, and is answered as one. */
export class Batch {
  readonly registrations: Registration[] = [];
  readonly readings: Entry[] = [];
  readonly rejections: Rejection[] = [];
  /** What is no reading, by the topic that it goes to. */
  readonly others = new Map<string, Entry[]>();
  readonly #receivers: Receiver[] = [];
  readonly #tags: number[] = [];
  readonly #refusals = new Map<number, Refusal>();
  readonly #accounts: Account[] = [];
  readonly #receipts: Receipt[] = [];
  #tick: number | undefined;
  totals: ReturnType<StageCounts['status']> | undefined;

  /** How much of the intake queue it takes. */
  get weight(): number {
    let others = 0;
    for (const entries of this.others.values()) others += entries.length;
    const rejections = this.rejections.length * LIMITS.rejectionWeight;
    return this.readings.length + others + this.#receivers.length + rejections;
  }

  get isEmpty(): boolean {
    return (
      this.readings.length === 0 &&
      this.others.size === 0 &&
      this.#receivers.length === 0 &&
      this.rejections.length === 0 &&
      this.#tick === undefined
    );
  }

  put(topic: string, entry: Entry): void {
    const beside = this.others.get(topic);
    if (beside) beside.push(entry);
    else this.others.set(topic, [entry]);
  }

  await(receiver: Receiver, tag: number, refusal: Refusal | undefined): void {
    if (refusal) this.#refusals.set(this.#receivers.length, refusal);
    this.#receivers.push(receiver);
    this.#tags.push(tag);
  }

  touch(account: Account): void {
    if (account.batch === this) return;
    account.batch = this;
    this.#accounts.push(account);
  }

  /** At most one: a newer tick takes the place of one that did not leave. */
  tick(now: number): void {
    this.#tick = now;
  }

  /** Nothing comes in any more: counts are taken as they are now, ticks are written out. */
  cut(partitions: number, totals: StageCounts): void {
    this.totals = totals.status();
    for (const account of this.#accounts) {
      account.batch = undefined;
      this.#receipts.push(account.receipt());
    }
    if (this.#tick === undefined) return;
    const value = `{"tick":${this.#tick}}`;
    for (let partition = 0; partition < partitions; partition += 1) {
      this.readings.push({ key: 'tick', value, partition });
    }
  }

  /** The log has it. */
  settle(): void {
    this.#accounts.forEach((account, i) => (account.settled = this.#receipts[i]!));
    for (let i = 0; i < this.#receivers.length; i += 1) {
      this.#receivers[i]!.settled(
        this.#tags[i]!,
        this.#refusals.size > 0 ? this.#refusals.get(i) : undefined,
      );
    }
    for (const receiver of this.#receivers) receiver.flush();
  }
}
