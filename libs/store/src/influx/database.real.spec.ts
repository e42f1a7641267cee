import { DAY, EVER, reading, windowOf } from '../testing/samples.js';
import { InfluxScene } from './testing/influx-scene.js';

describe('retention policies', () => {
  const scene = InfluxScene.during();
  const durations = async () => {
    const { series } = (await scene.query(`SHOW RETENTION POLICIES ON ${scene.database}`)) as {
      series: [{ values: [string, string][] }];
    };
    return Object.fromEntries(series[0].values);
  };

  it.each([
    {
      retention: { readings: 30 * DAY, windows: 400 * DAY },
      are: { readings: '720h0m0s', windows: '9600h0m0s' },
    },
    { retention: { readings: 1, windows: Infinity }, are: { readings: '1h0m0s', windows: '0s' } },
    {
      retention: { readings: 90 * 60_000 + 1, windows: DAY },
      are: { readings: '1h31m0s', windows: '24h0m0s' },
    },
  ])('are made as the city wants them: $are', async ({ retention, are }) => {
    await scene.open({ retention });
    expect(await durations()).toMatchObject(are);
    expect(scene.faults).toEqual([]);
  });

  it('follow a setting that has changed, to longer and to much shorter', async () => {
    await scene.open({ retention: { readings: 3 * DAY, windows: Infinity } });
    await scene.open({ database: scene.database, retention: { readings: 5 * DAY, windows: DAY } });
    expect(await durations()).toMatchObject({ readings: '120h0m0s', windows: '24h0m0s' });
    expect(scene.faults).toEqual([]);
  });
});

describe('a server with users', () => {
  const scene = InfluxScene.during(['  auth-enabled = true']);
  const admin = (q: string) => scene.query(q, 'root:gốc');
  const as = (username: string, password = 'mật khẩu') =>
    scene.open({ database: 'city', username, password });

  beforeAll(async () => {
    await admin(`CREATE USER "root" WITH PASSWORD 'gốc' WITH ALL PRIVILEGES`);
    await admin('CREATE DATABASE "city"');
    for (const [user, right] of [
      ['both', 'ALL'],
      ['reader', 'READ'],
      ['writer', 'WRITE'],
    ]) {
      await admin(`CREATE USER "${user}" WITH PASSWORD 'mật khẩu'`);
      await admin(`GRANT ${right} ON "city" TO "${user}"`);
    }
  });

  it('writes into the default policy where none may be made, and says so', async () => {
    const store = await as('both');
    expect(scene.faults.map(({ code }) => code)).toEqual(['STORE_SCHEMA']);
    expect(scene.faults[0]!.message).toMatch(/403.*default retention policy/);
    await store.write({ readings: [reading()], windows: [windowOf()] });
    expect(await store.latest(0)).toEqual([reading()]);
    const other = await as('reader');
    expect((await other.readings(EVER)).items).toEqual([reading()]);
  });

  it('uses the policies that a person has made, whoever may read or write only', async () => {
    await admin('CREATE RETENTION POLICY "readings" ON "city" DURATION INF REPLICATION 1');
    await admin('CREATE RETENTION POLICY "windows" ON "city" DURATION INF REPLICATION 1');
    const reader = await as('reader');
    await as('both');
    expect(scene.faults).toEqual([]);
    const writer = await as('writer');
    await writer.write({ readings: [reading({ offset: 9 })] });
    expect((await reader.readings(EVER)).items).toEqual([reading({ offset: 9 })]);
    await expect(reader.write({ readings: [reading()] })).rejects.toMatchObject({ code: 'STORE_WRITE' });
  });

  it('takes nothing from whoever has the wrong password, which stays unsaid', async () => {
    const store = await as('both', 'sai bét');
    await expect(store.write({ readings: [reading()] })).rejects.toMatchObject({ code: 'STORE_WRITE' });
    await expect(store.latest(0)).rejects.toMatchObject({ code: 'STORE_READ' });
    expect(store.counts.refused).toBe(0);
    expect(scene.faults.map(({ message }) => message).join()).not.toMatch(/sai/);
  });
});
