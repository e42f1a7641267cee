// Intake with the real embedded log in a process of its own: CPU of a reading from socket to disk to PUBACK.
import { parseArgs } from 'node:util';
import { CityProcess } from './load/city.mjs';
import { Load } from './load/load.mjs';
import { residentMiB } from './load/process-figures.mjs';
import { fixed, machine, table, whole } from './load/report.mjs';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    sensors: { type: 'string', default: '10000' },
    connections: { type: 'string', default: '1,10,100' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help) {
  console.log('npm run bench -- intake-alone [--seconds 5] [--sensors 10000] [--connections 1,10,100]');
  process.exit(0);
}
const seconds = Number(options.seconds);
const sensors = Number(options.sensors);

machine();
const intake = await CityProcess.start(['bench/load/intake-process.mjs']);
try {
  await intake.listening();
  const warm = new Load();
  await warm.connect({ port: intake.mqtt, sensors });
  await warm.run({ readings: sensors });
  await warm.end();

  const rows = [];
  for (const count of options.connections.split(',').map(Number)) {
    const load = new Load();
    await load.connect({ port: intake.mqtt, count, sensors });
    for (const rate of [undefined, 10_000]) {
      const before = intake.cpu();
      const { acknowledged, perSecond, p50, p99 } = await load.run({ seconds, rate });
      rows.push({
        '': rate ? 'paced' : 'as fast as acknowledged',
        connections: count,
        'readings/s': whole(perSecond),
        'CPU µs/reading': fixed(((intake.cpu() - before) / acknowledged) * 1e6),
        'PUBACK p50 ms': fixed(p50),
        'p99 ms': fixed(p99),
      });
    }
    await load.end();
  }
  table('Intake alone, with the embedded log', rows);
  console.log(`\nresident memory: at most ${fixed(residentMiB(intake.pid).max, 0)} MiB`);
} finally {
  await intake.stop();
}
