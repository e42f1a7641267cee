// Folds minutes in a process of its own, with the built aggregator or with the peer, onto a log that keeps nothing.
import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Aggregator } from '../../dist/apps/aggregator/src/aggregator.js';
import { TOPICS } from '../../dist/libs/events/src/index.js';
import { Log } from '../../dist/libs/log/src/index.js';
import { Placements } from '../../dist/libs/regions/src/index.js';
import { LoggedSensorDirectory } from '../../dist/libs/runtime/src/index.js';
import { StringMapFold } from '../peers/string-map.mjs';
import {
  BEGIN,
  deepTree,
  Input,
  LATENESS,
  parsed,
  PARTITIONS,
  sensorsIn,
  TIME_ZONE,
  TOPIC,
} from './fold-input.mjs';

const WARM_MINUTES = 3;
setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');

/** Takes windows and forgets them, but counts them, and keeps the text of those of areas while `sample` is an array. */
class SinkLog extends Log {
  windows = 0;
  bytes = 0;
  sample;

  async append(topic, entries) {
    if (topic !== TOPICS.windows.name) return;
    this.windows += entries.length;
    for (const { value } of entries) {
      this.bytes += value.length;
      if (this.sample && value.includes('"area":')) this.sample.push(value);
    }
  }
  async subscribe() {
    return { caughtUp: Promise.resolve(), close: async () => undefined };
  }
  async extent() {
    return [];
  }
  async committed() {
    return new Map();
  }
  async close() {}
}

class InputClock {
  at = BEGIN;
  now() {
    return this.at;
  }
}

async function productOf(log, clock, tree, sensors) {
  const city = {
    timeZone: TIME_ZONE,
    areas: tree,
    sensors: new Map(sensors.map((sensor) => [sensor.id, sensor])),
    placements: new Map(sensors.map((sensor) => [sensor.id, new Placements([sensor], tree)])),
  };
  const directory = await LoggedSensorDirectory.open(city, log, clock);
  const logger = { info() {}, warn() {} };
  const aggregator = new Aggregator(log, city, directory, clock, logger, { lateness: LATENESS });
  await aggregator.activate({
    partitions: Array.from({ length: PARTITIONS }, (_, partition) => ({
      topic: TOPIC,
      partition,
      first: 0,
      next: 0,
    })),
    commit: async () => undefined,
  });
  return aggregator;
}

async function folderOf(side, log, clock, { sensors: count, period }) {
  const { tree, quarters } = deepTree();
  const sensors = sensorsIn(quarters, count, period);
  const input = new Input(sensors, period);
  if (side === 'ours') return { input, folder: await productOf(log, clock, tree, sensors) };
  const byId = new Map(sensors.map((sensor) => [sensor.id, sensor]));
  const partitions = PARTITIONS;
  return { input, folder: new StringMapFold({ log, tree, sensors: byId, partitions, lateness: LATENESS }) };
}

/** `minutes` minutes and as much of the next as closes the last of them. CPU in µs, times in ms, memory in MiB. */
async function pass(side, minutes, options, sampled) {
  const log = new SinkLog();
  if (sampled) log.sample = [];
  const clock = new InputClock();
  const { input, folder } = await folderOf(side, log, clock, options);
  gc();
  const cpu = { parse: 0, fold: 0, close: 0 };
  const closes = [];
  let readings = 0;
  let open;
  const seconds = minutes * 60 + LATENESS / 1_000 + 1;
  for (let second = 0; second < seconds; second++) {
    const batches = input.second(second);
    clock.at = BEGIN + second * 1_000 + 999;
    for (const batch of batches) {
      const begun = process.cpuUsage();
      const records = parsed(batch);
      const handed = process.cpuUsage();
      const [at, windows] = [performance.now(), log.windows];
      await folder.take(records);
      const wall = performance.now() - at;
      const ended = process.cpuUsage();
      readings += batch.texts.length - 1;
      cpu.parse += between(begun, handed);
      if (log.windows === windows) cpu.fold += between(handed, ended);
      else {
        cpu.close += between(handed, ended);
        closes.push({ wall, cpu: between(handed, ended) / 1_000, windows: log.windows - windows });
      }
    }
    // Just before the last minute closes it is open together with half of the next.
    if (second === seconds - 3) {
      gc();
      open = memory();
    }
  }
  if (closes.length !== minutes) throw new Error(`${closes.length} of ${minutes} minutes closed`);
  return { readings, cpu, closes, open, windows: log.windows, bytes: log.bytes, sample: log.sample };
}

const between = (from, to) => to.user + to.system - from.user - from.system;
function memory() {
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20, arrays: arrayBuffers / 2 ** 20 };
}

process.on('message', async ({ side, minutes, ...options }) => {
  try {
    const { sample } = await pass(side, WARM_MINUTES, options, true);
    process.send({ done: { sample, measured: await pass(side, minutes, options, false) } });
  } catch (error) {
    process.send({ error: error.stack });
  }
});
