import type { Window } from '@toancanh/events';
import {
  type Page,
  type ReadingQuery,
  Store,
  type StoreBatch,
  type StoredReading,
  StoreError,
  type WindowQuery,
} from '../store.js';
import { Database } from './database.js';
import { refusedOf } from './isolation.js';
import { latestReadings } from './latest.js';
import { INFLUX_LIMITS, type InfluxLimits } from './limits.js';
import { bodiesOf, type Policy, type Refused } from './line-batch.js';
import { QueryLine } from './query-line.js';
import { readingPage } from './reading-page.js';
import { Select } from './select.js';
import { windowPage } from './window-page.js';
import { isHomeless } from './write-answer.js';
import { WriteLine } from './write-line.js';

export interface InfluxStoreOptions {
  /** `host:port` of an InfluxDB 1.x. */
  readonly address: string;
  readonly database: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: boolean;
  /** Milliseconds that rows are kept; Infinity for ever. */
  readonly retention: Readonly<Record<Policy, number>>;
  /** Saves nine tenths of the bytes on the way and costs CPU on both ends: for a server that is far away. */
  readonly gzip?: boolean;
  /** Told of points that the server refuses, and of a database or policies that may not be made as they should be. */
  readonly onFault?: (fault: StoreError) => void;
  readonly limits?: Partial<InfluxLimits>;
  readonly clock?: { now(): number };
}

/** What went over the line since the store was opened. Points are single values of readings, or windows. */
export interface InfluxCounts {
  written: number;
  /** Points that cannot be stored, by their own fault or by a limit of the server. */
  refused: number;
  /** Requests that were sent again. */
  retried: number;
}

/** Of the points that one write lost, so many are named. */
const NAMED = 3;

/** The store of many machines: InfluxDB 1.x over HTTP. Any number of processes write and read at once. */
export class InfluxStore extends Store {
  readonly counts: InfluxCounts = { written: 0, refused: 0, retried: 0 };
  readonly #limits: InfluxLimits;
  readonly #writes: WriteLine;
  readonly #queries: QueryLine;
  readonly #database: Database;
  readonly #onFault: (fault: StoreError) => void;
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  private constructor(private readonly options: InfluxStoreOptions) {
    super();
    const { address, database, username, password, tls, gzip = false, retention } = options;
    const clock = options.clock ?? { now: () => Date.now() };
    const origin = `${tls ? 'https' : 'http'}://${address}`;
    this.#limits = { ...INFLUX_LIMITS, ...options.limits };
    this.#onFault = options.onFault ?? (() => undefined);
    this.#writes = new WriteLine({
      ...{ origin, username, password, gzip, limits: this.#limits },
      onRetry: () => (this.counts.retried += 1),
    });
    this.#queries = new QueryLine({
      origin,
      database,
      username,
      password,
      timeout: this.#limits.queryTimeout,
    });
    this.#database = new Database(this.#queries, {
      ...{ name: database, retention, recheck: this.#limits.recheck, onFault: this.#onFault },
      now: () => clock.now(),
    });
  }

  /**
   * Makes database and retention policies where they are missing. A server that does not answer is told to `onFault` and
   * tried again by the first call: whoever needs no history can start without it.
   */
  static async open(options: InfluxStoreOptions): Promise<InfluxStore> {
    const store = new InfluxStore(options);
    try {
      await store.#database.home();
    } catch (error) {
      store.#onFault(error as StoreError);
    }
    return store;
  }

  /** Points that the server refuses do not stop the others: they are counted and told. STORE_WRITE for all else. */
  write(batch: StoreBatch): Promise<void> {
    return this.#run(() => this.#write(batch));
  }

  readings(query: ReadingQuery): Promise<Page<StoredReading>> {
    return this.#read((select) => readingPage(select, query));
  }

  windows(query: WindowQuery): Promise<Page<Window>> {
    return this.#read((select) => windowPage(select, query));
  }

  latest(since: number): Promise<readonly StoredReading[]> {
    return this.#read((select) => latestReadings(select, since));
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #write(batch: StoreBatch): Promise<void> {
    const refused: Refused[] = [];
    const bodies = bodiesOf(batch, this.#limits.linesARequest, (point) => refused.push(point));
    // Rows are append-only, so the order in which requests arrive means nothing. All senders take from one iterator.
    const senders = Array.from({ length: this.#limits.requests }, async () => {
      for (const { policy, lines } of bodies) {
        const bad = await refusedOf(lines, (part) => this.#send(policy, part));
        this.counts.written += lines.length - bad.length;
        refused.push(...bad);
      }
    });
    const outcomes = await Promise.allSettled(senders);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    if (refused.length > 0) this.#refuse(refused);
  }

  /** Gives why lines are refused. What is no fault of the lines is thrown. */
  async #send(policy: Policy, lines: readonly string[]): Promise<string | undefined> {
    for (let isSecond = false; ; isSecond = true) {
      const verdict = await this.#writes.send(await this.#path(policy), lines);
      switch (verdict.is) {
        case 'written':
          return undefined;
        case 'refused':
        case 'too-large':
          return verdict.reason;
        case 'homeless':
          // Somebody has removed the database, or its volume: it is made again.
          this.#database.forget();
          if (!isSecond) continue;
      }
      throw new StoreError('STORE_WRITE', `InfluxDB takes no writes: ${verdict.reason}`);
    }
  }

  async #path(policy: Policy): Promise<string> {
    const name = (await this.#home('STORE_WRITE'))[policy];
    const home = name === undefined ? '' : `&rp=${encodeURIComponent(name)}`;
    return `/write?db=${encodeURIComponent(this.options.database)}${home}&precision=ns`;
  }

  #read<T>(work: (select: Select) => Promise<T>): Promise<T> {
    return this.#run(async () => {
      try {
        return await work(new Select(this.#queries, await this.#home('STORE_READ'), this.#limits));
      } catch (error) {
        if (isHomeless((error as Error).message)) this.#database.forget();
        throw error;
      }
    });
  }

  async #home(code: 'STORE_READ' | 'STORE_WRITE') {
    try {
      return await this.#database.home();
    } catch (error) {
      if (error instanceof StoreError && error.code !== 'STORE_READ') throw error;
      throw new StoreError(code, (error as Error).message, { cause: error });
    }
  }

  #refuse(refused: readonly Refused[]): void {
    this.counts.refused += refused.length;
    const named = refused.slice(0, NAMED).map(({ point, reason }) => `${point.slice(0, 300)}: ${reason}`);
    const more = refused.length > NAMED ? `; and ${refused.length - NAMED} more` : '';
    this.#onFault(
      new StoreError('STORE_REFUSED', `points that cannot be stored: ${named.join('; ')}${more}`),
    );
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing) throw new StoreError('STORE_CLOSED', 'the store is closed');
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** What is under way gets a moment to finish; what does not is told STORE_CLOSED. */
  async #close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, this.#limits.closeWithin)));
    await Promise.race([Promise.allSettled(this.#running), late]);
    clearTimeout(timer);
    this.#queries.close();
    await this.#writes.close();
  }
}
