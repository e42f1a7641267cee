import type { Reading, Span, Window } from '@toancanh/events';

/** A reading and its place in `city.readings`, which decides between two of one sensor and instant: the later wins. */
export interface StoredReading extends Reading {
  readonly partition: number;
  readonly offset: number;
}

export interface StoreBatch {
  readonly readings?: readonly StoredReading[];
  readonly windows?: readonly Window[];
}

/** Half-open [from, to) in epoch milliseconds, oldest first. `cursor` is the `next` of the page before. */
export interface RangeQuery {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly cursor?: string;
}

export interface ReadingQuery extends RangeQuery {
  readonly sensor?: string;
  readonly gateway?: string;
  readonly metric?: string;
}

export interface WindowQuery extends RangeQuery {
  readonly metric: string;
  readonly sensor?: string;
  readonly area?: string;
  readonly span: Span;
  /** What was known then: the newest revision with `asOf` at or before this. */
  readonly asOf?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/**
 * Time series in, ranges out: InfluxDB, or the embedded one.
 *
 * - `write` resolves when all of it is safe. Writing the same again changes nothing that can be read. Of two readings of
 *   one sensor, metric and instant the one later in the log is read; of two windows of one identity, the superseding one.
 * - Reads see every write that has resolved. Of one that has not, InfluxDB may show a part.
 */
export abstract class Store {
  abstract write(batch: StoreBatch): Promise<void>;
  abstract readings(query: ReadingQuery): Promise<Page<StoredReading>>;
  abstract windows(query: WindowQuery): Promise<Page<Window>>;
  /** For each sensor and metric the newest reading by `at` not before `since`, for a start that does not replay the log. */
  abstract latest(since: number): Promise<readonly StoredReading[]>;
  abstract close(): Promise<void>;
}

export type StoreErrorCode =
  | 'STORE_LOCKED'
  | 'STORE_FULL'
  | 'STORE_WRITE'
  | 'STORE_READ'
  | 'STORE_CURSOR'
  | 'STORE_CLOSED'
  /** Points that the server will never take; the others of their batch are stored. */
  | 'STORE_REFUSED'
  /** The database is not there or not as it should be, and may not be made so. */
  | 'STORE_SCHEMA';

export class StoreError extends Error {
  constructor(
    readonly code: StoreErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'StoreError';
  }
}
