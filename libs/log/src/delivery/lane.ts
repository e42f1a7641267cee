import type { Track } from './track.js';

/** A partition in the hands of one reader: where it stands and when its next batch is due. */
export class Lane {
  position: number;
  /** Records up to here existed when the lane was opened. */
  readonly goal: number;
  /** When the records now waiting were first seen; they are held back from here on. */
  #since: number | undefined;
  #resumeAt = 0;
  #faults = 0;
  /** After a fault, how many records the batch had: the same ones come back, not those and more. */
  #again: number | undefined;

  constructor(
    readonly track: Track,
    position: number,
  ) {
    this.position = Math.min(Math.max(position, track.first), track.next);
    this.goal = track.next;
  }

  get waiting(): number {
    return this.#until(this.track.next);
  }

  get #ready(): number {
    return this.#until(this.track.ready ?? this.track.next);
  }

  /**
   * When the next batch may go, on the reader's clock; Infinity while there is nothing to send. Batches that are held back
   * go at multiples of the linger, so that the partitions of a reader go together instead of waking it one by one.
   */
  dueAt(now: number, linger: number, most: number): number {
    const ready = this.#ready;
    if (ready === 0) return Infinity;
    if (this.#again !== undefined) return this.#resumeAt;
    if (linger === 0 || ready >= most) return now;
    this.#since ??= now;
    return (Math.floor(this.#since / linger) + 1) * linger;
  }

  most(usual: number): number {
    return this.#again ?? usual;
  }

  done(next: number): void {
    this.position = next;
    this.#since = undefined;
    this.#again = undefined;
    this.#faults = 0;
  }

  /** The pause doubles from `first` to `longest` while the same batch goes on failing. */
  failed(now: number, records: number, { first, longest }: Pause): void {
    this.#resumeAt = now + Math.min(longest, first * 2 ** this.#faults);
    this.#faults += 1;
    this.#again = records;
  }

  #until(end: number): number {
    return Math.max(0, end - Math.max(this.position, this.track.first));
  }
}

/** Milliseconds before something that failed is tried again. */
export interface Pause {
  readonly first: number;
  readonly longest: number;
}

export const usualPause: Pause = { first: 100, longest: 5_000 };
