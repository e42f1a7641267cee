import type { Rejection } from '@toancanh/events';

/** The newest rejections, as many as the limit. */
export class Rejections {
  readonly #ring: Rejection[] = [];
  #oldest = 0;

  constructor(private readonly limit: number) {}

  take(rejection: Rejection): void {
    if (this.#ring.length < this.limit) {
      this.#ring.push(rejection);
      return;
    }
    this.#ring[this.#oldest] = rejection;
    this.#oldest = (this.#oldest + 1) % this.limit;
  }

  *newestFirst(): Iterable<Rejection> {
    for (let i = this.#ring.length - 1; i >= 0; i--) {
      yield this.#ring[(this.#oldest + i) % this.#ring.length]!;
    }
  }
}
