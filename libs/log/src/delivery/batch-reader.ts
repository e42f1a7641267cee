import { setImmediate as turn } from 'node:timers/promises';
import {
  type Answer,
  type Assigned,
  type Commit,
  HOLD,
  LogError,
  type Reader,
  type Subscription,
} from '../log.js';
import { Lane, type Pause } from './lane.js';
import type { Ledger, Slice, Track } from './track.js';

const LONGEST_METADATA = 4_096;

/**
 * One subscription at work: one batch at a time, its partitions in turn. It sleeps until it is woken; nothing is polled.
 * A partition whose batch failed pauses alone, the others go on.
 */
export class BatchReader implements Reader {
  readonly caughtUp: Promise<void>;
  #lanes: Lane[] = [];
  #turn = 0;
  #inHand: { readonly lane: Lane; readonly finished: Promise<void> } | undefined;
  #wake: (() => void) | undefined;
  /** Ends a pause between two calls of `startAt`. */
  #endRest: (() => void) | undefined;
  #stopped = false;
  #started = false;
  #held = false;
  #running: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;
  #reached: () => void = () => undefined;
  readonly #linger: number;
  readonly #maxRecords: number;

  constructor(
    readonly subscription: Subscription,
    private readonly ledger: Ledger,
    private readonly pause: Pause,
    /** Gives the partitions back; called once, after the last batch. */
    private readonly leave: (reader: BatchReader) => Promise<void>,
  ) {
    this.#linger = subscription.linger ?? 0;
    this.#maxRecords = subscription.maxRecords ?? 1_000;
    if (!(this.#maxRecords >= 1))
      throw new RangeError(`maxRecords must be at least 1, got ${this.#maxRecords}`);
    this.caughtUp = new Promise((resolve) => (this.#reached = resolve));
  }

  get tracks(): readonly Track[] {
    return this.#lanes.map(({ track }) => track);
  }

  /** The first batch comes in a later turn of the event loop, so that the subscriber holds its reader by then. */
  start(): void {
    this.#started = true;
    this.#running = this.#run();
  }

  wake(): void {
    this.#wake?.();
  }

  lag(): number {
    let lag = 0;
    for (const lane of this.#lanes) lag += lane.waiting;
    return lag;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /**
   * Takes partitions over. A fault of `startAt` is the subscriber's to see while it is subscribing;
   * later there is nobody to throw to, so it is told and tried again, unless `signal` says that they are wanted back.
   */
  async take(tracks: readonly Track[], signal?: AbortSignal): Promise<void> {
    const endRest = () => this.#endRest?.();
    signal?.addEventListener('abort', endRest);
    try {
      await this.#take(tracks, signal);
    } finally {
      signal?.removeEventListener('abort', endRest);
    }
  }

  async #take(tracks: readonly Track[], signal: AbortSignal | undefined): Promise<void> {
    for (let faults = 0; ; faults += 1) {
      try {
        const positions = await this.#positions(tracks);
        if (this.#stopped || signal?.aborted) return;
        tracks.forEach((track, i) => this.#open(new Lane(track, positions[i]!)));
        this.#checkReached();
        this.wake();
        return;
      } catch (error) {
        if (!this.#started) throw error;
        this.subscription.onStartFault?.(error);
        if (this.#stopped || signal?.aborted) return;
        await this.#rest(Math.min(this.pause.longest, this.pause.first * 2 ** faults));
        if (this.#stopped || signal?.aborted) return;
      }
    }
  }

  /** Lets go of partitions; resolves when none of them is in hand. */
  async drop(tracks: ReadonlySet<Track>): Promise<void> {
    if (tracks.size === 0) return;
    for (const lane of this.#lanes) if (tracks.has(lane.track)) lane.track.lanes.delete(lane);
    this.#lanes = this.#lanes.filter(({ track }) => !tracks.has(track));
    this.#checkReached();
    if (this.#inHand && tracks.has(this.#inHand.lane.track)) await this.#inHand.finished;
  }

  /** Begins no batch from now on until `go`; resolves when none is in hand. */
  async hold(): Promise<void> {
    this.#held = true;
    await this.#inHand?.finished;
  }

  go(): void {
    this.#held = false;
    this.wake();
  }

  #open(lane: Lane): void {
    this.#lanes.push(lane);
    lane.track.lanes.add(lane);
  }

  async #positions(tracks: readonly Track[]): Promise<number[]> {
    const { startAt } = this.subscription;
    const found = tracks.map((track) => this.#assigned(track));
    const asked =
      startAt && tracks.length > 0
        ? await startAt({ partitions: found, commit: (commit) => this.#commitNow(commit) })
        : [];
    return found.map(({ topic, partition, first, committed }) => {
      const own = asked.find((one) => one.topic === topic && one.partition === partition);
      return own?.offset ?? committed ?? first;
    });
  }

  #assigned(track: Track): Assigned {
    const { topic, partition, first, next } = track;
    const committed = this.#group === undefined ? undefined : this.ledger.committed(this.#group, track);
    return {
      topic,
      partition,
      first,
      next,
      ...(committed && { committed: committed.offset }),
      ...(committed?.metadata !== undefined && { metadata: committed.metadata }),
    };
  }

  async #run(): Promise<void> {
    for (;;) {
      // Handlers that never leave the microtask queue must not starve sockets and timers of the same process.
      await turn();
      if (this.#stopped) return;
      const lane = this.#held ? Infinity : this.#nextLane();
      if (typeof lane === 'number') await this.#sleep(lane);
      else await this.#handle(lane);
    }
  }

  /** The next lane in turn whose batch is due, else how long until one is. */
  #nextLane(): Lane | number {
    const now = performance.now();
    let soonest = Infinity;
    for (let i = 0; i < this.#lanes.length; i += 1) {
      const at = (this.#turn + i) % this.#lanes.length;
      const lane = this.#lanes[at]!;
      const due = lane.dueAt(now, this.#linger, this.#maxRecords);
      if (due <= now) {
        this.#turn = at + 1;
        return lane;
      }
      soonest = Math.min(soonest, due);
    }
    return soonest - now;
  }

  async #handle(lane: Lane): Promise<void> {
    const slice = lane.track.read(lane.position, lane.most(this.#maxRecords));
    if (slice.records.length === 0) lane.done(slice.next);
    else {
      const finished = this.#deliver(lane, slice);
      this.#inHand = { lane, finished };
      await finished;
      this.#inHand = undefined;
    }
    this.#checkReached();
  }

  async #deliver(lane: Lane, { records, next }: Slice): Promise<void> {
    const { topic, partition } = lane.track;
    const batch = { topic, partition, records, next };
    try {
      this.#note(await this.subscription.onBatch(batch), topic, partition, next);
      lane.done(next);
    } catch (error) {
      lane.failed(performance.now(), records.length, this.pause);
      this.subscription.onFault?.(error, batch);
    }
  }

  #note(answer: Answer, topic: string, partition: number, next: number): void {
    if (answer === HOLD || !this.#group) return;
    const commit = answer ?? { offsets: [{ topic, partition, offset: next }] };
    this.ledger.note(this.#group, checked(commit));
  }

  async #commitNow(commit: Commit): Promise<void> {
    if (!this.#group) return;
    if (this.#stopped) throw new LogError('LOG_CLOSED', `reader ${this.subscription.name} is closed`);
    this.ledger.note(this.#group, checked(commit));
    await this.ledger.flush();
  }

  get #group(): string | undefined {
    return this.subscription.group && this.subscription.name;
  }

  /** A member of an exclusive group without partitions stands by: its start is still to come. */
  #checkReached(): void {
    if (this.#stopped || (this.#lanes.length === 0 && this.subscription.group === 'exclusive')) return;
    for (const lane of this.#lanes) if (lane.position < lane.goal) return;
    this.#reached();
  }

  /** Until woken, or for `time` milliseconds. */
  #sleep(time: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = time === Infinity ? undefined : setTimeout(() => this.#wake?.(), time);
      this.#wake = () => {
        this.#wake = undefined;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** For `time` milliseconds, or until the reader is closed. */
  #rest(time: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, time);
      this.#endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #close(): Promise<void> {
    this.#stopped = true;
    this.wake();
    this.#endRest?.();
    await this.#running;
    await this.leave(this);
    await this.drop(new Set(this.tracks));
    if (this.#group) await this.ledger.flush();
  }
}

function checked(commit: Commit): Commit {
  if ((commit.metadata?.length ?? 0) > LONGEST_METADATA) {
    throw new RangeError(
      `commit metadata has ${commit.metadata!.length} characters, at most ${LONGEST_METADATA} are kept`,
    );
  }
  return commit;
}
