import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type StoreBatch, StoreError } from '../store.js';
import { Names } from './names.js';
import { ensureSchema } from './schema.js';
import { Turns } from './turns.js';
import { type Retention, Upkeep } from './upkeep.js';
import { Writer } from './writer.js';

export interface SessionOptions {
  readonly folder: string;
  readonly retention: Retention;
  readonly memoryLimitMb: number;
  readonly threads: number;
}

/** Queries at a time, each on a thread of its own of the few that Node has for files and DNS too. */
const READERS = 2;
/** Calls that may wait for their turn; then they are refused. */
const WAITING = 64;

/** The file while it is open: one writer, a few readers, one upkeep, each on its own connection. */
export class Session {
  private constructor(
    readonly names: Names,
    private readonly database: DuckDBInstance,
    private readonly writers: Turns<Writer>,
    private readonly readers: Turns<DuckDBConnection>,
    private readonly upkeeps: Turns<Upkeep>,
    private readonly upkeepConnection: DuckDBConnection,
  ) {}

  static async open({ folder, retention, memoryLimitMb, threads }: SessionOptions): Promise<Session> {
    const database = await DuckDBInstance.create(join(folder, 'city.duckdb'), {
      memory_limit: `${memoryLimitMb}MiB`,
      threads: String(threads),
      temp_directory: join(folder, 'spill'),
      // Nothing is fetched from the network at run time.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connections: DuckDBConnection[] = [];
    try {
      for (let i = 0; i < READERS + 1; i += 1) connections.push(await database.connect());
      const [first, ...readers] = connections as [DuckDBConnection, ...DuckDBConnection[]];
      await ensureSchema(first);
      const names = await Names.load(first);
      return new Session(
        names,
        database,
        new Turns([new Writer(database, names)], WAITING, tooMany('STORE_WRITE', 'writes')),
        new Turns(readers, WAITING, tooMany('STORE_READ', 'reads')),
        new Turns([new Upkeep(first, retention)], WAITING, tooMany('STORE_WRITE', 'calls for upkeep')),
        first,
      );
    } catch (error) {
      closeDatabase(database, connections);
      throw error;
    }
  }

  write(batch: StoreBatch): Promise<void> {
    return this.writers.take((writer) => writer.write(batch));
  }

  read<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.readers.take(work);
  }

  upkeep<T>(work: (upkeep: Upkeep) => Promise<T>): Promise<T> {
    return this.upkeeps.take(work);
  }

  /** When what is in hand is done. The file then holds everything and has no log beside it, unless there was no room. */
  async close(): Promise<void> {
    await this.upkeeps.each(() => undefined);
    await this.writers.each((writer) => writer.close());
    await this.upkeepConnection.run('checkpoint').catch(() => undefined);
    const connections = [this.upkeepConnection];
    await this.readers.each((connection) => connections.push(connection));
    closeDatabase(this.database, connections);
  }
}

/**
 * A connection that stays open keeps the file open, and when it goes at last DuckDB folds its log into the file: two
 * instances of one file would spoil it. So the connections go first.
 */
function closeDatabase(database: DuckDBInstance, connections: readonly DuckDBConnection[]): void {
  for (const connection of connections) connection.disconnectSync();
  database.closeSync();
}

function tooMany(code: 'STORE_READ' | 'STORE_WRITE', what: string): () => StoreError {
  return () => new StoreError(code, `more than ${WAITING} ${what} wait for their turn`);
}
