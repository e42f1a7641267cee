/** Lends a few things to many callers in the order of asking. At most `limit` wait; who comes then gets `full`. */
export class Turns<T> {
  readonly #free: T[];
  readonly #waiting: ((thing: T) => void)[] = [];

  constructor(
    private readonly all: readonly T[],
    private readonly limit: number,
    private readonly full: () => Error,
  ) {
    this.#free = [...all];
  }

  async take<R>(work: (thing: T) => Promise<R>): Promise<R> {
    const thing = this.#free.pop() ?? (await this.#wait());
    try {
      return await work(thing);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(thing);
      else this.#free.push(thing);
    }
  }

  /** Gives out every thing once, each when it is no longer in use. */
  async each(work: (thing: T) => void): Promise<void> {
    const things = await Promise.all(this.all.map(() => this.#free.pop() ?? this.#queued()));
    for (const thing of things) work(thing);
  }

  async #wait(): Promise<T> {
    if (this.#waiting.length >= this.limit) throw this.full();
    return this.#queued();
  }

  #queued(): Promise<T> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
