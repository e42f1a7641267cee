import type { Committer } from './committer.js';
import type { Compaction } from './compaction.js';
import type { EmbeddedTrack } from './embedded-track.js';

/** A partition whose records go by age. */
export interface Aging {
  readonly track: EmbeddedTrack;
  readonly retention: number;
}

/** Most values taken away in one transaction, so that appends never wait long for it. */
const STEP = 500;

/** Retention and compaction, in small transactions between those of the appends. */
export class Keeping {
  constructor(
    private readonly aging: readonly Aging[],
    private readonly trackOf: (topic: string, partition: number) => EmbeddedTrack | undefined,
    private readonly compaction: Compaction,
    private readonly committer: Committer,
    /** What the records that go by age may take on disk, in bytes. */
    private readonly bytes: number,
  ) {}

  async run(now: number): Promise<void> {
    for (const { track, retention } of this.aging) await this.#expire(track, now - retention);
    await this.#shrink();
    await this.#compact(now);
  }

  async #expire(track: EmbeddedTrack, before: number): Promise<void> {
    for (;;) {
      const old: number[] = [];
      for (const { base, time } of track.oldest(STEP)) {
        if (time >= before) break;
        old.push(base);
      }
      if (old.length === 0) return;
      await this.#remove(track, old);
      if (old.length < STEP) return;
    }
  }

  /** While all together is too much, the partition with the oldest records gives some away. */
  async #shrink(): Promise<void> {
    if (this.bytes === Infinity) return;
    for (;;) {
      let bytes = 0;
      for (const { track } of this.aging) bytes += track.bytes;
      if (bytes <= this.bytes) return;
      let oldest: { track: EmbeddedTrack; time: number } | undefined;
      for (const { track } of this.aging) {
        const [first] = track.oldest(1);
        if (first && (!oldest || first.time < oldest.time)) oldest = { track, time: first.time };
      }
      if (!oldest) return;
      const some = [...oldest.track.oldest(STEP / 10)].map(({ base }) => base);
      await this.#remove(oldest.track, some);
    }
  }

  async #compact(now: number): Promise<void> {
    for (;;) {
      const due = this.compaction.due(now, STEP);
      if (due.length === 0) return;
      let touched: ReadonlySet<EmbeddedTrack> = new Set();
      await this.committer.chore(() => (touched = this.compaction.remove(due, this.trackOf)));
      for (const track of touched) {
        track.refreshFirst();
        track.forgetTail();
      }
    }
  }

  async #remove(track: EmbeddedTrack, bases: readonly number[]): Promise<void> {
    await this.committer.chore(() => track.remove(bases));
    track.refreshFirst();
  }
}
