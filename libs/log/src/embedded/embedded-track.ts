import type { Slice, Track } from '../delivery/track.js';
import type { Entry } from '../log.js';
import { type Environment, type Head, type SegmentTable, tableBytes } from './environment.js';
import { LONGEST_SEGMENT, segmentCount, type SegmentPress, segmentTime, unpress } from './segment.js';
import { StoredRecord } from './stored-record.js';
import type { Tail, TailBudget } from './tail.js';

/** About what a record weighs in memory beside its text: the object, its slots, its parsed value. */
const RECORD_BYTES = 200;
const PARSED_PER_CHARACTER = 3;

/** One partition: its newest records in memory, all of them in LMDB. */
export class EmbeddedTrack implements Track {
  first = 0;
  next = 0;
  /** Append time of the newest record there ever was. */
  time = 0;
  readonly table: SegmentTable;
  readonly lanes = new Set<{ readonly position: number }>();
  readonly #tail: Tail;
  readonly #headKey: string;

  constructor(
    readonly topic: string,
    readonly partition: number,
    private readonly environment: Environment,
    budget: TailBudget,
    /** Records of a compacted topic lie alone, because each of them goes alone. */
    private readonly longest: number = LONGEST_SEGMENT,
  ) {
    this.#tail = budget.tail();
    this.table = environment.segments(topic, partition);
    this.#headKey = `${topic}/${partition}`;
    this.reload();
  }

  /** Takes first, next and time from what is on disk: at the start, and after a commit of unknown outcome. */
  reload(): void {
    const head: Head = this.environment.heads.get(this.#headKey) ?? { next: 0, time: 0 };
    let { next, time } = head;
    for (const { key, value } of this.table.getRange({ reverse: true, limit: 1 })) {
      next = Math.max(next, key + segmentCount(value));
      time = Math.max(time, segmentTime(value));
    }
    this.next = next;
    this.time = time;
    this.#tail.clear(next);
    this.refreshFirst();
  }

  get bytes(): number {
    return tableBytes(this.table);
  }

  read(from: number, most: number): Slice {
    const start = Math.max(from, this.first);
    const records = this.#tail.read(start, most) ?? this.#stored(start, most);
    return { records, next: records.length < most ? this.next : records.at(-1)!.offset + 1 };
  }

  /** Puts entries into the running transaction; `accept` follows when it is on disk. */
  write(entries: readonly Entry[], time: number, press: SegmentPress): void {
    for (let from = 0; from < entries.length; from += this.longest) {
      const to = Math.min(entries.length, from + this.longest);
      void this.table.put(this.next + from, press.press(time, entries, from, to));
    }
  }

  /** The entries written last are on disk: readers may have them. */
  accept(entries: readonly Entry[], time: number): void {
    const base = this.next;
    this.next += entries.length;
    this.time = time;
    if (this.lanes.size === 0) return this.#tail.clear(this.next);

    let needed = base;
    for (const { position } of this.lanes) needed = Math.min(needed, position);
    this.#tail.releaseBefore(needed);
    let bytes = 0;
    const records = entries.map(({ key, value }, i) => {
      bytes += RECORD_BYTES + key.length + PARSED_PER_CHARACTER * (value?.length ?? 0);
      return new StoredRecord(base + i, key, time, value);
    });
    this.#tail.push(records, bytes);
  }

  /** The segments to go first, oldest first. */
  *oldest(most: number): Generator<{ base: number; time: number }> {
    for (const { key, value } of this.table.getRange({ limit: most }))
      yield { base: key, time: segmentTime(value) };
  }

  /** Removes segments in the running transaction and leaves behind how far the partition had come. */
  remove(bases: readonly number[]): void {
    for (const base of bases) void this.table.remove(base);
    void this.environment.heads.put(this.#headKey, { next: this.next, time: this.time });
  }

  refreshFirst(): void {
    this.first = this.next;
    for (const key of this.table.getKeys({ limit: 1 })) this.first = key;
  }

  /** Readers at the head, too, see compacted records no more. */
  forgetTail(): void {
    this.#tail.clear(this.next);
  }

  #stored(from: number, most: number): StoredRecord[] {
    const records: StoredRecord[] = [];
    let start = from;
    for (const key of this.table.getKeys({ start: from, reverse: true, limit: 1 })) start = key;
    for (const { key, value } of this.table.getRange({ start })) {
      if (key >= this.next || records.length >= most) break;
      unpress(value, key, { from, to: this.next, most }, records);
    }
    return records;
  }
}
