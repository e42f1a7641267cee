/** Growing pauses between attempts, each drawn from its upper half so that many intakes do not come back as one. */
export class BackOff {
  #next: number;

  constructor(private readonly pause: { readonly first: number; readonly longest: number }) {
    this.#next = pause.first;
  }

  /** Milliseconds until the next attempt; `random` is in [0, 1). */
  next(random: number): number {
    const most = this.#next;
    this.#next = Math.min(most * 2, this.pause.longest);
    return Math.round(most / 2 + (most / 2) * random);
  }

  reset(): void {
    this.#next = this.pause.first;
  }
}
