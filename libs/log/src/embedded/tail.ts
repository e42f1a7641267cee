import type { LogRecord } from '../log.js';

interface Chunk {
  readonly count: number;
  readonly bytes: number;
}

/** The newest records of one partition, so that readers at its end share objects and do not touch the disk. */
export class Tail {
  bytes = 0;
  #records: LogRecord[] = [];
  /** So many at the front of the array are gone. */
  #gone = 0;
  #chunks: Chunk[] = [];
  #goneChunks = 0;

  constructor(
    /** The offset of the oldest record held. */
    private from: number,
  ) {}

  push(records: readonly LogRecord[], bytes: number): void {
    for (const record of records) this.#records.push(record);
    this.#chunks.push({ count: records.length, bytes });
    this.bytes += bytes;
  }

  /** Records from `from` on, or nothing where the tail does not reach back that far. */
  read(from: number, most: number): LogRecord[] | undefined {
    if (from < this.from) return undefined;
    const start = this.#gone + from - this.from;
    return this.#records.slice(start, start + most);
  }

  /** Lets go of what was pushed first, as long as all of it lies before `offset`. */
  releaseBefore(offset: number): void {
    for (;;) {
      const oldest = this.#chunks[this.#goneChunks];
      if (!oldest || this.from + oldest.count > offset) return;
      this.releaseOldest();
    }
  }

  releaseOldest(): void {
    const { count, bytes } = this.#chunks[this.#goneChunks]!;
    this.#records.fill(released, this.#gone, this.#gone + count);
    this.#gone += count;
    this.#goneChunks += 1;
    this.from += count;
    this.bytes -= bytes;
    // Moving the rest down costs as much as what is dropped, so it is done when half of the array is empty.
    if (this.#gone * 2 >= this.#records.length) {
      this.#records = this.#records.slice(this.#gone);
      this.#gone = 0;
      this.#chunks = this.#chunks.slice(this.#goneChunks);
      this.#goneChunks = 0;
    }
  }

  /** Begins again, empty, at `next`. */
  clear(next: number): void {
    this.#records = [];
    this.#chunks = [];
    this.#gone = 0;
    this.#goneChunks = 0;
    this.bytes = 0;
    this.from = next;
  }
}

const released: LogRecord = { offset: -1, key: '', appendTime: 0, value: null };

/** What all tails together may hold; while it is too much, the largest gives away its oldest records. */
export class TailBudget {
  readonly #tails: Tail[] = [];

  constructor(private readonly limit: number) {}

  tail(): Tail {
    const tail = new Tail(0);
    this.#tails.push(tail);
    return tail;
  }

  enforce(): void {
    let bytes = 0;
    for (const tail of this.#tails) bytes += tail.bytes;
    while (bytes > this.limit) {
      const largest = this.#tails.reduce((a, b) => (b.bytes > a.bytes ? b : a));
      const before = largest.bytes;
      largest.releaseOldest();
      bytes += largest.bytes - before;
    }
  }
}
