import type { StreamEvent } from './stream-event.js';

/** Events that wait for a slow reader of the iterator; over it they are let go and one snapshot stands for them all. */
export const FEED_LIMIT = 1_000;

/**
 * The events of a stream for one `for await` loop. A reader that falls behind by more than `FEED_LIMIT` events loses
 * them, and gets the whole picture as it is then instead: what it knows stays right.
 */
export class EventFeed implements AsyncIterableIterator<StreamEvent> {
  #waiting: StreamEvent[] = [];
  #next: ((result: IteratorResult<StreamEvent>) => void) | undefined;
  #ended = false;

  constructor(
    private readonly pictureNow: () => StreamEvent,
    private readonly whenDone: (feed: EventFeed) => void,
    private readonly limit = FEED_LIMIT,
  ) {}

  push(event: StreamEvent): void {
    if (this.#ended) return;
    if (this.#next) {
      this.#next({ done: false, value: event });
      this.#next = undefined;
      return;
    }
    this.#waiting.push(event);
    if (this.#waiting.length > this.limit) this.#waiting = [this.pictureNow()];
  }

  next(): Promise<IteratorResult<StreamEvent>> {
    const event = this.#waiting.shift();
    if (event) return Promise.resolve({ done: false, value: event });
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => (this.#next = resolve));
  }

  /** Ends the loop after what is waiting. */
  end(): void {
    this.#ended = true;
    this.#next?.({ done: true, value: undefined });
    this.#next = undefined;
  }

  return(): Promise<IteratorResult<StreamEvent>> {
    this.#waiting = [];
    this.end();
    this.whenDone(this);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
