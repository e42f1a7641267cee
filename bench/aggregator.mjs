// The aggregator's hot path without disk and sockets, beside windows in a map of strings: CPU of a value, time of a close, memory.
import { parseArgs } from 'node:util';
import { loadavg } from 'node:os';
import { Child } from './load/child.mjs';
import { fixed, machine, table, whole } from './load/report.mjs';

const METRICS = 4;
const { values: options } = parseArgs({
  options: {
    sensors: { type: 'string' },
    period: { type: 'string', default: '10' },
    minutes: { type: 'string' },
    rounds: { type: 'string' },
    short: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help) {
  console.log(
    'npm run bench -- aggregator [--sensors 10000] [--period 10] [--minutes 20] [--rounds 3] [--short: 1000, 3, 1]',
  );
  process.exit(0);
}
const usual = options.short ? [1_000, 3, 1] : [10_000, 20, 3];
const [sensors, minutes, rounds] = ['sensors', 'minutes', 'rounds'].map((name, i) =>
  Number(options[name] ?? usual[i]),
);
const period = Number(options.period);

const runs = { ours: [], peer: [] };
for (let round = 0; round < rounds; round++) {
  const sides = round % 2 === 0 ? ['ours', 'peer'] : ['peer', 'ours'];
  const samples = {};
  for (const side of sides) {
    const child = new Child('./fold-process.mjs');
    try {
      const { sample, measured } = await child.order({ side, minutes, sensors, period });
      samples[side] = sample;
      runs[side].push({ ...measured, load: loadavg()[0] });
    } finally {
      await child.end();
    }
  }
  demandEqual(samples.ours, samples.peer);
}

machine();
const [{ readings, windows }] = runs.ours;
console.log(
  `${whole(sensors)} sensors × ${METRICS} metrics every ${period} s, 4 levels of areas: in ${minutes} minutes ${whole(readings)} readings, ` +
    `${whole(readings * METRICS)} values, ${whole(windows)} windows. Area windows of both are equal.`,
);
table(
  'CPU, each round a process of its own',
  runs.ours.flatMap((_, round) => ['ours', 'peer'].map((side) => cpuRow(side, round))),
);
table(
  'From the tick that passes a minute to its last window appended, all rounds',
  ['ours', 'peer'].map(closeRow),
);
table('Memory before the last close: that minute and half of the next open', ['ours', 'peer'].map(memoryRow));
const ratio = (of) => fixed(median(runs.peer.map(of)) / median(runs.ours.map(of)), 2);
console.log(
  `\npeer : ours (medians of the rounds)  CPU of a value, parsing apart ${ratio(ownCpu)}, ` +
    `with parsing ${ratio((run) => ownCpu(run) + run.cpu.parse)}, CPU of a close ${ratio((run) => run.cpu.close)}`,
);

/** Nothing is printed of code that is wrong: every area window of the warm-up must be the same. */
function demandEqual(ours, peer) {
  const [a, b] = [figures(ours), figures(peer)];
  if (a.size === 0 || a.size !== b.size)
    throw new Error(`${a.size} area windows of ours, ${b.size} of the peer`);
  for (const [key, figure] of a) {
    if (figure !== b.get(key)) throw new Error(`${key}: ${figure} of ours, ${b.get(key)} of the peer`);
  }
}

function figures(sample) {
  return new Map(
    sample.map((text) => {
      const { metric, area, start, count, sum, min, max, p50, p95 } = JSON.parse(text);
      return [`${metric} ${area} ${start}`, [count, sum, min, max, p50, p95].join(' ')];
    }),
  );
}

function ownCpu({ cpu }) {
  return cpu.fold + cpu.close;
}

function cpuRow(side, round) {
  const run = runs[side][round];
  const values = run.readings * METRICS;
  return {
    '': `${side} ${round + 1}`,
    'parse µs/reading': fixed(run.cpu.parse / run.readings, 2),
    'fold µs/reading': fixed(run.cpu.fold / run.readings, 2),
    'fold µs/value': fixed(run.cpu.fold / values, 2),
    'close µs/value': fixed(run.cpu.close / values, 2),
    'fold + close µs/value': fixed(ownCpu(run) / values, 2),
    'close µs/window': fixed(run.cpu.close / run.windows, 2),
    load: fixed(run.load),
  };
}

function closeRow(side) {
  const closes = runs[side].flatMap((run) => run.closes);
  const wall = closes.map((close) => close.wall).sort((a, b) => a - b);
  const cpu = closes.map((close) => close.cpu).sort((a, b) => a - b);
  const appended = closes.reduce((sum, close) => sum + close.windows, 0);
  return {
    '': side,
    closes: closes.length,
    'p50 ms': whole(at(wall, 0.5)),
    'p99 ms': whole(at(wall, 0.99)),
    'max ms': whole(wall.at(-1)),
    'CPU p50 ms': whole(at(cpu, 0.5)),
    'CPU p99 ms': whole(at(cpu, 0.99)),
    'windows/s': whole((appended / wall.reduce((sum, ms) => sum + ms, 0)) * 1_000),
  };
}

function memoryRow(side) {
  const of = (what) => median(runs[side].map(({ open }) => open[what]));
  return {
    '': side,
    'RSS MiB': fixed(of('rss'), 0),
    'heap MiB': fixed(of('heap')),
    'arrays MiB': fixed(of('arrays')),
  };
}

/** The smallest value that this share of all does not exceed. */
function at(sorted, share) {
  return sorted[Math.ceil(sorted.length * share) - 1];
}

function median(numbers) {
  return at(
    [...numbers].sort((a, b) => a - b),
    0.5,
  );
}
