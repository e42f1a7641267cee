import type { DuckDBConnection } from '@duckdb/node-api';
import type { Quality, Span } from '@toancanh/events';

/** On disk a word of these lists is its place, so words are only ever added at the end. */
export const QUALITIES: readonly Quality[] = ['ok', 'suspect', 'calibrating', 'fault', 'simulated'];
export const SPANS: readonly Span[] = ['1m', '1h', '1d'];

const words = (list: readonly string[]) => `[${list.map((word) => `'${word}'`).join(', ')}]`;

/**
 * Rows are only added. Names are numbers in them, which makes rows small, sorting cheap and appending twice as fast; the
 * views give the names back and leave out what is superseded, for people who open the file with other tools.
 * `at`, `window`, `end`, `partition` and `offset` are keywords, hence the quotes.
 */
const SCHEMA = `
  begin;

  create table name (id integer, text varchar);

  create table reading_row (
    sensor integer, metric integer, "at" bigint, value double, received_at bigint, gateway integer,
    quality utinyint, epoch varchar, seq bigint, "partition" integer, "offset" bigint
  );

  create table window_row (
    metric integer, is_area boolean, target integer, span utinyint, start bigint, "end" bigint,
    count bigint, sum double, min double, max double, mean double, p50 double, p95 double,
    expected double, coverage double, revision bigint, epoch bigint, as_of bigint, sketch varchar
  );

  create table settled (part varchar, until bigint);

  create view reading as
    select s.text as sensor, m.text as metric, "at", value, received_at, g.text as gateway,
      ${words(QUALITIES)}[quality + 1] as quality, epoch, seq, "partition", "offset"
    from reading_row r
    join name s on s.id = r.sensor join name m on m.id = r.metric join name g on g.id = r.gateway
    qualify row_number() over (
      partition by r.sensor, r.metric, "at" order by "offset" desc, "partition" desc) = 1;

  create view "window" as
    select m.text as metric, case when is_area then null else t.text end as sensor,
      case when is_area then t.text end as area, ${words(SPANS)}[span + 1] as span, start, "end",
      count, sum, min, max, mean, p50, p95, expected, coverage, revision, epoch, as_of
    from window_row w join name m on m.id = w.metric join name t on t.id = w.target
    qualify row_number() over (
      partition by w.metric, is_area, w.target, span, start order by revision desc, epoch desc) = 1;

  commit;
`;

/** A file that has it is not written to: it opens on a full disk as well. */
export async function ensureSchema(connection: DuckDBConnection): Promise<void> {
  const found = await connection.runAndReadAll(
    `select count(*)::double from duckdb_tables() where table_name = 'reading_row'`,
  );
  if (found.getRows()[0]![0] === 0) await connection.run(SCHEMA);
  else await addWhatIsMissing(connection);
}

/** A file of before windows had sketches gets their column, at the end as in a new one. */
async function addWhatIsMissing(connection: DuckDBConnection): Promise<void> {
  const found = await connection.runAndReadAll(
    `select count(*)::double from duckdb_columns() where table_name = 'window_row' and column_name = 'sketch'`,
  );
  if (found.getRows()[0]![0] === 0) await connection.run('alter table window_row add column sketch varchar');
}
