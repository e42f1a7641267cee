// The same load on the embedded log and store in one process, and on Kafka and InfluxDB with every app a process of its
// own: CPU of each process at a steady rate, a burst in one second, and how fast an archiver that was away catches up.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SeparateApps, watch } from './load/apps.mjs';
import { CityProcess } from './load/city.mjs';
import { Follower, Load } from './load/load.mjs';
import { fixed, machine, table, whole } from './load/report.mjs';

const { values: options } = parseArgs({
  options: {
    rate: { type: 'string', default: '3000' },
    seconds: { type: 'string', default: '30' },
    burst: { type: 'string', default: '35000' },
    away: { type: 'string', default: '60' },
    pause: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '1' },
    sensors: { type: 'string', default: '3000' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help) {
  console.log(
    'npm run bench -- pipeline [--rate 3000] [--seconds 30] [--burst 35000] [--away 60] [--pause] [--rounds 1] [--sensors 3000]',
  );
  process.exit(0);
}
const [rate, seconds, burst, away, rounds, sensors] = [
  options.rate,
  options.seconds,
  options.burst,
  options.away,
  options.rounds,
  options.sensors,
].map(Number);

machine();
for (let round = 0; round < rounds; round += 1) {
  const embedded = await (await CityProcess.start()).ready();
  await measure('embedded, one process', embedded, [{ name: 'city', pid: embedded.pid }]);
  const separate = await SeparateApps.start();
  await measure('Kafka and InfluxDB, a process each', separate, separate.processes);
}

async function measure(name, city, processes) {
  const follower = new Follower();
  const everyday = new Load();
  const surge = new Load();
  try {
    await follower.follow(city.base);
    await everyday.connect({ port: city.mqtt, count: 10, sensors, prefix: 'daily' });
    await surge.connect({ port: city.mqtt, count: 50, sensors: 10_000, prefix: 'burst' });
    // Each sensor once, so that no registration is measured.
    await everyday.run({ readings: sensors });
    await surge.run({ readings: 10_000 });
    await city.settled();
    await everyday.run({ seconds: 5, rate });
    await follower.figures();

    const look = watch(processes);
    const steady = await everyday.run({ seconds, rate });
    const { p50, p99 } = await follower.figures();
    table(
      `${name}: ${whole(steady.sent / seconds)} readings/s for ${seconds} s, PUBACK p99 ${fixed(steady.p99)} ms, publish to delta p50 ${fixed(p50, 0)} p99 ${fixed(p99, 0)} ms`,
      look().map(({ name: app, cpu, share, resident }) => ({
        process: app,
        'of a core': `${fixed(100 * share)} %`,
        'µs/reading': fixed((1e6 * cpu) / steady.sent),
        'MiB at most': fixed(resident, 0),
      })),
    );

    const begun = Date.now();
    const wave = await surge.run({ seconds: 1, rate: burst });
    const { at: visible } = await Promise.race([
      follower.expect(await surge.newest()),
      pause(60_000).then(() => ({ at: NaN })),
    ]);
    table(`${name}: a burst`, [
      { figure: 'sent', value: whole(wave.sent), unit: `within ${fixed(wave.sentWithin, 2)} s` },
      { figure: 'acknowledged', value: whole(wave.acknowledged), unit: `within ${fixed(wave.seconds, 2)} s` },
      { figure: 'begin until all visible', value: fixed((visible - begun) / 1000, 2), unit: 's' },
    ]);
    if (city instanceof SeparateApps) await catchUp(city, everyday);
  } finally {
    await Promise.all([follower.end(), everyday.end(), surge.end()]);
    await city.stop();
  }
}

/** The load goes on while the archiver is away and, unless it is to pause, while it comes back. */
async function catchUp(city, everyday) {
  await city.settled();
  await city.app('archiver').stop();
  await everyday.run({ seconds: away, rate });
  const load = options.pause ? undefined : everyday.run({ seconds: Math.max(20, away / 2), rate });
  const archiver = await city.startApp('archiver');
  await archiver.ready();
  const look = watch([{ name: 'archiver', pid: archiver.pid }]);
  const { lag: behind } = await archiver.stage();
  const began = performance.now();
  while ((await archiver.stage()).lag > rate) await pause(100);
  const took = (performance.now() - began) / 1000;
  const [{ share, resident }] = look();
  const { received } = await archiver.stage();
  await load;
  table('An archiver that was away', [
    { figure: 'away', value: whole(away), unit: 's' },
    { figure: 'behind', value: whole(behind), unit: 'records' },
    { figure: 'caught up within', value: fixed(took), unit: 's' },
    {
      figure: 'speed',
      value: fixed((behind + (load ? rate * took : 0)) / took / rate),
      unit: load ? 'times real time, live load included' : 'times real time, the load at rest',
    },
    { figure: 'records taken until then', value: whole(received), unit: '' },
    { figure: 'CPU', value: fixed(100 * share), unit: '% of a core' },
    { figure: 'resident memory', value: fixed(resident, 0), unit: 'MiB' },
  ]);
}
