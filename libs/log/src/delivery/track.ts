import type { Commit, LogRecord } from '../log.js';

/** Some records of a track; `next` is where reading goes on, past offsets that compaction has emptied. */
export interface Slice {
  readonly records: readonly LogRecord[];
  readonly next: number;
}

/** One partition as delivery sees it: records [first, next), all of them durable. */
export interface Track {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly next: number;
  /** How far records can be read at once, where the rest of them have to be fetched first; `next` unless told. */
  readonly ready?: number;
  /** Where its readers are, so that memory is kept only for what one of them still needs. */
  readonly lanes: Set<{ readonly position: number }>;
  /** At most `most` records from `from` on; below `first` it begins at the first. */
  read(from: number, most: number): Slice;
}

export interface Committed {
  readonly offset: number;
  readonly metadata?: string;
}

/** How far the groups have come. */
export interface Ledger {
  /** The newest commit, durable or not: a member that takes over goes on where the last one stopped. */
  committed(group: string, track: Track): Committed | undefined;
  /** Takes a commit at once and makes it durable soon, never before what was appended earlier. */
  note(group: string, commit: Commit): void;
  /** Resolves when everything noted so far is durable. */
  flush(): Promise<void>;
}

/** The offsets that a group has committed in these tracks, by partition. */
export function committedOffsets(
  ledger: Ledger,
  group: string,
  tracks: readonly Track[],
): Map<number, number> {
  const offsets = new Map<number, number>();
  for (const track of tracks) {
    const committed = ledger.committed(group, track);
    if (committed) offsets.set(track.partition, committed.offset);
  }
  return offsets;
}
