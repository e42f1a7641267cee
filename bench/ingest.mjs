// 10,000 sensors, readings of 200 bytes, QoS 1: readings a second and CPU of the whole city process, from publish to PUBACK
// and to the delta on a wall. The peer, interleaved: Mosquitto, which keeps nothing safe.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Child } from './load/child.mjs';
import { CityProcess } from './load/city.mjs';
import { Follower, Load } from './load/load.mjs';
import { Mosquitto } from './load/mosquitto.mjs';
import { cpuSeconds, residentMiB } from './load/process-figures.mjs';
import { fixed, machine, table, whole } from './load/report.mjs';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '2' },
    sensors: { type: 'string', default: '10000' },
    connections: { type: 'string', default: '1,10,100' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help) {
  console.log(
    'npm run bench -- ingest [--seconds 5] [--rounds 2] [--sensors 10000] [--connections 1,10,100]',
  );
  process.exit(0);
}
const seconds = Number(options.seconds);
const sensors = Number(options.sensors);

machine();
const city = await (await CityProcess.start()).ready();
const mosquitto = await Mosquitto.start();
try {
  const subjects = [
    { name: 'toàn cảnh', port: city.mqtt, cpu: () => city.cpu(), settled: () => city.settled() },
    ...(mosquitto
      ? [{ name: 'mosquitto', port: mosquitto.mqtt, cpu: () => mosquitto.cpu(), settled: () => undefined }]
      : []),
  ];
  await registerSensors();

  const fastest = [];
  for (const count of options.connections.split(',').map(Number)) {
    for (let round = 1; round <= Number(options.rounds); round += 1) {
      for (const subject of subjects) fastest.push(await asFastAsAcknowledged(subject, count, round));
    }
  }
  table('As fast as acknowledged (CPU: until every stage has caught up)', fastest);

  const paced = [];
  for (const subject of subjects) paced.push(await fromPublishToPuback(subject));
  table('From publish to PUBACK, paced', paced);
  table('From publish to the delta of /live (4 frames a second included), paced', [
    await fromPublishToDelta(),
  ]);

  if (mosquitto)
    table('Stock Nest on its MQTT transport behind Mosquitto, no log, paced', [await stockNest()]);

  const { now, max } = residentMiB(city.pid);
  console.log(`\nresident memory of the city process: ${fixed(now, 0)} MiB, at most ${fixed(max, 0)} MiB`);
} finally {
  await city.stop();
  await mosquitto?.stop();
}

/** Each sensor once, so that no registration is measured. */
async function registerSensors() {
  const load = await connected(city.mqtt, 1);
  await load.run({ readings: sensors });
  await city.settled();
  await load.end();
}

async function asFastAsAcknowledged({ name, port, cpu, settled }, count, round) {
  const load = await connected(port, count);
  const before = cpu();
  const { acknowledged, perSecond, p50, p99 } = await load.run({ seconds });
  await settled();
  const used = cpu() - before;
  await load.end();
  return {
    '': name,
    connections: count,
    round,
    'readings/s': whole(perSecond),
    'CPU µs/reading': fixed((used / acknowledged) * 1e6),
    'PUBACK p50 ms': fixed(p50),
    'p99 ms': fixed(p99),
  };
}

async function fromPublishToPuback({ name, port, cpu, settled }) {
  const rate = 10_000;
  const load = await connected(port, 10);
  await load.run({ seconds: 1, rate });
  const before = cpu();
  const { acknowledged, p50, p99, max } = await load.run({ seconds, rate });
  await settled();
  const used = cpu() - before;
  await load.end();
  return {
    '': name,
    'readings/s': whole(rate),
    'p50 ms': fixed(p50),
    'p99 ms': fixed(p99),
    'max ms': fixed(max),
    'CPU µs/reading': fixed((used / acknowledged) * 1e6),
  };
}

async function fromPublishToDelta() {
  const rate = 3_000;
  const follower = new Follower();
  await follower.follow(city.base);
  const load = await connected(city.mqtt, 10);
  await load.run({ seconds: 1, rate });
  await follower.figures();
  await load.run({ seconds, rate });
  const { count, deltas, p50, p99, max } = await follower.figures();
  await load.end();
  await follower.end();
  return {
    '': 'toàn cảnh',
    'readings/s': whole(rate),
    'p50 ms': fixed(p50, 0),
    'p99 ms': fixed(p99, 0),
    'max ms': fixed(max, 0),
    values: whole(count),
    'frames/s': fixed(deltas / seconds),
  };
}

async function stockNest() {
  const rate = 5_000;
  const nest = new Child('../peers/nest-mqtt.mjs');
  await nest.order({ open: { port: mosquitto.mqtt } });
  const load = await connected(mosquitto.mqtt, 10);
  await load.run({ seconds: 1, rate });
  await pause(500);
  const { handled: before } = await nest.order({});
  const begun = cpuSeconds(nest.pid);
  const { acknowledged } = await load.run({ seconds, rate });
  await pause(1_000);
  const { handled } = await nest.order({});
  const used = cpuSeconds(nest.pid) - begun;
  await load.end();
  await nest.end();
  return {
    '': 'nest + mosquitto',
    'readings/s': whole(rate),
    acknowledged: whole(acknowledged),
    handled: whole(handled - before),
    'CPU µs/reading of Nest': fixed((used / (handled - before)) * 1e6),
  };
}

async function connected(port, count) {
  const load = new Load();
  await load.connect({ port, count, sensors });
  return load;
}
