/**
 * Chance without a state: the same seed, key and number give the same draw in every run and at every moment, so any
 * instant of the simulated city can be computed without those before it.
 */
export function draw(seed: number, key: number, n = 0): number {
  let h =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(key, 0xc2b2ae35) ^ Math.imul(n | 0, 0x27d4eb2f);
  // `n` may be beyond 32 bits (milliseconds); its upper part must count too.
  h ^= Math.imul(Math.floor(n / 0x1_0000_0000), 0x165667b1);
  h ^= h >>> 16;
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  h = Math.imul(h, 0x846ca68b);
  h ^= h >>> 16;
  return (h >>> 0) / 0x1_0000_0000;
}

/** A number for a text, to be a key of `draw` (FNV-1a, 32 bits). */
export function keyOf(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** A smooth wander in [-1, 1] that changes its mind every `period` milliseconds. */
export function wander(seed: number, key: number, at: number, period: number): number {
  const position = at / period;
  const n = Math.floor(position);
  const x = position - n;
  const eased = x * x * (3 - 2 * x);
  const [from, to] = [draw(seed, key, n), draw(seed, key, n + 1)];
  return 2 * (from + (to - from) * eased) - 1;
}

export interface EpisodeShape {
  /** One chance in so many milliseconds. */
  readonly every: number;
  /** How long it lasts, at most `every`. */
  readonly lasts: number;
  readonly chance: number;
  /** How long it takes to come up, and again to go; nothing unless told. */
  readonly ramp?: number;
}

export interface Episode {
  /** 0 outside; 1 at its height. */
  readonly strength: number;
  /** A draw of its own in [0, 1), the same for as long as it lasts. */
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

/** The episode of this key that holds `at`, if there is one. Keys are out of step with each other. */
export function episode(seed: number, key: number, at: number, shape: EpisodeShape): Episode | undefined {
  const { every, lasts, chance, ramp = 0 } = shape;
  const phase = draw(seed, key, 1) * every;
  const slot = Math.floor((at + phase) / every);
  if (draw(seed, key ^ 0x5bd1e995, slot) >= chance) return undefined;
  const start = slot * every - phase + draw(seed, key ^ 0x2545f491, slot) * (every - lasts);
  const end = start + lasts;
  if (at < start || at >= end) return undefined;
  const strength = ramp > 0 ? Math.min(1, (at - start) / ramp, (end - at) / ramp) : 1;
  return { strength, kind: draw(seed, key ^ 0x1b873593, slot), start, end };
}

/** How many of something there are, around a mean: Poisson's law from one draw in [0, 1). */
export function countOf(mean: number, drawn: number): number {
  if (mean <= 0) return 0;
  // Beyond, the bell curve's quantile (by its logistic likeness) is near enough.
  if (mean > 50) {
    const odds = Math.min(0.9999, Math.max(0.0001, drawn));
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * 0.5513 * Math.log(odds / (1 - odds))));
  }
  let probability = Math.exp(-mean);
  let sum = probability;
  let count = 0;
  while (drawn >= sum && count < 200) {
    count++;
    probability *= mean / count;
    sum += probability;
  }
  return count;
}
