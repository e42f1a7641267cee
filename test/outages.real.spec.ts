import type { Value } from '@toancanh/events';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Publisher } from './harness/publisher.js';
import { APPS, SeparateApps } from './harness/separate-apps.js';
import { until } from './harness/until.js';

/** The short form is for every change; the long one is 10 kills and 300 seconds. */
const KILLS = Number(process.env.KILLS ?? 2);
const AWAY_SECONDS = Number(process.env.AWAY_SECONDS ?? 30);
/** What an app may grow by while the store is away. */
const GROWTH_MIB = 100;

const PREFIX = 'outage';
const SENSORS = 100;
const EVERY = 200;

async function residentMiB(pid: number): Promise<number> {
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024;
}

describe('the servers go away and come back', () => {
  let city: SeparateApps;
  let publisher: Publisher;

  beforeAll(async () => {
    city = await SeparateApps.start();
  }, 60_000);
  afterAll(async () => {
    await publisher?.abandon();
    await city.discard();
  }, 30_000);

  const begin = async (prefix: string) => {
    publisher = await Publisher.start({ port: city.mqttPort, prefix, sensors: SENSORS, every: EVERY });
    await until(() => publisher.acknowledged.length > 10 * SENSORS, { within: 20_000 });
  };
  /** What was acknowledged and is not in the store, and what is there twice. */
  const accountOf = async () => {
    const { acknowledged } = publisher;
    const from = new Date(acknowledged[0]!.at).toISOString();
    const stored = await city.all<{ sensor: string; at: string }>(
      `/api/v1/readings?gateway=demo&from=${from}&to=${new Date(Date.now() + 60_000).toISOString()}`,
    );
    const names = stored.map(({ sensor, at }) => `${sensor}@${Date.parse(at)}`);
    const there = new Set(names);
    return {
      missing: acknowledged.filter(({ sensor, at }) => !there.has(`${sensor}@${at}`)).length,
      twice: names.length - there.size,
    };
  };
  const everythingStored = (within: number) => {
    let account: Awaited<ReturnType<typeof accountOf>> | undefined;
    return until(async () => (account = await accountOf()).missing === 0 && account.twice === 0, {
      within,
      every: 1_000,
      what: () => JSON.stringify(account),
    });
  };
  const ready = (app: (typeof APPS)[number]) => city.of(app)[0]!.status('/health/ready');

  it(`one broker alone, killed and started again ${KILLS} times: nothing acknowledged is lost`, async () => {
    await begin(`${PREFIX}-log`);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await city.kafka.kill();
      await until(async () => (await ready('intake')) === 503, { within: 10_000, what: () => city.output });
      const before = publisher.acknowledged.length;
      await pause(2_000);
      expect(publisher.acknowledged.length).toBe(before);
      await city.kafka.restart();
      await until(async () => (await ready('intake')) === 200, { within: 30_000, what: () => city.output });
      await until(() => publisher.acknowledged.length > before + SENSORS, { within: 20_000 });
    }
    await publisher.stop(60_000);
    await everythingStored(60_000);
    for (const app of APPS) {
      expect(city.of(app)[0]!.hasEnded).toBe(false);
      await until(async () => (await ready(app)) === 200, {
        within: 20_000,
        what: () => `${app}\n${city.output}`,
      });
    }
  }, 600_000);

  it(`InfluxDB away for ${AWAY_SECONDS} s: walls go on, memory stays, and then everything is there`, async () => {
    await begin(`${PREFIX}-store`);
    const processes = APPS.map((app) => ({ app, pid: city.of(app)[0]!.pid }));
    const before = await Promise.all(processes.map(({ pid }) => residentMiB(pid)));
    await city.influx.kill();
    const back = Date.now() + AWAY_SECONDS * 1_000;
    await until(async () => (await ready('archiver')) === 503, { within: 20_000, what: () => city.output });
    expect(await ready('live')).toBe(200);
    while (Date.now() < back) {
      const asked = Date.now();
      const { items } = await city.get<{ items: Value[] }>(
        '/api/v1/latest?area=thu-dau-mot&metric=pm25&limit=10000',
      );
      const newest = Math.max(
        ...items.filter(({ sensor }) => sensor.startsWith(`${PREFIX}-store`)).map(({ at }) => Date.parse(at)),
      );
      expect(asked - newest).toBeLessThan(5_000);
      await pause(1_000);
    }
    const after = await Promise.all(processes.map(({ pid }) => residentMiB(pid)));
    const growth = processes.map(({ app }, i) => ({ app, grown: Math.round(after[i]! - before[i]!) }));
    expect(growth.filter(({ grown }) => grown > GROWTH_MIB)).toEqual([]);
    await city.influx.restart();
    await publisher.stop();
    const took = await everythingStored(180_000);
    process.stdout.write(
      `InfluxDB away ${AWAY_SECONDS} s: complete ${took} ms after it was back, MiB grown ${JSON.stringify(growth)}\n`,
    );
  }, 900_000);
});
