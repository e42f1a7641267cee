import type { Entry } from '../log.js';

/** An append on its way: it is done when all its entries are, and fails with the first that fail. */
export class PendingAppend {
  readonly done: Promise<void>;
  failed = false;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(private lots: number) {
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  lotDone(): void {
    this.lots -= 1;
    if (this.lots === 0) this.#resolve();
  }

  fail(error: unknown): void {
    this.failed = true;
    this.#reject(error);
  }
}

interface Lot {
  readonly append: PendingAppend;
  readonly entries: readonly Entry[];
  readonly since: number;
  /** So many of its entries are on the brokers. */
  sent: number;
}

/** Entries of one partition that go in one send. */
export interface Load {
  readonly entries: readonly Entry[];
  readonly bytes: number;
  /** When the oldest of them was appended. */
  readonly since: number;
}

export interface LoadLimits {
  readonly sendBytes: number;
  readonly sendRecords: number;
}

/** About what an entry takes on the wire beside its text. */
const ENTRY_BYTES = 24;

export const bytesOf = ({ key, value }: Entry): number =>
  ENTRY_BYTES + Buffer.byteLength(key) + (value === null ? 0 : Buffer.byteLength(value));

/** What waits for one partition, in the order of the appends. One send at a time takes from its front. */
export class SendLane {
  readonly #lots: Lot[] = [];
  isSending = false;

  constructor(
    readonly topic: string,
    readonly partition: number,
  ) {}

  get isEmpty(): boolean {
    return this.#lots.length === 0;
  }

  push(append: PendingAppend, entries: readonly Entry[], since: number): void {
    this.#lots.push({ append, entries, since, sent: 0 });
  }

  /** The next send: as many entries from the front as it may have, at least one. */
  next({ sendBytes, sendRecords }: LoadLimits): Load {
    const entries: Entry[] = [];
    let bytes = 0;
    for (const { entries: all, sent } of this.#lots) {
      for (let i = sent; i < all.length; i += 1) {
        const size = bytesOf(all[i]!);
        if (entries.length > 0 && (bytes + size > sendBytes || entries.length >= sendRecords))
          return { entries, bytes, since: this.#lots[0]!.since };
        entries.push(all[i]!);
        bytes += size;
      }
    }
    return { entries, bytes, since: this.#lots[0]!.since };
  }

  /** The first `count` entries are on the brokers. */
  sent(count: number): void {
    for (let left = count; left > 0;) {
      const lot = this.#lots[0]!;
      const rest = lot.entries.length - lot.sent;
      if (rest > left) {
        lot.sent += left;
        return;
      }
      left -= rest;
      this.#lots.shift();
      lot.append.lotDone();
    }
  }

  /** The first `count` entries are not: every append that has one among them fails, and none of its others is sent. */
  failed(count: number, error: unknown): readonly Entry[] {
    const dropped: Entry[] = [];
    for (let left = count; left > 0 && !this.isEmpty;) {
      const lot = this.#lots.shift()!;
      left -= lot.entries.length - lot.sent;
      for (let i = lot.sent; i < lot.entries.length; i += 1) dropped.push(lot.entries[i]!);
      lot.append.fail(error);
    }
    return dropped;
  }
}
