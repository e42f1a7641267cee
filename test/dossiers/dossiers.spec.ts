import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DossierEvent } from '@toancanh/events';
import { DossierBook, type UnitCounts } from '@toancanh/domains';
import { dayIn } from '@toancanh/windows';
import { lives, YEAR } from './lives.js';

/** A year of the province is a million: `DOSSIERS=1000000`. */
const DOSSIERS = Number(process.env.DOSSIERS ?? 20_000);

const sql = readFileSync(join(import.meta.dirname, 'counts.sql'), 'utf8');
const asOf = YEAR.ends - 10 * 86_400_000;
const dayOf = dayIn('Asia/Ho_Chi_Minh');

function csvOf({ dossier, unit, area, channel, payment, signedResult, step, at, due }: DossierEvent): string {
  return `${dossier},${unit},${area},${channel},${payment ?? ''},${signedResult ?? ''},${step},${at},${due ?? ''}\n`;
}

/** By unit and area, with what both sides count. */
function comparable({ unit, area, counts }: UnitCounts) {
  const { total, received, ended, onTime, late, onlineFull, withFee, paidOnline, signedResults } = counts;
  const { open, overdue, waiting } = counts;
  const row = { unit, area, total, received, ended, onTime, late, onlineFull, withFee, paidOnline };
  return { ...row, signedResults, open, overdue, waiting };
}

describe(`the book of ${DOSSIERS} dossiers`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dossiers-'));
  const book = new DossierBook({ most: 2_000_000, monthOf: (at) => dayOf(at).slice(0, 7) });
  const asked = (from: string, to: string) => ({ at: asOf, soon: asOf + 3 * 86_400_000, from, to });

  beforeAll(async () => {
    const file = createWriteStream(join(folder, 'events.csv'));
    file.write('dossier,unit,area,channel,payment,signed,step,at,due\n');
    let some: DossierEvent[] = [];
    const flush = async () => {
      for (const event of some) book.take(event);
      if (!file.write(some.map(csvOf).join(''))) await once(file, 'drain');
      some = [];
    };
    for (const event of lives(DOSSIERS)) {
      if (event.at <= asOf) some.push(event);
      if (some.length === 10_000) await flush();
    }
    await flush();
    file.end();
    await once(file, 'close');
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['2025-01', '2025-12', 'the year'],
    ['2025-06', '2025-06', 'a month: received in it, or ended in it and received before'],
    ['2025-12', '2025-12', 'the month that goes on'],
  ])(
    'counts %s to %s as SQL does over the same events: %s',
    async (from, to) => {
      const duck = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
      await duck.run(
        `CREATE TABLE events AS SELECT * FROM read_csv('${join(folder, 'events.csv')}', header = true,
           types = {'at': 'BIGINT', 'due': 'BIGINT', 'area': 'VARCHAR', 'signed': 'BOOLEAN'})`,
      );
      const rows = (await duck.runAndReadAll(sql, { asOf: BigInt(asOf), from, to })).getRowObjects();
      const known = new Map(
        book.counts(asked(from, to)).map((one) => [`${one.unit} ${one.area}`, comparable(one)]),
      );
      expect(rows.length).toBeGreaterThan(90);
      for (const row of rows) expect(known.get(`${row.unit} ${row.area}`)).toEqual(row);
    },
    600_000,
  );
});
