import { createHash } from 'node:crypto';
import type { Entry } from '../log.js';
import type { EmbeddedTrack } from './embedded-track.js';
import type { Environment, StaleKey } from './environment.js';

/**
 * Compacted topics: which record is the newest of its key, and which ones may go when. A superseded record stays for a
 * while, so that a reader close behind sees every step; a tombstone stays longer, so that a reader that was away learns
 * of it. What is to go is written down by its time when it is superseded, so that nothing is ever searched for it.
 */
export class Compaction {
  constructor(
    private readonly environment: Environment,
    private readonly keepSuperseded: number,
    private readonly keepTombstones: number,
  ) {}

  /** Notes, in the running transaction, what `entries` supersede; they are about to get the offsets from `next` on. */
  note({ topic, partition, next }: EmbeddedTrack, entries: readonly Entry[], time: number): void {
    const { newest, stale } = this.environment;
    // Puts of the running transaction cannot be read yet, so keys that come twice in it are remembered here.
    const here = new Map<string, number>();
    entries.forEach(({ key, value }, i) => {
      const id = idOf(topic, partition, key);
      const offset = next + i;
      const before = here.get(id) ?? newest.get(id);
      if (before !== undefined) void stale.put([time + this.keepSuperseded, topic, partition, before], null);
      if (value === null) void stale.put([time + this.keepTombstones, topic, partition, offset], id);
      here.set(id, offset);
    });
    for (const [id, offset] of here) void newest.put(id, offset);
  }

  /** What may go at `now`, oldest first, at most `most` of it. */
  due(now: number, most: number): Due[] {
    const due: Due[] = [];
    for (const { key, value } of this.environment.stale.getRange({ limit: most })) {
      if (key[0] > now) break;
      due.push({ key, id: value });
    }
    return due;
  }

  /** Takes it away in the running transaction. */
  remove(
    due: readonly Due[],
    trackOf: (topic: string, partition: number) => EmbeddedTrack | undefined,
  ): Set<EmbeddedTrack> {
    const { newest, stale } = this.environment;
    const touched = new Map<EmbeddedTrack, number[]>();
    for (const { key, id } of due) {
      void stale.remove(key);
      const [, topic, partition, offset] = key;
      const track = trackOf(topic, partition);
      // A tombstone that was itself superseded goes by that notice; what is newest now is not its business.
      if (!track || (id !== null && newest.get(id) !== offset)) continue;
      if (id !== null) void newest.remove(id);
      let offsets = touched.get(track);
      if (!offsets) touched.set(track, (offsets = []));
      offsets.push(offset);
    }
    for (const [track, offsets] of touched) track.remove(offsets);
    return new Set(touched.keys());
  }
}

export interface Due {
  readonly key: StaleKey;
  /** Of a tombstone's key. */
  readonly id: string | null;
}

/** Keys may be longer than LMDB allows, so their hash stands for them. */
function idOf(topic: string, partition: number, key: string): string {
  return `${topic}/${partition}/${createHash('sha256').update(key).digest('base64url')}`;
}
