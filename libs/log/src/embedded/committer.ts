import { type Entry, LogError } from '../log.js';
import type { Compaction } from './compaction.js';
import type { EmbeddedLedger } from './embedded-ledger.js';
import type { EmbeddedTrack } from './embedded-track.js';
import type { Environment } from './environment.js';
import { Room } from './room.js';
import { SegmentPress } from './segment.js';

/** Entries of one partition. */
export interface Lot {
  readonly track: EmbeddedTrack;
  readonly entries: readonly Entry[];
}

interface Job {
  readonly lots: readonly Lot[];
  readonly bytes: number;
  /** Removals of retention and compaction, instead of lots. */
  readonly chore?: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface CommitterLimits {
  readonly queueBytes: number;
  readonly commitBytes: number;
  readonly reserveBytes: number;
  readonly commitEvery: number;
}

/** How long a group's commit may wait for a transaction to go with. */
const SOON = 200;
/** After a commit that failed without the disk being full, nothing is tried for so long. */
const REST = 1_000;

/**
 * The one writer: what arrives while a transaction is on its way to disk makes up the next one.
 * Nothing is visible to readers before it is on disk.
 */
export class Committer {
  #jobs: Job[] = [];
  #queued = 0;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #restUntil = 0;
  #began = -Infinity;
  #time = 0;
  readonly #press = new SegmentPress();
  readonly #room: Room;

  constructor(
    private readonly parts: {
      readonly environment: Environment;
      readonly ledger: () => EmbeddedLedger;
      readonly compactionOf: (track: EmbeddedTrack) => Compaction | undefined;
      readonly now: () => number;
      readonly onAppended: () => void;
    },
    private readonly limits: CommitterLimits,
    folder: string,
  ) {
    this.#room = new Room(folder, limits.reserveBytes);
  }

  get queued(): number {
    return this.#queued;
  }

  /** Append times never go below this one. */
  raiseTime(time: number): void {
    this.#time = Math.max(this.#time, time);
  }

  /** The time of the last entries that are on disk. */
  appendedAt: number | undefined;

  append(lots: readonly Lot[], bytes: number): Promise<void> {
    if (this.#queued > 0 && this.#queued + bytes > this.limits.queueBytes) {
      const full = `${this.#queued} bytes wait to be written, the limit is ${this.limits.queueBytes}`;
      return Promise.reject(new LogError('LOG_WRITE', full));
    }
    return this.#enqueue(lots, bytes);
  }

  chore(chore: () => void): Promise<void> {
    return this.#enqueue([], 0, chore);
  }

  /** A transaction that begins after this call. */
  flush(): Promise<void> {
    return this.#enqueue([], 0);
  }

  /** A transaction soon, with whatever comes until then. */
  soon(): void {
    if (this.#running) return;
    this.#timer ??= setTimeout(() => this.#start(), SOON).unref();
  }

  /** Resolves when nothing is on its way any more. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running;
    clearTimeout(this.#timer);
  }

  #enqueue(lots: readonly Lot[], bytes: number, chore?: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#jobs.push({ lots, bytes, resolve, reject, ...(chore && { chore }) });
      this.#queued += bytes;
      this.#start();
    });
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    // Calls of the same turn go together.
    await Promise.resolve();
    while (this.#jobs.length > 0 || this.parts.ledger().waiting) {
      await this.#pace();
      const jobs = this.#admitted(this.#take());
      if (jobs.length === 0 && !this.parts.ledger().waiting) continue;
      try {
        await this.#commit(jobs);
        for (const { resolve } of jobs) resolve();
      } catch (error) {
        for (const { reject } of jobs) reject(error);
        // Commits of groups that nobody waits for are tried again with the next transaction, not in a circle.
        if (this.#jobs.length === 0) break;
      }
    }
    this.#running = undefined;
    if (this.parts.ledger().waiting) this.soon();
  }

  /**
   * A transaction costs about 0.4 ms of CPU whatever it holds, so under load they are spaced out and hold more.
   * The first after a while goes at once.
   */
  async #pace(): Promise<void> {
    const early = this.#began + this.limits.commitEvery - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    this.#began = performance.now();
  }

  /** As many jobs as one transaction may hold, at least one. */
  #take(): Job[] {
    let bytes = 0;
    let count = 0;
    while (count < this.#jobs.length && (count === 0 || bytes < this.limits.commitBytes)) {
      bytes += this.#jobs[count]!.bytes;
      count += 1;
    }
    this.#queued -= bytes;
    return this.#jobs.splice(0, count);
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    if (performance.now() < this.#restUntil) {
      throw new LogError('LOG_WRITE', 'the log could not be written a moment ago');
    }
    this.#room.claimReserve(performance.now());
    const lots = merged(jobs);
    const ledger = this.parts.ledger();
    const time = (this.#time = Math.max(this.#time, this.parts.now()));
    this.#press.reset();
    try {
      await this.parts.environment.commit(() => {
        // Before the entries: a tombstone that is taken away must not take the index of a record that comes now.
        for (const { chore } of jobs) chore?.();
        for (const [track, entries] of lots) {
          this.parts.compactionOf(track)?.note(track, entries, time);
          track.write(entries, time, this.#press);
        }
        ledger.write();
      });
    } catch (error) {
      ledger.notWritten();
      for (const track of lots.keys()) track.reload();
      this.#restUntil = performance.now() + REST;
      throw new LogError('LOG_WRITE', 'the log could not be written', { cause: error });
    }
    ledger.written();
    for (const [track, entries] of lots) track.accept(entries, time);
    if (lots.size === 0) return;
    this.appendedAt = time;
    this.parts.onAppended();
  }

  /** Turns appends away while there is no room for them; chores and commits of groups may use the reserve. */
  #admitted(jobs: readonly Job[]): readonly Job[] {
    let bytes = 0;
    for (const job of jobs) bytes += job.bytes;
    try {
      if (bytes > 0) this.#room.claim(bytes, performance.now());
      return jobs;
    } catch (error) {
      for (const { lots, reject } of jobs) if (lots.length > 0) reject(error);
      return jobs.filter(({ lots }) => lots.length === 0);
    }
  }
}

function merged(jobs: readonly Job[]): Map<EmbeddedTrack, readonly Entry[]> {
  const byTrack = new Map<EmbeddedTrack, Entry[]>();
  for (const { lots } of jobs) {
    for (const { track, entries } of lots) {
      const before = byTrack.get(track);
      if (before) for (const entry of entries) before.push(entry);
      else byTrack.set(track, [...entries]);
    }
  }
  return byTrack;
}
