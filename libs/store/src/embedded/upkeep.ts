import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlInteger } from './sql-integer.js';

/** How long stored data is kept, in milliseconds. */
export interface Retention {
  readonly readings: number;
  readonly windows: number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** After this long few readings still come; what comes later is read just as well, only less fast. */
const SETTLED_AFTER = 24 * HOUR;
/** Two of DuckDB's row groups, sorted in memory. */
const PIECE_ROWS = 250_000;

interface Part {
  readonly table: 'reading_row' | 'window_row';
  readonly time: string;
  /** Rows that agree in these say the same; of them the first by `newest` stays. */
  readonly identity: string;
  readonly newest: string;
  /** What is asked for together lies together. */
  readonly order: string;
}

const READINGS: Part = {
  table: 'reading_row',
  time: '"at"',
  identity: 'sensor, metric, "at"',
  newest: '"offset" desc, "partition" desc',
  order: 'sensor, metric, "at"',
};
/** Every revision stays: it is what was known then. */
const WINDOWS: Part = {
  table: 'window_row',
  time: 'start',
  identity: 'metric, is_area, target, span, start, revision, epoch',
  newest: 'as_of',
  order: 'metric, is_area, target, span, start',
};

/** Keeps the tables small and in order, one short transaction at a time. What it does changes nothing that is read. */
export class Upkeep {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly retention: Retention,
  ) {}

  /** False when there was nothing left to do. */
  async step(now: number): Promise<boolean> {
    return (
      (await this.#expire(READINGS, now - this.retention.readings)) ||
      (await this.#expire(WINDOWS, now - this.retention.windows)) ||
      (await this.#settle(READINGS, now - SETTLED_AFTER)) ||
      (await this.#settle(WINDOWS, now - SETTLED_AFTER))
    );
  }

  /** Deletes the oldest hour, as far as it lies before `before`. */
  async #expire({ table, time }: Part, before: number): Promise<boolean> {
    const oldest = await this.#oldest(table, time, Number.MIN_SAFE_INTEGER, before);
    if (oldest === null) return false;
    const to = Math.min(before, nextHour(oldest));
    await this.connection.run(`delete from ${table} where ${time} < ${sqlInteger(to)}`);
    return true;
  }

  /** Writes the next stretch of time again, sorted and without repeats. Rows that are added meanwhile are not touched. */
  async #settle(part: Part, before: number): Promise<boolean> {
    const { table, time, identity, newest, order } = part;
    const done = await this.#number(`select max(until)::double from settled where part = '${table}'`);
    const from = await this.#oldest(table, time, done ?? Number.MIN_SAFE_INTEGER, before);
    if (from === null) return false;
    const to = await this.#endOfPiece(part, from, nextHour(from));
    if (to > before) return false;
    const piece = `${time} >= ${sqlInteger(from)} and ${time} < ${sqlInteger(to)}`;
    await this.#transaction([
      `create or replace temp table piece as select * from ${table} where ${piece}
       qualify row_number() over (partition by ${identity} order by ${newest}) = 1`,
      `delete from ${table} where ${piece}`,
      `insert into ${table} select * from piece order by ${order}`,
      `drop table piece`,
      `delete from settled where part = '${table}'`,
      `insert into settled values ('${table}', ${sqlInteger(to)})`,
    ]);
    return true;
  }

  async #endOfPiece({ table, time }: Part, from: number, hour: number): Promise<number> {
    for (let to = hour; ; to = from + Math.ceil((to - from) / 2)) {
      if (to - from <= MINUTE) return to;
      const rows = await this.#number(
        `select count(*)::double from ${table} where ${time} >= ${sqlInteger(from)} and ${time} < ${sqlInteger(to)}`,
      );
      if (rows! <= PIECE_ROWS) return to;
    }
  }

  /** Bounded on both sides, it is answered from DuckDB's summaries of row groups where there is nothing. */
  #oldest(table: string, time: string, from: number, before: number): Promise<number | null> {
    return this.#number(
      `select min(${time})::double from ${table}
       where ${time} >= ${sqlInteger(from)} and ${time} < ${sqlInteger(before)}`,
    );
  }

  async #number(sql: string): Promise<number | null> {
    const rows = await this.connection.runAndReadAll(sql);
    return rows.getRows()[0]![0] as number | null;
  }

  async #transaction(statements: readonly string[]): Promise<void> {
    await this.connection.run('begin');
    try {
      for (const statement of statements) await this.connection.run(statement);
      await this.connection.run('commit');
    } catch (error) {
      // A commit that failed has ended the transaction already.
      await this.connection.run('rollback').catch(() => undefined);
      throw error;
    }
  }
}

function nextHour(time: number): number {
  return (Math.floor(time / HOUR) + 1) * HOUR;
}
