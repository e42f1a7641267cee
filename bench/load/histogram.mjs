/** Milliseconds in buckets 2 % apart, from a microsecond to ten minutes: bounded memory for any number of samples. */
const BASE = Math.log(1.02);
const LEAST = 0.001;

export class Histogram {
  #buckets = new Float64Array(1_024);
  count = 0;
  max = 0;

  add(milliseconds) {
    const bucket = milliseconds <= LEAST ? 0 : Math.ceil(Math.log(milliseconds / LEAST) / BASE);
    this.#buckets[Math.min(bucket, this.#buckets.length - 1)] += 1;
    this.count += 1;
    if (milliseconds > this.max) this.max = milliseconds;
  }

  /** The upper edge of the bucket that holds the quantile; NaN of nothing. */
  quantile(share) {
    let left = Math.ceil(share * this.count);
    if (left === 0) return NaN;
    for (let bucket = 0; bucket < this.#buckets.length; bucket += 1) {
      left -= this.#buckets[bucket];
      if (left <= 0) return Math.min(LEAST * Math.exp(bucket * BASE), this.max);
    }
    return this.max;
  }
}
