import type { Clock, Feed } from '@toancanh/runtime';
import { StageCounts } from '@toancanh/runtime';
import type { Account } from '../desk/account.js';
import type { Desk } from '../desk/desk.js';
import { FEED_LIMITS } from '../limits.js';
import type { Message, Reception, Taken } from '../reception.js';
import { refusal } from '../screen/refusal.js';
import type { Headers } from './cloud-event.js';
import { FEED_EXPECTED } from './expected.js';
import { FeedReader } from './feed-reader.js';

/** A record as Kafka has it. Offsets are 64 bits wide, so they stay text. */
export interface FeedRecord {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Epoch ms; -1 where there is none. */
  readonly timestamp: string;
  readonly headers?: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
}

/** Records that are on their way into the log together. */
export interface Chunk {
  /** How many of the records offered are in it, at least one. */
  readonly count: number;
  /** Resolves when the log has them, or their rejections. It stays open for ever if the desk is stopped before. */
  readonly inLog: Promise<void>;
}

/** Beginning of a record that is too large to be looked at: as much as a rejection keeps. */
const BEGINNING = 4_096;
const NOTHING = Buffer.alloc(0);

/** Puts a feed's records on the desk. What it answers for is in the log; what is not may come again. */
export class RecordTaker {
  /** Of what was judged, whether in the log yet or not. */
  readonly counts = new StageCounts();
  readonly #reader: FeedReader;
  /** The offset after the last judged one of each partition. */
  readonly #judged = new Map<number, bigint>();

  constructor(
    private readonly feed: Feed,
    private readonly account: Account,
    private readonly reception: Reception,
    private readonly desk: Desk,
    private readonly clock: Clock,
    private readonly most: { readonly packetBytes: number },
  ) {
    this.#reader = new FeedReader(feed);
  }

  /** Milliseconds until the gateway's rate allows the next record. */
  get debt(): number {
    return this.account.rate.debt(this.clock.now());
  }

  /** Takes records from the first on, until the chunk is full, the desk closes, or the gateway's rate is spent. */
  take(partition: number, records: readonly FeedRecord[]): Chunk {
    const { rate, gateway } = this.account;
    const limit = Math.min(records.length, FEED_LIMITS.recordsInHand);
    const seen = this.#judged.get(partition) ?? -1n;
    const now = this.clock.now();
    let count = 0;
    do {
      const record = records[count]!;
      const taken = this.#judge(partition, record, now, BigInt(record.offset) < seen);
      this.#count(taken);
      if (gateway.ratePerSecond !== null) rate.spend(taken.received, now);
      count += 1;
    } while (count < limit && this.desk.open && rate.admits(now) && this.desk.depth < this.desk.limit);

    const next = BigInt(records[count - 1]!.offset) + 1n;
    if (next > seen) this.#judged.set(partition, next);
    // The desk answers in the order of receipt, so the last one answers for all of them.
    const inLog = new Promise<void>((resolve) => {
      this.desk.batch.await({ settled: () => resolve(), flush: () => undefined }, 0, undefined);
    });
    this.desk.wake();
    return { count, inLog };
  }

  #judge(partition: number, record: FeedRecord, receivedAt: number, repeated: boolean): Taken {
    const { offset, key, timestamp, headers } = record;
    const value = record.value ?? NOTHING;
    const message: Message = {
      account: this.account,
      topic: `kafka:${this.feed.topic}/${partition}/${offset}`,
      payload: value,
      receivedAt,
      transport: 'feed',
      repeated,
    };
    const { packetBytes } = this.most;
    if (value.length > packetBytes) {
      const beginning = { ...message, payload: value.subarray(0, BEGINNING), size: value.length };
      const expected = FEED_EXPECTED.size(packetBytes);
      return this.reception.refuse(beginning, refusal('E_SIZE', '', value.length, expected));
    }
    const millis = Number(timestamp);
    const context = {
      headers: headers ? textsOf(headers) : {},
      key: key?.toString(),
      timestamp: millis >= 0 ? millis : NaN,
    };
    return this.reception.takeMapped(message, context, this.#reader);
  }

  #count({ received, accepted, late, duplicate, rejected }: Taken): void {
    const { counts } = this;
    counts.received += received;
    counts.accepted += accepted;
    counts.late += late;
    counts.duplicate += duplicate;
    counts.rejected += rejected;
  }
}

/** A header may come several times; its last value stands. Whatever a sender does to their case, names are small here. */
function textsOf(headers: NonNullable<FeedRecord['headers']>): Headers {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) texts[name.toLowerCase()] = last.toString();
  }
  return texts;
}
