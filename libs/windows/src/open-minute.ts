/** What became of a value: new, another value for an instant that had one, or the same again. */
export type Folded = 'added' | 'corrected' | 'duplicate';

/** A reading whose partition had passed the end of its minute when it was appended. */
export interface LateReading {
  readonly sensor: string;
  readonly area: string;
  readonly metrics: readonly string[];
  readonly start: number;
  readonly at: number;
}

const GROWTH = 1.5;

/**
 * The values of one minute, by series. A series is a chain from its newest value to its oldest, linked through flat arrays
 * of 14 bytes a value (instant within the minute, value, link), so that a million values cost megabytes and no objects.
 * Values in the order of time, the usual case, cost one step; one that is older walks past the newer ones of its series.
 */
export class OpenMinute {
  /** Lowest offset of a reading that this minute needs, by partition. */
  readonly needs = new Map<number, number>();
  /** Too late for this minute, and to be noticed once it is published. */
  readonly late: LateReading[] = [];
  /** Place of the newest value of a series, plus one; 0 for none. */
  #newest: Int32Array;
  #counts: Int32Array;
  #instants: Uint16Array;
  #values: Float64Array;
  #older: Int32Array;
  #size = 0;

  constructor(
    readonly start: number,
    series = 64,
  ) {
    this.#newest = new Int32Array(series);
    this.#counts = new Int32Array(series);
    this.#instants = new Uint16Array(series);
    this.#values = new Float64Array(series);
    this.#older = new Int32Array(series);
  }

  /** How many series it can hold without growing; none at or above this number has values. */
  get series(): number {
    return this.#newest.length;
  }

  get size(): number {
    return this.#size;
  }

  needed(partition: number, offset: number): void {
    if (offset < (this.needs.get(partition) ?? Infinity)) this.needs.set(partition, offset);
  }

  fold(series: number, at: number, value: number): Folded {
    if (series >= this.#newest.length) this.#growSeries(series + 1);
    const instant = at - this.start;
    let place = this.#newest[series]! - 1;
    let newer = -1;
    while (place >= 0 && this.#instants[place]! > instant) {
      newer = place;
      place = this.#older[place]!;
    }
    if (place >= 0 && this.#instants[place] === instant) {
      if (this.#values[place] === value) return 'duplicate';
      this.#values[place] = value;
      return 'corrected';
    }
    if (this.#size === this.#values.length) this.#growValues();
    const fresh = this.#size++;
    this.#instants[fresh] = instant;
    this.#values[fresh] = value;
    this.#older[fresh] = place;
    if (newer < 0) this.#newest[series] = fresh + 1;
    else this.#older[newer] = fresh;
    this.#counts[series]!++;
    return 'added';
  }

  /** Takes a value out again, when a later reading says that the sensor was at fault; false if there is none. */
  withdraw(series: number, at: number): boolean {
    const instant = at - this.start;
    let place = (this.#newest[series] ?? 0) - 1;
    let newer = -1;
    while (place >= 0 && this.#instants[place]! > instant) {
      newer = place;
      place = this.#older[place]!;
    }
    if (place < 0 || this.#instants[place] !== instant) return false;
    if (newer < 0) this.#newest[series] = this.#older[place]! + 1;
    else this.#older[newer] = this.#older[place]!;
    this.#counts[series]!--;
    return true;
  }

  countOf(series: number): number {
    return this.#counts[series] ?? 0;
  }

  /** Copies the values of a series into `target` from `position` on and returns the position after them. */
  copy(series: number, target: Float64Array, position = 0): number {
    for (let place = this.#newest[series]! - 1; place >= 0; place = this.#older[place]!) {
      target[position++] = this.#values[place]!;
    }
    return position;
  }

  #growSeries(least: number): void {
    const length = Math.max(least, Math.ceil(this.#newest.length * GROWTH));
    this.#newest = grown(this.#newest, new Int32Array(length));
    this.#counts = grown(this.#counts, new Int32Array(length));
  }

  #growValues(): void {
    const length = Math.ceil(this.#values.length * GROWTH) + 64;
    this.#instants = grown(this.#instants, new Uint16Array(length));
    this.#values = grown(this.#values, new Float64Array(length));
    this.#older = grown(this.#older, new Int32Array(length));
  }
}

function grown<A extends Int32Array | Uint16Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
