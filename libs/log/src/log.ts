import type { Topic } from '@toancanh/events';

/** A record on its way into a topic. `value` is JSON text; null is a tombstone in a compacted topic. */
export interface Entry {
  readonly key: string;
  readonly value: string | null;
  /** Only for records that belong to a partition rather than to a key, such as ticks. */
  readonly partition?: number;
}

export interface LogRecord {
  readonly offset: number;
  readonly key: string;
  /** Epoch milliseconds on the log's own clock, never backwards within a partition. */
  readonly appendTime: number;
  /** The parsed JSON, shared by all readers in the process and therefore never changed; bytes that are no JSON come as text. */
  readonly value: unknown;
}

/** Records of one partition, in order, at least one. `next` is the offset after the last. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
  readonly next: number;
}

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** How far a group has come: one record, kept whole. `metadata` (≤ 4,096 characters) is kept with every offset named. */
export interface Commit {
  readonly offsets: readonly PartitionOffset[];
  readonly metadata?: string;
}

/** The handler keeps what it got in hand: nothing is committed for this batch. */
export const HOLD = Symbol('hold');

/** What a handler says by returning: all of the batch is done (nothing returned), this is what is done, or nothing yet. */
export type Answer = void | Commit | typeof HOLD;

/** A partition as a reader finds it: records [first, next) exist; `committed` and `metadata` are its group's. */
export interface Assigned {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly next: number;
  readonly committed?: number;
  readonly metadata?: string;
}

export interface Assignment {
  readonly partitions: readonly Assigned[];
  /** Durable when it resolves; for what must be committed before the first batch. */
  commit(commit: Commit): Promise<void>;
}

export interface Subscription {
  /** Names the reader in errors and metrics; with `group` it is the group's name. */
  readonly name: string;
  readonly topics: readonly string[];
  /**
   * `shared`: members divide the partitions. `exclusive`: one member holds them all and others stand by.
   * Left out: this reader alone gets everything and nothing is remembered of it.
   */
  readonly group?: 'shared' | 'exclusive';
  /** How long a batch may be held back to grow, in milliseconds; 0 unless told. */
  readonly linger?: number;
  /** Most records in a batch; 1,000 unless told. */
  readonly maxRecords?: number;
  /**
   * Called when partitions come to this reader, before their first batch; the answer is where reading starts.
   * What it leaves out, or all of it without one, starts at the committed offset, else at the first record.
   */
  readonly startAt?: (assignment: Assignment) => Promise<readonly PartitionOffset[]>;
  /** One batch at a time. Returning acknowledges; throwing brings the same records back after a pause. */
  readonly onBatch: (batch: RecordBatch) => Promise<Answer>;
  /** Told of each throw of `onBatch`; the reader itself goes on trying. */
  readonly onFault?: (error: unknown, batch: RecordBatch) => void;
  /**
   * Told when `startAt` throws for partitions that come later than `subscribe`, which are asked for again after a pause.
   * While subscribing, `subscribe` itself rejects.
   */
  readonly onStartFault?: (error: unknown) => void;
}

export interface Reader {
  /**
   * Resolves when every record that existed at the start has been handled once. For a member that stands by, the start
   * is when it takes over. It stays open for ever when the reader is closed before.
   */
  readonly caughtUp: Promise<void>;
  /** Records that exist and have not been handled yet, those in hand included; in a compacted topic, gaps count too. */
  lag(): number;
  /**
   * Resolves when the batch in hand is finished and its commit is durable; nothing is delivered afterwards. Rejects when
   * the commit could not be made durable. A handler must not wait for it: it would wait for itself.
   */
  close(): Promise<void>;
}

/**
 * An ordered, durable, partitioned log: Kafka, or the embedded one.
 *
 * - `append` resolves when every entry is on disk (or on the brokers' quorum). Entries of one partition keep the order
 *   of the calls. When it rejects, any of the entries may or may not be in: the caller repeats, so readers see duplicates.
 * - `appendedAt` is what the log's own clock said at the latest append of this process that resolved, or undefined before.
 * - `subscribe` delivers each record at least once, in order within its partition.
 * - `extent` tells what a topic holds now.
 * - `committed` tells how far all members of a group together have come: the offset of the next record to handle, by
 *   partition; one without a commit is left out.
 */
export abstract class Log {
  abstract readonly appendedAt: number | undefined;
  abstract append(topic: string, entries: readonly Entry[]): Promise<void>;
  abstract subscribe(subscription: Subscription): Promise<Reader>;
  abstract extent(topic: string): Promise<readonly { partition: number; first: number; next: number }[]>;
  abstract committed(group: string, topic: string): Promise<ReadonlyMap<number, number>>;
  abstract close(): Promise<void>;
}

/** What every implementation is opened with: the topics that must exist, with their settings. */
export interface LogTopics {
  readonly topics: readonly Topic[];
}

export type LogErrorCode =
  | 'LOG_LOCKED' // another process holds the data folder
  | 'LOG_TOPIC' // no such topic, or it exists with other settings
  | 'LOG_FULL' // no room on disk; append again later
  | 'LOG_WRITE' // the append failed for another reason; append again later
  | 'LOG_UNREACHABLE' // the brokers do not answer
  | 'LOG_CLOSED';

export class LogError extends Error {
  constructor(
    readonly code: LogErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'LogError';
  }
}
