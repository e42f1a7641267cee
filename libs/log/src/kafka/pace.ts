/** Lets one thing happen every `every` milliseconds, and as many as `burst` at once after a rest. */
export class Pace {
  #credit: number;
  #at = -Infinity;

  constructor(
    private readonly every: number,
    private readonly burst: number,
  ) {
    this.#credit = burst;
  }

  /** 0 when it may happen now, which it then does; otherwise how long to wait before asking again. */
  take(now: number): number {
    this.#credit = Math.min(this.burst, this.#credit + (now - this.#at) / this.every);
    this.#at = now;
    if (this.#credit < 1) return Math.ceil((1 - this.#credit) * this.every);
    this.#credit -= 1;
    return 0;
  }
}
