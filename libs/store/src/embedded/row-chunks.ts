import { setImmediate as turn } from 'node:timers/promises';
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBVector,
} from '@duckdb/node-api';

/** A chunk holds at most 2,048, DuckDB's own vector size. A quarter keeps the event loop for a millisecond or two. */
const CHUNK_ROWS = 512;

/**
 * Rows on their way into one table. Cells go into column vectors and whole chunks to the appender, a tenth of the calls
 * into DuckDB that cells would take; between chunks the event loop gets its turn.
 */
export class RowChunks {
  #chunk: DuckDBDataChunk | undefined;
  #vectors: readonly DuckDBVector[] = [];
  #rows = 0;
  #column = 0;

  private constructor(
    private readonly appender: DuckDBAppender,
    private readonly types: readonly DuckDBType[],
  ) {}

  /** A type wider than the column's is cast: integers to 2^53 travel as doubles, which spares a BigInt a cell. */
  static async into(
    connection: DuckDBConnection,
    table: string,
    types: readonly DuckDBType[],
  ): Promise<RowChunks> {
    return new RowChunks(await connection.createAppender(table), types);
  }

  get full(): boolean {
    return this.#rows === CHUNK_ROWS;
  }

  /** Begins a row; not while `full`. */
  row(): this {
    if (this.#chunk === undefined) {
      const chunk = DuckDBDataChunk.create(this.types, CHUNK_ROWS);
      this.#vectors = this.types.map((_, column) => chunk.getColumnVector(column));
      this.#chunk = chunk;
    }
    this.#rows += 1;
    this.#column = 0;
    return this;
  }

  /** The next cell of the row. */
  cell(value: DuckDBValue): this {
    this.#vectors[this.#column++]!.setItem(this.#rows - 1, value);
    return this;
  }

  /** Hands a full chunk on and lets others go first. */
  async push(): Promise<void> {
    this.flush();
    await turn();
  }

  /** Hands on what there is, into the transaction of the connection. */
  flush(): void {
    if (this.#chunk === undefined) return;
    for (const vector of this.#vectors) vector.flush();
    this.#chunk.rowCount = this.#rows;
    this.appender.appendDataChunk(this.#chunk);
    this.appender.flushSync();
    this.#chunk = undefined;
    this.#rows = 0;
  }

  /** Lets go of everything, flushed or not. An appender whose transaction has failed may object, to no one's loss. */
  discard(): void {
    this.#chunk = undefined;
    try {
      this.appender.clear();
      this.appender.closeSync();
    } catch {
      // The connection is closed next, which ends the transaction whatever the appender thinks of it.
    }
  }
}
