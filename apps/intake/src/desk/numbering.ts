export interface NumberingLimits {
  /** A missing number is waited for until so many later ones are there; then `reached` goes past it. */
  readonly ahead: number;
  /** Stretches of missing numbers that are remembered; the oldest is then missing for good. */
  readonly stretches: number;
  /** A number further ahead than this is a new beginning, as if with a new epoch. */
  readonly jump: number;
}

/** Numbers [from, to] that have not come. */
interface Stretch {
  from: number;
  to: number;
}

/**
 * A gateway's own numbering (`epoch`, `seq`): how far it has come without a gap, so that a receipt can say "everything up to
 * here", and which numbers are missing. It begins with the first number seen of an epoch. A missing number that comes later
 * is healed, also when `reached` went past it so that what was never sent does not hold it for ever.
 */
export class Numbering {
  epoch: string | undefined;
  /** Everything from the first number to this one came, or is waited for no longer. */
  reached: number | undefined;
  /** Numbers of all epochs that were found missing, and those of them that came after all. */
  found = 0;
  healed = 0;
  /** Of this epoch, and not there yet. */
  missing = 0;
  #highest = -1;
  /** Ascending. */
  #stretches: Stretch[] = [];
  /** So many of the first stretches are waited for no longer; `#awaited` numbers are in the others. */
  #givenUp = 0;
  #awaited = 0;

  constructor(private readonly limits: NumberingLimits) {}

  note(epoch: string | undefined, seq: number): void {
    if (epoch !== this.epoch || this.reached === undefined || seq > this.#highest + this.limits.jump) {
      this.#begin(epoch, seq);
      return;
    }
    if (seq <= this.#highest) {
      if (this.#stretches.length === 0 || !this.#heal(seq)) return;
    } else {
      if (seq > this.#highest + 1) this.#miss(this.#highest + 1, seq - 1);
      this.#highest = seq;
    }
    this.#reach();
  }

  #begin(epoch: string | undefined, seq: number): void {
    this.epoch = epoch;
    this.reached = seq;
    this.missing = 0;
    this.#highest = seq;
    this.#stretches = [];
    this.#givenUp = 0;
    this.#awaited = 0;
  }

  #miss(from: number, to: number): void {
    const count = to - from + 1;
    this.found += count;
    this.missing += count;
    this.#awaited += count;
    this.#stretches.push({ from, to });
    if (this.#stretches.length <= this.limits.stretches) return;
    if (this.#givenUp === 0) this.#giveUp();
    this.#stretches.shift();
    this.#givenUp -= 1;
  }

  #giveUp(): void {
    const { from, to } = this.#stretches[this.#givenUp]!;
    this.#awaited -= to - from + 1;
    this.#givenUp += 1;
  }

  /** Whether the number was missing. */
  #heal(seq: number): boolean {
    const at = this.#stretchOf(seq);
    const stretch = this.#stretches[at];
    if (!stretch || seq > stretch.to) return false;
    const isGivenUp = at < this.#givenUp;
    if (!isGivenUp) this.#awaited -= 1;
    this.healed += 1;
    this.missing -= 1;
    if (stretch.from === stretch.to) {
      this.#stretches.splice(at, 1);
      if (isGivenUp) this.#givenUp -= 1;
    } else if (seq === stretch.from) stretch.from += 1;
    else if (seq === stretch.to) stretch.to -= 1;
    else this.#split(at, stretch, seq, isGivenUp);
    return true;
  }

  /** Without room for another stretch the later part stays missing for good. */
  #split(at: number, stretch: Stretch, seq: number, isGivenUp: boolean): void {
    const rest = { from: seq + 1, to: stretch.to };
    stretch.to = seq - 1;
    if (this.#stretches.length < this.limits.stretches) {
      this.#stretches.splice(at + 1, 0, rest);
      if (isGivenUp) this.#givenUp += 1;
    } else if (!isGivenUp) this.#awaited -= rest.to - rest.from + 1;
  }

  /** The last stretch that does not begin after `seq`; -1 for none. */
  #stretchOf(seq: number): number {
    let [low, high] = [0, this.#stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#stretches[middle]!.from <= seq) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #reach(): void {
    for (;;) {
      const next = this.#stretches[this.#givenUp];
      this.reached = next ? next.from - 1 : this.#highest;
      if (!next || this.#highest - this.reached - this.#awaited <= this.limits.ahead) return;
      this.#giveUp();
    }
  }
}
