import type { Slice, Track } from '../delivery/track.js';
import type { LogRecord } from '../log.js';
import { type FetchedRecord, KafkaRecord } from './kafka-record.js';

/** About what a record weighs in memory beside its bytes. */
const RECORD_BYTES = 200;

/** One partition as one reader has it: what the brokers say of its ends, and the records fetched and not yet done with. */
export class KafkaTrack implements Track {
  first = 0;
  next = 0;
  readonly lanes = new Set<{ readonly position: number }>();
  #records: LogRecord[] = [];
  #sizes: number[] = [];
  /** So many at the front are done with. */
  #gone = 0;
  /** So many have been handed out, those that are done with among them. */
  #handed = 0;
  /** What the others take. */
  #bytes = 0;
  #fetched = 0;
  /** The newest append time so far: a new leader's clock may be behind that of the one before. */
  #time = 0;
  #open = false;

  constructor(
    readonly topic: string,
    readonly partition: number,
    private readonly limit: number,
    private readonly on: {
      /** Records may be handed out now: the session has not run out. */
      readonly mayRead: () => boolean;
      /** There is room for more. */
      readonly room: () => void;
    },
  ) {}

  get ready(): number {
    return this.on.mayRead() ? this.#fetched : 0;
  }

  /** Where the next fetch begins; nothing while the partition is not read, or has enough. */
  get wanted(): number | undefined {
    return this.#open && this.#bytes < this.limit ? this.#fetched : undefined;
  }

  /** The records before `position` are not wanted; fetching begins there. */
  begin(position: number): void {
    this.#clear();
    this.#fetched = position;
    this.#time = 0;
    this.#open = true;
  }

  end(): void {
    this.#clear();
    this.#open = false;
  }

  /** What a fetch that began at `from` brought. An answer to a question that nobody asks any more is dropped. */
  accept(from: number, records: readonly FetchedRecord[], first: number, next: number): boolean {
    if (!this.#open || from !== this.#fetched) return false;
    this.first = Math.max(this.first, first);
    this.next = Math.max(this.next, next);
    for (const record of records) {
      const offset = Number(record.offset);
      // The brokers answer with whole batches, which may begin before what was asked for.
      if (offset < from) continue;
      this.#fetched = offset + 1;
      if (record.isControlRecord) continue;
      this.#time = Math.max(this.#time, Number(record.timestamp));
      const size = RECORD_BYTES + (record.key?.length ?? 0) + (record.value?.length ?? 0);
      this.#records.push(new KafkaRecord(offset, this.#time, record));
      this.#sizes.push(size);
      this.#bytes += size;
    }
    return this.#fetched > from;
  }

  /** The ends as the brokers told them apart from a fetch; true when records that were still wanted are gone. */
  resize(first: number, next: number): boolean {
    this.first = Math.max(this.first, first);
    this.next = Math.max(this.next, next);
    if (!this.#open || this.#fetched >= this.first) return false;
    this.#fetched = this.first;
    return true;
  }

  /** What has been handed out takes no room any more, so that there is more at hand when it is done with. */
  read(from: number, most: number): Slice {
    const hadRoom = this.#bytes < this.limit;
    this.#release(from);
    const records = this.#records.slice(this.#gone, this.#gone + most);
    this.#hand(this.#gone + records.length);
    if (!hadRoom && this.#bytes < this.limit) this.on.room();
    return { records, next: records.length < most ? this.#fetched : records.at(-1)!.offset + 1 };
  }

  #hand(until: number): void {
    for (; this.#handed < until; this.#handed += 1) this.#bytes -= this.#sizes[this.#handed]!;
  }

  #release(before: number): void {
    while (this.#gone < this.#records.length && this.#records[this.#gone]!.offset < before) this.#gone += 1;
    this.#hand(this.#gone);
    if (this.#gone * 2 < this.#records.length) return;
    this.#records = this.#records.slice(this.#gone);
    this.#sizes = this.#sizes.slice(this.#gone);
    this.#handed -= this.#gone;
    this.#gone = 0;
  }

  #clear(): void {
    this.#records = [];
    this.#sizes = [];
    this.#gone = 0;
    this.#handed = 0;
    this.#bytes = 0;
  }
}
