/** What is tried again several times a second fails in the same words: they are told once in this time, in milliseconds. */
const EVERY = 1_000;
const MOST_TEXTS = 100;

/** Tells faults on, the same one at most once a second. */
export class FaultTeller {
  readonly #told = new Map<string, number>();

  constructor(
    private readonly listener: (error: unknown) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  readonly tell = (error: unknown): void => {
    const text = String(error);
    const now = this.now();
    if (now - (this.#told.get(text) ?? -Infinity) < EVERY) return;
    if (this.#told.size >= MOST_TEXTS) this.#told.clear();
    this.#told.set(text, now);
    this.listener(error);
  };
}
