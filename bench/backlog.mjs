// A district that was cut off for hours comes back: what it kept is taken in as fast as it is acknowledged, while the rest
// of the city goes on. How fresh the live values stay, and how long until history is corrected.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SeparateApps, watch } from './load/apps.mjs';
import { CityProcess } from './load/city.mjs';
import { Follower, Load } from './load/load.mjs';
import { fixed, machine, table, whole } from './load/report.mjs';

const HOUR = 3_600_000;

const { values: options } = parseArgs({
  options: {
    hours: { type: 'string', default: '8' },
    sensors: { type: 'string', default: '792' },
    every: { type: 'string', default: '30' },
    rate: { type: 'string', default: '240' },
    real: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help) {
  console.log(
    'npm run bench -- backlog [--hours 8] [--sensors 792] [--every 30 (s)] [--rate 240] [--real (Kafka and InfluxDB)]',
  );
  process.exit(0);
}
const [hours, sensors, every, rate] = [options.hours, options.sensors, options.every, options.rate].map(
  Number,
);

machine();
const city = options.real ? await SeparateApps.start() : await (await CityProcess.start()).ready();
const processes = options.real ? city.processes : [{ name: 'city', pid: city.pid }];
const reviser = async () => {
  const { stages } = options.real
    ? await city.app('archiver').get('/api/v1/status')
    : await city.get('/api/v1/status');
  return stages.reviser;
};
const follower = new Follower();
const live = new Load();
const district = new Load();
try {
  await follower.follow(city.base, { prefix: 'other' });
  await live.connect({ port: city.mqtt, count: 5, sensors: 1_000, prefix: 'other' });
  await district.connect({ port: city.mqtt, count: 5, sensors, prefix: 'cut-off' });
  await live.run({ readings: 1_000 });
  await city.settled();
  await follower.figures();

  await live.run({ seconds: 15, rate });
  const before = await follower.figures();
  const look = watch(processes);
  let over = false;
  const load = (async () => {
    while (!over) await live.run({ seconds: 2, rate });
  })();
  const from = Math.floor((Date.now() - hours * HOUR) / 60_000) * 60_000;
  const began = performance.now();
  const taken = await district.run({
    readings: Math.floor((hours * 3_600) / every) * sensors,
    past: { from, every: every * 1_000 },
  });
  const during = await follower.figures();
  let more;
  for (let quiet = 0; quiet < 5;) {
    await pause(500);
    ({ more } = await reviser());
    quiet = more.waiting === 0 ? quiet + 1 : 0;
    if (process.stdout.isTTY)
      process.stdout.write(`\r${whole(more.waiting)} windows wait to be corrected   `);
  }
  const corrected = (performance.now() - began) / 1000;
  const after = await follower.figures();
  over = true;
  await load;
  const fresh = ({ p50, p99 }) => `p50 ${fixed(p50, 0)} p99 ${fixed(p99, 0)} ms`;
  table(
    `${options.real ? 'Kafka and InfluxDB' : 'embedded'}: a backlog of ${fixed(hours, 0)} h of ${whole(sensors)} sensors`,
    [
      {
        figure: 'readings',
        value: whole(taken.acknowledged),
        unit: `acknowledged within ${fixed(taken.seconds)} s`,
      },
      {
        figure: 'speed',
        value: whole(taken.perSecond),
        unit: `readings/s, PUBACK p99 ${fixed(taken.p99)} ms`,
      },
      {
        figure: 'corrected',
        value: whole(more.revised),
        unit: `windows, the last ${fixed(corrected)} s after the begin`,
      },
      { figure: 'live values before', value: fresh(before), unit: `publish to delta at ${whole(rate)}/s` },
      { figure: 'while it comes in', value: fresh(during), unit: '' },
      { figure: 'while history is corrected', value: fresh(after), unit: '' },
    ],
  );
  table(
    'Processes over all of it',
    look().map(({ name, share, resident }) => ({
      process: name,
      'of a core': `${fixed(100 * share)} %`,
      'MiB at most': fixed(resident, 0),
    })),
  );
} finally {
  await Promise.all([follower.end(), live.end(), district.end()]);
  await city.stop();
}
