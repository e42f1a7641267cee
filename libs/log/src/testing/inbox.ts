import type { LogRecord, RecordBatch } from '../log.js';

/** Takes batches as a handler does, and lets a test wait for what it expects to come. */
export class Inbox {
  readonly batches: RecordBatch[] = [];
  readonly #waiters = new Set<() => void>();

  get records(): readonly LogRecord[] {
    return this.batches.flatMap(({ records }) => records);
  }

  get values(): readonly unknown[] {
    return this.records.map(({ value }) => value);
  }

  put(batch: RecordBatch): void {
    this.batches.push(batch);
    for (const waiter of this.#waiters) waiter();
  }

  /** Resolves when `arrived` holds, now or after some batch to come. */
  until(arrived: (inbox: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!arrived(this)) return;
        this.#waiters.delete(look);
        resolve();
      };
      this.#waiters.add(look);
      look();
    });
  }

  count(records: number): Promise<void> {
    return this.until((inbox) => inbox.records.length >= records);
  }
}

/** A promise and the function that keeps it. */
export interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

export function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
