import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { EVER, NOON, windowOf, YEAR } from '../testing/samples.js';
import { EmbeddedStore } from './embedded-store.js';

it('goes on with a file from before windows had sketches', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'toancanh-store-'));
  const open = () =>
    EmbeddedStore.open({ folder, retention: { readings: YEAR, windows: YEAR }, upkeepEvery: 0 });
  try {
    const before = windowOf();
    const made = await open();
    await made.write({ windows: [before] });
    await made.close();
    await withoutSketches(join(folder, 'city.duckdb'));

    const store = await open();
    const after = windowOf({ start: NOON + 60_000, sketch: '2.5' });
    await store.write({ windows: [after] });
    const query = { ...EVER, metric: 'pm25', span: '1m' as const };
    expect((await store.windows(query)).items).toEqual([before, after]);
    await store.maintain(NOON + YEAR / 2);
    expect((await store.windows(query)).items).toEqual([before, after]);
    await store.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function withoutSketches(file: string): Promise<void> {
  const database = await DuckDBInstance.create(file);
  const connection = await database.connect();
  await connection.run('alter table window_row drop column sketch');
  connection.disconnectSync();
  database.closeSync();
}
