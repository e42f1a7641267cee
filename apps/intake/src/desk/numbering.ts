/**
 * How far a gateway's own numbering (`epoch`, `seq`) has come without a gap, so that a receipt can say "everything up to
 * here". It begins with the first number seen of an epoch. A number that is still missing when `window` later ones are there
 * is given up and counted, so that what was never sent does not hold it for ever.
 */
export class Numbering {
  epoch: string | undefined;
  /** Everything from the first number to this one came. */
  reached: number | undefined;
  gaps = 0;
  readonly #beyond = new Set<number>();

  constructor(private readonly window: number) {}

  note(epoch: string | undefined, seq: number): void {
    if (epoch !== this.epoch || this.reached === undefined) {
      this.epoch = epoch;
      this.reached = seq;
      this.#beyond.clear();
      return;
    }
    if (seq <= this.reached) return;
    if (seq > this.reached + 1) {
      this.#beyond.add(seq);
      if (this.#beyond.size <= this.window) return;
      const next = Math.min(...this.#beyond);
      this.gaps += next - this.reached - 1;
      this.reached = next - 1;
    } else {
      this.reached = seq;
    }
    while (this.#beyond.delete(this.reached + 1)) this.reached += 1;
  }
}
