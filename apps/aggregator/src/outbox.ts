import type { Log } from '@toancanh/log';
import type { Chunk } from './chunks-of.js';

/**
 * What is due and not yet on the log, in order. A chunk whose append failed stays and goes first the next time; one that was
 * in after all is a repeat, which changes nothing.
 */
export class Outbox {
  readonly #waiting: Iterator<Chunk>[] = [];
  #inHand: Chunk | undefined;
  #broken: { readonly cause: unknown } | undefined;

  constructor(private readonly log: Log) {}

  add(chunks: Iterable<Chunk>): void {
    this.#waiting.push(chunks[Symbol.iterator]());
  }

  /** Resolves when all of it is durable. */
  async empty(): Promise<void> {
    for (;;) {
      this.#inHand ??= this.#next();
      if (!this.#inHand) return;
      await this.log.append(this.#inHand.topic, this.#inHand.entries);
      this.#inHand = undefined;
    }
  }

  /** An iterator that has thrown looks finished the next time; what it still held must not pass for published. */
  #next(): Chunk | undefined {
    if (this.#broken) throw new Error('what is due cannot be published', this.#broken);
    try {
      for (; this.#waiting.length > 0; this.#waiting.shift()) {
        const { done, value } = this.#waiting[0]!.next();
        if (!done) return value as Chunk;
      }
      return undefined;
    } catch (cause) {
      this.#broken = { cause };
      throw cause;
    }
  }
}
