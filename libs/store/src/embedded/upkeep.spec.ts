import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { withFolder } from '@toancanh/log/testing';
import type { StoredReading } from '../store.js';
import { DAY, EVER, HOUR, MINUTE, NOON, reading, windowOf, YEAR } from '../testing/samples.js';
import { EmbeddedStore } from './embedded-store.js';

const open = (folder: string, retention = { readings: YEAR, windows: YEAR }) =>
  EmbeddedStore.open({ folder, retention, upkeepEvery: 0 });
const query = { ...EVER, metric: 'pm25', span: '1m' as const };

describe('upkeep', () => {
  // now - retention          now
  // -----)[-----------------------)
  //   -1   0
  it.each([
    { part: 'readings' as const, retention: { readings: 10 * DAY, windows: YEAR }, left: [2, 3] },
    { part: 'windows' as const, retention: { readings: YEAR, windows: 10 * DAY }, left: [3, 2] },
  ])(
    'deletes $part past their retention, to the millisecond, and nothing else',
    async ({ retention, left }) =>
      withFolder(async (folder) => {
        const store = await open(folder, retention);
        const edge = NOON - 10 * DAY;
        const times = [edge - 1, edge, NOON];
        await store.write({
          readings: times.map((at, offset) => reading({ at, offset })),
          windows: times.map((start) => windowOf({ start })),
        });
        await store.maintain(NOON);
        expect((await store.readings(EVER)).items).toHaveLength(left[0]!);
        expect((await store.windows(query)).items).toHaveLength(left[1]!);
        await store.close();
      }),
  );

  it('deletes hour after hour until nothing old is left', () =>
    withFolder(async (folder) => {
      const store = await open(folder, { readings: DAY, windows: DAY });
      await store.write({
        readings: Array.from({ length: 100 }, (_, i) => reading({ at: NOON - i * HOUR, offset: i })),
      });
      await store.maintain(NOON);
      expect((await store.readings(EVER)).items).toHaveLength(25);
      await store.close();
      expect(await rows(folder, 'reading_row')).toBe(25);
    }));

  it('leaves out repeats and what was corrected, and changes nothing that is read', () =>
    withFolder(async (folder) => {
      const store = await open(folder);
      const readings = Array.from({ length: 2_800 }, (_, i) =>
        reading({ sensor: `s${i % 7}`, at: NOON - 3 * DAY + i * MINUTE, offset: i, values: { a: i, b: -i } }),
      );
      const corrections = readings
        .filter((_, i) => i % 10 === 0)
        .map((old) => ({ ...old, offset: old.offset + 10_000, values: { a: 0.5 } }));
      const windows = [0, 1, 2].flatMap((revision) =>
        [1, 2].map((epoch) =>
          windowOf({ start: NOON - 3 * DAY, revision, epoch, asOf: NOON + revision * 10 + epoch }),
        ),
      );
      await store.write({ readings: corrections, windows });
      await store.write({ readings, windows });
      await store.write({ readings: readings.slice(500), windows });
      const read = async () => [
        await all(store),
        await store.latest(0),
        ...(await Promise.all(
          [0, 1, 12, 22, 99].map((asOf) => store.windows({ ...query, asOf: NOON + asOf })),
        )),
      ];
      const before = await read();
      await store.maintain(NOON);
      expect(await read()).toEqual(before);
      await store.close();
      expect(await rows(folder, 'reading_row')).toBe(5_600);
      expect(await rows(folder, 'window_row')).toBe(6);

      const again = await open(folder);
      await again.maintain(NOON);
      expect((await all(again)).length).toBe((before[0] as StoredReading[]).length);
      await again.close();
      expect(await rows(folder, 'reading_row')).toBe(5_600);
    }));

  it('reads what comes for a settled hour, and the later of it, all the same', () =>
    withFolder(async (folder) => {
      const store = await open(folder);
      const at = NOON - 3 * DAY;
      await store.write({ readings: [reading({ at, offset: 5, values: { pm25: 5 } })] });
      await store.maintain(NOON);
      await store.write({
        readings: [
          reading({ at, offset: 4, values: { pm25: 4 } }),
          reading({ at: at + 1, offset: 7, values: { pm25: 7 } }),
        ],
      });
      await store.maintain(NOON);
      const valuesOf = async () => (await store.readings(EVER)).items.map(({ values }) => values.pm25);
      expect(await valuesOf()).toEqual([5, 7]);
      await store.write({ readings: [reading({ at, offset: 6, values: { pm25: 6 } })] });
      expect(await valuesOf()).toEqual([6, 7]);
      await store.close();
    }));

  it('settles an hour of more rows than fit one piece, while writing and reading go on', () =>
    withFolder(async (folder) => {
      const store = await open(folder);
      const hour = NOON - 3 * DAY;
      const old = Array.from({ length: 280_000 }, (_, i) =>
        reading({ sensor: `s${i % 200}`, at: hour + Math.floor(i / 100), offset: i, values: { pm25: i } }),
      );
      await store.write({ readings: old });
      let kept = false;
      const keeping = store.maintain(NOON).then(() => (kept = true));
      let written = 0;
      while (!kept) {
        // Into the very hour that is being settled.
        await store.write({
          readings: [reading({ sensor: 'new', at: hour + written, offset: 300_000 + written })],
        });
        written += 1;
        expect((await store.readings({ ...EVER, sensor: 'new' })).items).toHaveLength(written);
        expect((await store.readings({ ...EVER, sensor: 's7' })).items).toHaveLength(1_400);
      }
      await keeping;
      expect((await store.readings({ ...EVER, sensor: 'new' })).items).toHaveLength(written);
      await store.close();
      expect(await rows(folder, 'reading_row')).toBe(280_000 + written);
    }));

  it('stops at once when the store is closed', () =>
    withFolder(async (folder) => {
      const store = await open(folder);
      await store.write({
        readings: Array.from({ length: 200 }, (_, i) =>
          reading({ at: NOON - 10 * DAY + i * HOUR, offset: i }),
        ),
      });
      const keeping = store.maintain(NOON);
      await store.close();
      await keeping;
      await expect(store.maintain(NOON)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    }));
});

async function all(store: EmbeddedStore): Promise<StoredReading[]> {
  const items: StoredReading[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.readings({ ...EVER, limit: 1_000, ...(cursor !== null && { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

/** Rows on disk, whatever is read of them. */
async function rows(folder: string, table: string): Promise<number> {
  const database = await DuckDBInstance.create(join(folder, 'city.duckdb'));
  const connection = await database.connect();
  const found = await connection.runAndReadAll(`select count(*)::double from ${table}`);
  connection.disconnectSync();
  database.closeSync();
  return found.getRows()[0]![0] as number;
}
