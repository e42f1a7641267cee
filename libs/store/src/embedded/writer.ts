import {
  BOOLEAN,
  type DuckDBConnection,
  type DuckDBInstance,
  type DuckDBType,
  DOUBLE,
  INTEGER,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api';
import type { Window } from '@toancanh/events';
import type { StoreBatch, StoredReading } from '../store.js';
import type { Names } from './names.js';
import { RowChunks } from './row-chunks.js';
import { QUALITIES, SPANS } from './schema.js';

const NAME: readonly DuckDBType[] = [INTEGER, VARCHAR];
const READING: readonly DuckDBType[] = [
  ...[INTEGER, INTEGER, DOUBLE, DOUBLE, DOUBLE, INTEGER], // sensor metric at value received_at gateway
  ...[UTINYINT, VARCHAR, DOUBLE, INTEGER, DOUBLE], // quality epoch seq partition offset
];
const WINDOW: readonly DuckDBType[] = [
  ...[INTEGER, BOOLEAN, INTEGER, UTINYINT, DOUBLE, DOUBLE], // metric is_area target span start end
  ...Array<DuckDBType>(12).fill(DOUBLE), // count … as_of
  VARCHAR, // sketch
];

const QUALITY_PLACE = new Map(QUALITIES.map((quality, place) => [quality, place]));
const SPAN_PLACE = new Map(SPANS.map((span, place) => [span, place]));

/**
 * A transaction that writes waits while DuckDB folds its log into the file, tenths of a second. Its first write is the one
 * that waits: one that deletes nothing does so on a thread of its own, where an appender would stop the event loop.
 */
const BEGIN = 'begin; delete from name where false';

/** Puts batches into the file, each in a transaction of its own; one at a time. */
export class Writer {
  #line: Line | undefined;

  constructor(
    private readonly database: DuckDBInstance,
    private readonly names: Names,
  ) {}

  /** DuckDB syncs its write-ahead log before a commit returns. A fault leaves nothing of the batch behind. */
  async write(batch: StoreBatch): Promise<void> {
    try {
      this.#line ??= await Line.over(await this.database.connect(), this.names);
      await this.#line.write(batch);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#line?.close();
    this.#line = undefined;
  }
}

/** A connection and the rows on their way through it. After a fault it is of no more use. */
class Line {
  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly names: Names,
    private readonly nameRows: RowChunks,
    private readonly readingRows: RowChunks,
    private readonly windowRows: RowChunks,
  ) {}

  static async over(connection: DuckDBConnection, names: Names): Promise<Line> {
    return new Line(
      connection,
      names,
      await RowChunks.into(connection, 'name', NAME),
      await RowChunks.into(connection, 'reading_row', READING),
      await RowChunks.into(connection, 'window_row', WINDOW),
    );
  }

  async write({ readings = [], windows = [] }: StoreBatch): Promise<void> {
    await this.connection.run(BEGIN);
    await this.#addReadings(readings);
    await this.#addWindows(windows);
    await this.#addNames();
    await this.connection.run('commit');
    this.names.keep();
  }

  /** Ends the transaction in hand, if there is one, with nothing of it kept. */
  close(): void {
    for (const rows of [this.nameRows, this.readingRows, this.windowRows]) rows.discard();
    this.connection.disconnectSync();
  }

  async #addReadings(readings: readonly StoredReading[]): Promise<void> {
    const { names, readingRows: rows } = this;
    for (const reading of readings) {
      const sensor = names.idOf(reading.sensor);
      const gateway = names.idOf(reading.gateway);
      const quality = QUALITY_PLACE.get(reading.quality)!;
      for (const metric in reading.values) {
        if (rows.full) await rows.push();
        rows
          .row()
          .cell(sensor)
          .cell(names.idOf(metric))
          .cell(reading.at)
          .cell(reading.values[metric]!)
          .cell(reading.receivedAt)
          .cell(gateway)
          .cell(quality)
          .cell(reading.epoch ?? null)
          .cell(reading.seq ?? null)
          .cell(reading.partition)
          .cell(reading.offset);
      }
    }
    rows.flush();
  }

  async #addWindows(windows: readonly Window[]): Promise<void> {
    const { names, windowRows: rows } = this;
    for (const window of windows) {
      if (rows.full) await rows.push();
      rows
        .row()
        .cell(names.idOf(window.metric))
        .cell(window.sensor === undefined)
        .cell(names.idOf(window.sensor ?? window.area ?? ''))
        .cell(SPAN_PLACE.get(window.span)!)
        .cell(window.start)
        .cell(window.end)
        .cell(window.count)
        .cell(window.sum)
        .cell(window.min)
        .cell(window.max)
        .cell(window.mean)
        .cell(window.p50)
        .cell(window.p95)
        .cell(window.expected)
        .cell(window.coverage)
        .cell(window.revision)
        .cell(window.epoch)
        .cell(window.asOf)
        .cell(window.sketch ?? null);
    }
    rows.flush();
  }

  async #addNames(): Promise<void> {
    const { first, texts } = this.names.pending();
    for (const [i, text] of texts.entries()) {
      if (this.nameRows.full) await this.nameRows.push();
      this.nameRows
        .row()
        .cell(first + i)
        .cell(text);
    }
    this.nameRows.flush();
  }
}
