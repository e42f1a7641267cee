import { type Database, open, type RootDatabase } from 'lmdb';
import type { Topic } from '@toancanh/events';

/** A partition's records: base offset → segment. */
export type SegmentTable = Database<Buffer, number>;

/** How a partition stood when its newest records were taken away, so that offsets and times are never given twice. */
export interface Head {
  readonly next: number;
  readonly time: number;
}

/** When it may go, topic, partition, offset. */
export type StaleKey = [number, string, number, number];

/** The tables of the embedded log in their one LMDB environment. */
export class Environment {
  readonly #root: RootDatabase<unknown, string>;
  readonly topics: Database<Topic, string>;
  readonly heads: Database<Head, string>;
  /** (group, topic, partition) → how far the group has come. */
  readonly commits: Database<{ offset: number; metadata?: string }, string>;
  /** Compacted topics: (topic, partition, hash of the key) → offset of its newest record. */
  readonly newest: Database<number, string>;
  /** Compacted topics: what may go → hash of the key for a tombstone, else nothing. */
  readonly stale: Database<string | null, StaleKey>;

  constructor(folder: string, mapBytes: number, partitions: number) {
    this.#root = open({
      path: folder,
      mapSize: mapBytes,
      maxDbs: partitions + 16,
      encoding: 'binary',
      // A commit resolves when it is on disk. The overlapping kind resolves earlier and never rejects a flush that failed.
      overlappingSync: false,
      // The batches are made here; waiting for the end of the turn as well would only add to their latency.
      eventTurnBatching: false,
      // Readers at the head are served from memory; reading ahead for those that lag would push other files out of it.
      // (The declarations of `lmdb` leave this option out.)
      noReadAhead: true,
    } as Parameters<typeof open>[0]) as RootDatabase<unknown, string>;
    this.topics = this.#root.openDB({ name: 'topics', encoding: 'json' });
    this.heads = this.#root.openDB({ name: 'heads', encoding: 'json' });
    this.commits = this.#root.openDB({ name: 'commits', encoding: 'json' });
    this.newest = this.#root.openDB({ name: 'newest', encoding: 'ordered-binary' });
    this.stale = this.#root.openDB({ name: 'stale', encoding: 'json' });
  }

  /** A table for each partition keeps every append at the end of a tree, where pages fill up, and is counted in pages. */
  segments(topic: string, partition: number): SegmentTable {
    return this.#root.openDB({ name: `records/${topic}/${partition}`, encoding: 'binary' }) as SegmentTable;
  }

  /**
   * Runs the puts and removes of `write` as one transaction on LMDB's own thread; resolves when it is on disk.
   * When a commit fails, `lmdb` rejects a second promise that nobody holds unless it is taken from the error,
   * and an unhandled rejection ends the process.
   */
  async commit(write: () => void): Promise<void> {
    try {
      await this.#root.batch(write);
    } catch (error) {
      const { commitError } = error as { commitError?: Promise<never> };
      if (!commitError) throw error;
      throw await commitError.catch((cause: unknown) => cause);
    }
  }

  close(): Promise<void> {
    return this.#root.close();
  }
}

export function tableBytes(table: SegmentTable): number {
  const { pageSize, treeBranchPageCount, treeLeafPageCount, overflowPages } = table.getStats() as {
    pageSize: number;
    treeBranchPageCount: number;
    treeLeafPageCount: number;
    overflowPages: number;
  };
  return pageSize * (treeBranchPageCount + treeLeafPageCount + overflowPages);
}
