/** A stream of numbers that its seed decides, so that a run can be had again. */
export class Random {
  #state;

  /** @param {number | string} seed */
  constructor(seed) {
    let state = 0x9e3779b9;
    for (const char of String(seed)) state = Math.imul(state ^ char.charCodeAt(0), 0x85ebca6b) >>> 0;
    this.#state = state;
  }

  /** In [0, 1): mulberry32. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** In [low, high). */
  between(low, high) {
    return low + this.next() * (high - low);
  }

  /** A whole number in [low, high]. */
  whole(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(share) {
    return this.next() < share;
  }

  pick(items) {
    return items[Math.floor(this.next() * items.length)];
  }
}
