/** Readings a second that a gateway may send, with one second's worth at once. Time is an argument, epoch ms. */
export class Rate {
  #tokens: number;
  #at = -Infinity;

  constructor(private readonly perSecond: number | null) {
    this.#tokens = perSecond ?? 0;
  }

  /** Whether another message may come now, however large: what it holds is spent afterwards. */
  admits(now: number): boolean {
    return this.perSecond === null || this.#filled(now) > 0;
  }

  spend(readings: number, now: number): void {
    if (this.perSecond !== null) this.#tokens = this.#filled(now) - readings;
  }

  /** Milliseconds until another message may come. */
  debt(now: number): number {
    if (this.perSecond === null) return 0;
    const tokens = this.#filled(now);
    return tokens > 0 ? 0 : Math.floor((-tokens * 1000) / this.perSecond) + 1;
  }

  #filled(now: number): number {
    const most = this.perSecond!;
    if (now > this.#at) {
      if (this.#at !== -Infinity) {
        this.#tokens = Math.min(most, this.#tokens + ((now - this.#at) * most) / 1000);
      }
      this.#at = now;
    }
    return this.#tokens;
  }
}
