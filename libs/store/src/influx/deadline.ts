/** An end in time for something that may never answer. `clear` it as soon as it has. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #isOver = false;

  constructor(millis: number) {
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      this.#controller.abort();
    }, millis);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the time ran out, rather than somebody stopped it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Rejects when the time is over or somebody stops it; otherwise never settles. */
  passed(): Promise<never> {
    return new Promise((_, reject) => {
      this.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
    });
  }

  stop(): void {
    this.clear();
    this.#controller.abort();
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
