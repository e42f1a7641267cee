import type { Window } from '@toancanh/events';
import { quantile } from './statistics.js';

/** Up to so many values a sketch is the values themselves. */
const MOST_EXACT = 64;
/** A bucket holds (GAMMA^(i−1), GAMMA^i]; whatever is in it is told as a value within 1 % of every value in it. */
const GAMMA = 1.02;
const LN_GAMMA = Math.log(GAMMA);
const LN_MIDDLE = Math.log(2 / (GAMMA + 1));
/** What is nearer to zero counts as zero. */
const LEAST = 1e-9;
/** Makes the least bucket's index positive, so that keys are in the order of values: negative, 0 for zero, positive. */
const SHIFT = 2_048;

/** The quantiles that windows have. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/**
 * How values are distributed, small enough to be kept with a window and added to others: a mergeable quantile sketch as
 * DDSketch (Masson, Rim and Lee, VLDB 2019), with exact values while they are few.
 *
 * Up to 64 values its quantiles are exact, those of `quantile`. Beyond that each value is known with a relative error of at
 * most 1 %, or as zero if nearer to it than 10⁻⁹, so a quantile differs from the exact one by at most 1 % of the greater
 * of the two values that it lies between. A sketch is a function of the multiset of its values alone: neither the order
 * in which values come nor the order in which sketches are merged can be seen in it.
 */
export class Sketch {
  #few: number[] = [];
  #buckets: Map<number, number> | undefined;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    this.#count += 1;
    if (!this.#buckets) {
      this.#few.push(value);
      if (this.#count > MOST_EXACT) this.#grow();
    } else this.#put(keyOf(value), 1);
  }

  merge(other: Sketch): void {
    if (!other.#buckets) {
      for (const value of other.#few) this.add(value);
      return;
    }
    if (!this.#buckets) this.#grow();
    for (const [key, times] of other.#buckets) this.#put(key, times);
    this.#count += other.#count;
  }

  /** Of at least one value, all of them in [min, max]. */
  percentiles(min: number, max: number): Percentiles {
    const ordered = this.#buckets ? undefined : Float64Array.from(this.#few).sort();
    if (ordered) return { p50: quantile(ordered, 0.5), p95: quantile(ordered, 0.95) };
    const ranks = new Ranks([...this.#buckets!].sort(byKey), this.#count, min, max);
    return { p50: ranks.quantile(0.5), p95: ranks.quantile(0.95) };
  }

  /** As `sketchOf` gives it of the same values. */
  get text(): string | undefined {
    if (!this.#buckets) return sketchOf(Float64Array.from(this.#few).sort(), this.#count);
    return bucketText([...this.#buckets].sort(byKey));
  }

  /**
   * What a window knows of its values; there must be some. One of more than two that was published without a sketch, by an
   * older version, is taken as what its four quantiles say of it: no bound holds for that.
   */
  static ofWindow({ count, min, max, p50, p95, sketch }: WindowFigures): Sketch {
    const made = new Sketch();
    if (count <= 2) for (const value of [min, max].slice(0, count)) made.add(value);
    else if (sketch?.startsWith('~')) made.#readBuckets(sketch.slice(1));
    else if (sketch !== undefined) made.#readValues(sketch, min, max);
    if (made.#count === count) return made;
    return ofQuantiles(count, [
      [0, min],
      [0.5, p50],
      [0.95, p95],
      [1, max],
    ]);
  }

  #readValues(text: string, min: number, max: number): void {
    this.add(min);
    for (const token of text.split(' ')) {
      const [value, times = '1'] = token.split('*');
      for (let n = Number(times); n > 0; n -= 1) this.add(Number(value));
    }
    this.add(max);
  }

  #readBuckets(text: string): void {
    this.#grow();
    let key = 0;
    for (const [n, token] of text.split(' ').entries()) {
      const [first, second] = token.split(':') as [string, string | undefined];
      key += second === undefined ? 1 : parseInt(first, 36);
      if (n === 0 && second === undefined) return;
      const times = parseInt(second ?? first, 36);
      this.#put(key, times);
      this.#count += times;
    }
  }

  #grow(): void {
    this.#buckets = new Map();
    for (const value of this.#few) this.#put(keyOf(value), 1);
    this.#few = [];
  }

  #put(key: number, times: number): void {
    this.#buckets!.set(key, (this.#buckets!.get(key) ?? 0) + times);
  }
}

export type WindowFigures = Pick<Window, 'count' | 'min' | 'max' | 'p50' | 'p95' | 'sketch'>;

/**
 * The text that is kept with a window of these ascending values; undefined for up to two, which its least and greatest are.
 * Few: those between the least and the greatest, `5*3` for three in a row. More: `~` and the buckets by key, each
 * `distance:times` in base 36 and `times` alone where the distance is 1.
 */
export function sketchOf(sorted: Float64Array, count: number): string | undefined {
  if (count <= 2) return undefined;
  if (count > MOST_EXACT) return bucketText(runsOf(sorted, 0, count, keyOf));
  const runs = runsOf(sorted, 1, count - 1, (value) => value);
  return runs.map(([value, times]) => (times === 1 ? `${value}` : `${value}*${times}`)).join(' ');
}

type Run = [of: number, times: number];

function runsOf(sorted: Float64Array, from: number, to: number, of: (value: number) => number): Run[] {
  const runs: Run[] = [];
  let last: Run | undefined;
  for (let i = from; i < to; i += 1) {
    const each = of(sorted[i]!);
    if (last?.[0] === each) last[1] += 1;
    else runs.push((last = [each, 1]));
  }
  return runs;
}

function bucketText(buckets: readonly (readonly [key: number, times: number])[]): string {
  let before: number | undefined;
  const tokens = buckets.map(([key, times]) => {
    const distance = key - (before ?? 0);
    const isNext = before !== undefined && distance === 1;
    before = key;
    return isNext ? times.toString(36) : `${distance.toString(36)}:${times.toString(36)}`;
  });
  return `~${tokens.join(' ')}`;
}

function keyOf(value: number): number {
  const size = Math.abs(value);
  if (size < LEAST) return 0;
  const key = Math.ceil(Math.log(size) / LN_GAMMA) + SHIFT;
  return value < 0 ? -key : key;
}

function valueOf(key: number): number {
  if (key === 0) return 0;
  const size = Math.exp((Math.abs(key) - SHIFT) * LN_GAMMA + LN_MIDDLE);
  return key < 0 ? -size : size;
}

function byKey([a]: readonly [number, number], [b]: readonly [number, number]): number {
  return a - b;
}

/** The values of buckets by rank, counted from 0. */
class Ranks {
  constructor(
    private readonly buckets: readonly (readonly [key: number, times: number])[],
    private readonly count: number,
    private readonly min: number,
    private readonly max: number,
  ) {}

  quantile(q: number): number {
    const position = (this.count - 1) * q;
    const below = Math.floor(position);
    const value = this.#at(below);
    return position === below ? value : value + (position - below) * (this.#at(below + 1) - value);
  }

  #at(rank: number): number {
    let passed = 0;
    for (const [key, times] of this.buckets) {
      passed += times;
      if (passed > rank) return Math.min(this.max, Math.max(this.min, valueOf(key)));
    }
    return this.max;
  }
}

function ofQuantiles(count: number, knots: readonly (readonly [q: number, value: number])[]): Sketch {
  const made = new Sketch();
  let next = 1;
  for (let n = 0; n < count; n += 1) {
    const q = count === 1 ? 0 : n / (count - 1);
    while (q > knots[next]![0]) next += 1;
    const [from, low] = knots[next - 1]!;
    const [to, high] = knots[next]!;
    made.add(low + ((q - from) / (to - from)) * (high - low));
  }
  return made;
}
