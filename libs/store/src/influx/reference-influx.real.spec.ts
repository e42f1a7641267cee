import { readFileSync } from 'node:fs';
import { Influx } from '../../../../scripts/servers/influx.mjs';
import { areaWindow, MINUTE, reading, windowOf } from '../testing/samples.js';
import { InfluxStore } from './influx-store.js';

const STARTING = 60_000;
const page = readFileSync(new URL('../../../../docs/reference-influx.md', import.meta.url), 'utf8');
const statements = [...page.matchAll(/```sql\n(.*?)```/gs)].map(([, text]) => text!.trim());

describe('what docs/reference-influx.md lets people ask', () => {
  let influx: Influx;
  let store: InfluxStore;
  const start = Math.floor(Date.now() / MINUTE) * MINUTE - 5 * MINUTE;

  beforeAll(async () => {
    influx = await Influx.start();
    store = await InfluxStore.open({
      address: influx.address,
      database: 'toancanh',
      retention: { readings: 30 * 86_400_000, windows: 400 * 86_400_000 },
    });
    const revisions = [2, 0, 1].map((revision) => ({
      revision,
      mean: 10 + revision,
      asOf: start + revision,
    }));
    await store.write({
      readings: [reading({ at: start }), reading({ at: start, offset: 8, values: { pm25: 30 } })],
      windows: (['1m', '1h', '1d'] as const).flatMap((span) =>
        revisions.flatMap((known) => [
          windowOf({ start, span, ...known }),
          { ...areaWindow('thu-dau-mot', start), span, ...known },
        ]),
      ),
    });
  }, STARTING);
  afterAll(async () => {
    await store?.close();
    await influx?.stop();
  }, STARTING);

  async function ask(q: string): Promise<{ error?: string; series?: { values: unknown[][] }[] }[]> {
    const body = new URLSearchParams({ q, db: 'toancanh', epoch: 'ms' });
    const answer = await fetch(`http://${influx.address}/query`, { method: 'POST', body });
    return ((await answer.json()) as { results: { error?: string; series?: { values: unknown[][] }[] }[] })
      .results;
  }

  it.each(statements)('%s', async (statement) => {
    for (const { error, series } of await ask(statement)) {
      expect(error).toBeUndefined();
      if (statement.startsWith('SELECT')) expect(series!.length).toBeGreaterThan(0);
    }
  });

  it('shows each window in its newest revision', async () => {
    const [minutes, hours, days, corrections] = await Promise.all(statements.slice(0, 4).map(ask));
    expect(minutes![0]!.series![0]!.values).toEqual([[start, 12, 4.8]]);
    expect(hours![0]!.series![0]!.values.map(([, mean]) => mean)).toEqual([12]);
    expect(days![0]!.series![0]!.values).toHaveLength(1);
    expect(corrections![0]!.series![0]!.values.map(([, mean, revision]) => [mean, revision])).toEqual([
      [10, 0],
      [11, 1],
      [12, 2],
    ]);
  });
});
