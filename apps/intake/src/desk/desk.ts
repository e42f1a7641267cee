import { setTimeout as pause } from 'node:timers/promises';
import { type Rejection, TOPICS } from '@toancanh/events';
import type { Entry, Log } from '@toancanh/log';
import { type AppLogger, StageCounts, type StatusBoard } from '@toancanh/runtime';
import { LIMITS } from '../limits.js';
import type { SensorBook } from '../screen/sensor-book.js';
import { Batch } from './batch.js';
import type { LogTime } from './log-time.js';
import type { Registrar } from './registrar.js';

const TROUBLE = 'intake.log';
const FULL = 'hàng đợi đã đầy, chờ nhật ký / the intake queue is full and waits for the log';

export interface DeskOptions {
  /** Readings that wait for the log; over it nothing is read from gateways until half of it has gone. */
  readonly queue: number;
  readonly pause?: { readonly first: number; readonly longest: number };
  /** Milliseconds that the log may take for an append before gateways are told to wait. */
  readonly overdue?: number;
}

/** What is told when a batch is in the log, and when gateways may not or may be read. */
export interface DeskListener {
  /** Before the messages of the batch are acknowledged. */
  rejected(rejections: readonly Rejection[]): void;
  flow(open: boolean): void;
}

/**
 * The way into the log: group commit. An append holds everything that arrived while the one before it ran, and is repeated
 * for ever until it succeeds, so that the order is kept and what is acknowledged or taken for a duplicate is really there.
 */
export class Desk {
  /** Of everything judged since the start, whether in the log yet or not. */
  readonly judged = new StageCounts();
  #settled = this.judged.status();
  #current = new Batch();
  #inHand: Batch | undefined;
  #running: Promise<void> | undefined;
  /** Why the log does not take what, while it does not. */
  readonly #failures = new Map<() => Promise<void>, string>();
  #open = true;
  #stopped = false;
  readonly #listeners: DeskListener[] = [];

  constructor(
    private readonly log: Log,
    private readonly registrar: Registrar,
    private readonly book: SensorBook,
    private readonly status: StatusBoard,
    private readonly logger: AppLogger,
    private readonly options: DeskOptions,
    private readonly time: LogTime,
    /** Told how long each successful append took, in seconds. */
    private readonly appended: (seconds: number) => void = () => undefined,
  ) {}

  /** Where messages that arrive now belong. After putting one in, `wake`. */
  get batch(): Batch {
    return this.#current;
  }

  /** Counts of what is in the log. */
  get settled(): ReturnType<StageCounts['status']> {
    return this.#settled;
  }

  get depth(): number {
    return this.#current.weight + (this.#inHand?.weight ?? 0);
  }

  get limit(): number {
    return this.options.queue;
  }

  /** Whether more may be read from gateways. */
  get open(): boolean {
    return this.#open;
  }

  listen(listener: DeskListener): void {
    this.#listeners.push(listener);
  }

  wake(): void {
    if (this.#open && this.depth >= this.options.queue) this.#regulate();
    // After the other sockets that are readable now, whose messages then share the append.
    this.#running ??= new Promise<void>((turn) => setImmediate(turn)).then(() => this.#run());
  }

  /** A tick for every partition, with whatever is next; while the log does not take appends only the newest waits. */
  tick(now: number): void {
    this.#current.tick(now);
    this.wake();
  }

  /** Resolves when the log has answered a first time, so that its clock is known, or after `within` milliseconds. */
  async begin(within: number): Promise<void> {
    const giveUp = new AbortController();
    const late = pause(within, undefined, { signal: giveUp.signal }).catch(() => undefined);
    const answered = new Promise<void>((resolve) => {
      this.#current.await({ settled: () => resolve(), flush: () => undefined }, 0, undefined);
    });
    this.tick(this.time.now());
    await Promise.race([late, answered]);
    giveUp.abort();
  }

  /** Resolves when everything handed over is in the log and answered, or after `within` milliseconds. */
  async stop(within: number): Promise<void> {
    const giveUp = new AbortController();
    const late = pause(within, undefined, { signal: giveUp.signal }).catch(() => undefined);
    await Promise.race([late, this.#drained()]);
    this.#stopped = true;
    giveUp.abort();
  }

  async #drained(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#current.isEmpty && !this.#stopped) {
      const batch = this.#current;
      this.#current = new Batch();
      this.#inHand = batch;
      batch.cut(TOPICS.readings.partitions, this.judged);
      await this.#commit(batch);
      if (this.#stopped) break;
      this.#inHand = undefined;
      this.#settled = batch.totals!;
      if (batch.rejections.length > 0) {
        for (const listener of this.#listeners) listener.rejected(batch.rejections);
      }
      batch.settle();
      this.#regulate();
    }
    this.#running = undefined;
  }

  /** Registrations before the readings that need them; readings, rejections and all else side by side. */
  async #commit(batch: Batch): Promise<void> {
    const { registrations, readings, rejections, others } = batch;
    if (registrations.length > 0) {
      await this.#insist(() => this.registrar.register(registrations));
      this.book.registered(registrations);
    }
    const began = performance.now();
    await Promise.all([
      readings.length > 0 && this.#insist(() => this.#append(readings)),
      rejections.length > 0 && this.#insist(() => this.#reject(rejections)),
      ...Array.from(others, ([topic, entries]) => this.#insist(() => this.log.append(topic, entries))),
    ]);
    if (readings.length + rejections.length + others.size > 0)
      this.appended((performance.now() - began) / 1000);
  }

  async #append(readings: readonly Entry[]): Promise<void> {
    const { machine, isCorrected } = this.time;
    const before = machine.now();
    await this.log.append(TOPICS.readings.name, readings);
    if (this.log.appendedAt === undefined) return;
    this.time.compare(before, this.log.appendedAt, machine.now());
    if (this.time.isCorrected === isCorrected) return;
    const seconds = this.time.difference / 1_000;
    if (isCorrected) this.logger.info({ seconds }, 'the clock of this machine agrees with the log again');
    else
      this.logger.warn(
        { seconds },
        'the clock of this machine is wrong; readings are judged by that of the log',
      );
  }

  #reject(rejections: readonly Rejection[]): Promise<void> {
    const entries = rejections.map((one) => ({ key: one.gateway, value: JSON.stringify(one) }));
    return this.log.append(TOPICS.rejected.name, entries);
  }

  async #insist(append: () => Promise<void>): Promise<void> {
    const { first, longest } = this.options.pause ?? LIMITS.appendPause;
    const overdue = this.options.overdue ?? LIMITS.appendOverdue;
    for (let wait: number = first; !this.#stopped; wait = Math.min(wait * 2, longest)) {
      const watch = setTimeout(() => this.#fail(append, `no answer for ${overdue} ms`), overdue);
      try {
        await append();
        if (this.#failures.delete(append) && this.#failures.size === 0) {
          this.logger.info({}, 'the log takes readings again');
        }
        return;
      } catch (error) {
        this.#fail(append, String(error));
        await pause(wait);
      } finally {
        clearTimeout(watch);
      }
    }
  }

  #fail(append: () => Promise<void>, reason: string): void {
    if (this.#failures.size === 0) {
      this.logger.warn(
        { error: reason },
        'the log takes no readings; gateways wait, and nothing is acknowledged until it does',
      );
    }
    this.#failures.set(append, `nhật ký không nhận số đo / the log takes no readings: ${reason}`);
    this.#regulate();
  }

  /** Gateways are read while the log takes appends and the queue has room; once it was full, until half of it has gone. */
  #regulate(): void {
    const full = this.depth >= (this.#open ? this.options.queue : this.options.queue / 2);
    const [failure] = this.#failures.values();
    const open = failure === undefined && !full;
    if (!open) this.status.trouble(TROUBLE, failure ?? FULL);
    if (open === this.#open) return;
    this.#open = open;
    if (open) this.status.trouble(TROUBLE, null);
    for (const listener of this.#listeners) listener.flow(open);
  }
}
