import { mkdir, realpath } from 'node:fs/promises';
import type { Window } from '@toancanh/events';
import {
  type Page,
  type ReadingQuery,
  Store,
  type StoreBatch,
  type StoredReading,
  StoreError,
  type StoreErrorCode,
  type WindowQuery,
} from '../store.js';
import { isFatal, storeError } from './duckdb-fault.js';
import { latestReadings } from './latest.js';
import { readingPage } from './reading-page.js';
import { Session, type SessionOptions } from './session.js';
import { windowPage } from './window-page.js';

export interface EmbeddedStoreOptions extends Pick<SessionOptions, 'folder' | 'retention'> {
  /** For DuckDB's buffers, in MiB. What it sorts beyond that goes to a folder beside the file. */
  readonly memoryLimitMb?: number;
  readonly threads?: number;
  readonly clock?: { now(): number };
  /** Milliseconds between two rounds of upkeep; 0 for none. */
  readonly upkeepEvery?: number;
  /** Told when a round of upkeep failed; the next one tries again. */
  readonly onUpkeepFault?: (error: StoreError) => void;
}

const DEFAULTS = {
  // Twice as much was no faster with 20 million rows, and the process is as much larger.
  memoryLimitMb: 96,
  threads: 1,
  clock: { now: () => Date.now() },
  upkeepEvery: 60_000,
  onUpkeepFault: () => undefined,
};

/** Folders that this process has open: the operating system's lock does not keep a process from itself. */
const taken = new Set<string>();

/** The store of one machine: a DuckDB file, appended to, read while it is written. */
export class EmbeddedStore extends Store {
  #session: Promise<Session> | undefined;
  /** The session before, while it is being closed. */
  #ended: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout | undefined;

  private constructor(private readonly options: Required<EmbeddedStoreOptions>) {
    super();
    if (options.upkeepEvery > 0) {
      this.#timer = setInterval(() => {
        this.maintain(options.clock.now()).catch((error: StoreError) => {
          if (error.code !== 'STORE_CLOSED') options.onUpkeepFault(error);
        });
      }, options.upkeepEvery).unref();
    }
  }

  /** One process at a time has a folder open; another gets STORE_LOCKED. */
  static async open(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
    await mkdir(options.folder, { recursive: true });
    const folder = await realpath(options.folder);
    if (taken.has(folder)) {
      throw new StoreError('STORE_LOCKED', `the store in ${folder}: process ${process.pid} has it open`);
    }
    taken.add(folder);
    const store = new EmbeddedStore({ ...DEFAULTS, ...options, folder });
    try {
      await store.#run('STORE_READ', async () => undefined);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async write(batch: StoreBatch): Promise<void> {
    if (!batch.readings?.length && !batch.windows?.length) return this.#check();
    await this.#run('STORE_WRITE', (session) => session.write(batch));
  }

  readings(query: ReadingQuery): Promise<Page<StoredReading>> {
    return this.#run('STORE_READ', (session) =>
      session.read((connection) => readingPage(connection, session.names, query)),
    );
  }

  windows(query: WindowQuery): Promise<Page<Window>> {
    return this.#run('STORE_READ', (session) =>
      session.read((connection) => windowPage(connection, session.names, query)),
    );
  }

  latest(since: number): Promise<readonly StoredReading[]> {
    return this.#run('STORE_READ', (session) =>
      session.read((connection) => latestReadings(connection, session.names, since)),
    );
  }

  /** Deletes what is past its retention and sorts what is settled; resolves when nothing is left to do. */
  maintain(now: number): Promise<void> {
    return this.#run('STORE_WRITE', (session) =>
      session.upkeep(async (upkeep) => {
        while (!this.#closing && (await upkeep.step(now)));
      }),
    );
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#end(this.#session);
    taken.delete(this.options.folder);
  }

  /** Opens the file again first if a fault has closed it. */
  async #run<T>(otherwise: StoreErrorCode, work: (session: Session) => Promise<T>): Promise<T> {
    this.#check();
    const current = (this.#session ??= this.#ended.then(() => Session.open(this.options)));
    try {
      return await work(await current);
    } catch (error) {
      if (isFatal(error) || (await hasFailed(current))) void this.#end(current);
      throw storeError(error, otherwise, `the store in ${this.options.folder}`);
    }
  }

  /** Lets go of a session, once, however many callers saw it fail. */
  #end(session: Promise<Session> | undefined): Promise<void> {
    if (session !== undefined && session === this.#session) {
      this.#session = undefined;
      this.#ended = session.then(
        (opened) => opened.close(),
        () => undefined,
      );
    }
    return this.#ended;
  }

  #check(): void {
    if (this.#closing) throw new StoreError('STORE_CLOSED', 'the store is closed');
  }
}

function hasFailed(session: Promise<Session>): Promise<boolean> {
  return session.then(
    () => false,
    () => true,
  );
}
