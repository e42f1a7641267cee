// 35,000 readings within one second on top of 300 a second: what is lost, until when all of it is visible, and memory.
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { CityProcess } from './load/city.mjs';
import { Follower, Load } from './load/load.mjs';
import { residentMiB } from './load/process-figures.mjs';
import { fixed, machine, table, whole } from './load/report.mjs';

const { values: options } = parseArgs({
  options: {
    readings: { type: 'string', default: '35000' },
    base: { type: 'string', default: '300' },
    sensors: { type: 'string', default: '10000' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help) {
  console.log('npm run bench -- burst [--readings 35000] [--base 300] [--sensors 10000]');
  process.exit(0);
}
const [readings, base, sensors] = [options.readings, options.base, options.sensors].map(Number);

machine();
const city = await (await CityProcess.start()).ready();
const follower = new Follower();
const everyday = new Load();
const burst = new Load();
try {
  await follower.follow(city.base);
  // 50 connections, so that their limits of unacknowledged messages let the whole of the burst out at once.
  await everyday.connect({ port: city.mqtt, count: 10, sensors: 1_000, prefix: 'daily' });
  await burst.connect({ port: city.mqtt, count: 50, sensors, prefix: 'burst' });
  // Each sensor once, so that no registration is measured.
  const warm = [await everyday.run({ readings: 1_000 }), await burst.run({ readings: sensors })];
  await city.settled();
  await pause(1_000);

  const daily = everyday.run({ seconds: 15, rate: base });
  await pause(5_000);
  const begun = Date.now();
  const surge = await burst.run({ seconds: 1, rate: readings });
  const { at: visible } = await Promise.race([
    follower.expect(await burst.newest()),
    pause(60_000).then(() => ({ at: NaN })),
  ]);
  const usual = await daily;
  const stages = await city.settled();
  await pause(2_000);

  const sent = surge.sent + usual.sent + warm.reduce((sum, run) => sum + run.sent, 0);
  const stored = await storedSince(warm[0].firstAt - 60_000);
  const { max } = residentMiB(city.pid);
  table('Burst', [
    {
      figure: 'readings of the burst',
      value: whole(surge.sent),
      unit: `sent within ${fixed(surge.sentWithin, 2)} s`,
    },
    { figure: 'acknowledged', value: whole(surge.acknowledged), unit: `within ${fixed(surge.seconds, 2)} s` },
    { figure: 'PUBACK p99', value: fixed(surge.p99), unit: 'ms' },
    { figure: 'begin of the burst until all visible', value: fixed((visible - begun) / 1000, 2), unit: 's' },
    { figure: 'sent in all', value: whole(sent), unit: '' },
    { figure: 'received by intake', value: whole(stages.intake.received), unit: '' },
    { figure: 'accepted and late', value: whole(stages.intake.accepted + stages.intake.late), unit: '' },
    { figure: 'in GET /api/v1/readings', value: whole(stored), unit: 'different' },
    { figure: 'lost', value: whole(sent - stored), unit: '' },
    { figure: 'resident memory, at most', value: fixed(max, 0), unit: 'MiB' },
  ]);
} finally {
  await Promise.all([follower.end(), everyday.end(), burst.end()]);
  await city.stop();
}

async function storedSince(from) {
  const known = new Set();
  for (let cursor = ''; cursor !== null;) {
    const query = new URLSearchParams({
      gateway: 'demo',
      from: new Date(from).toISOString(),
      to: new Date(Date.now() + 60_000).toISOString(),
      limit: '10000',
      ...(cursor && { cursor }),
    });
    const { items, next } = await city.get(`/api/v1/readings?${query}`);
    for (const { sensor, at } of items) known.add(`${sensor}@${at}`);
    cursor = next;
  }
  return known.size;
}
