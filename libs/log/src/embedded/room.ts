import { statfsSync } from 'node:fs';
import { LogError } from '../log.js';

/**
 * Refuses to begin a transaction while the disk is nearly full. LMDB must not be let run into the wall: `lmdb` 3.5.6
 * writes the message of a failed page write past the end of its buffer, which can end the process ("corrupted size vs.
 * prev_size"). The reserve also leaves retention and commits of groups the room that they take.
 */
export class Room {
  #free = 0;
  #lookedAt = -Infinity;

  constructor(
    private readonly folder: string,
    private readonly reserve: number,
  ) {}

  /** For appends: throws LOG_FULL unless `bytes` fit beside the reserve. */
  claim(bytes: number, now: number): void {
    this.#need(this.reserve + bytes, now);
    this.#free -= bytes;
  }

  /** For what makes room or is small: it may use most of the reserve. */
  claimReserve(now: number): void {
    this.#need(this.reserve / 4, now);
  }

  /** Asking the system costs 5 µs, so it is not asked each time while there is plenty. */
  #need(bytes: number, now: number): void {
    if (now - this.#lookedAt > 100 || this.#free < this.reserve * 8) {
      this.#free = freeBytes(this.folder);
      this.#lookedAt = now;
    }
    if (this.#free >= bytes) return;
    const left = `${this.folder} has ${this.#free} bytes left`;
    throw new LogError('LOG_FULL', `${left}, of which ${this.reserve} are kept in reserve`);
  }
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
