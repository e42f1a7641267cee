// The provincial wall in Chromium without a GPU at 1,000 changes a second, made by the simulator all over the city, with its
// alerts that come and go: main thread and heap.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { CityProcess } from './load/city.mjs';
import { fixed, machine, table } from './load/report.mjs';

const { values: options } = parseArgs({
  options: {
    screenshot: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '1000' },
    sensors: { type: 'string', default: '2000' },
    wall: { type: 'string', default: 'province' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help) {
  console.log(
    'npm run bench -- wall [--minutes 10] [--rate 1000] [--sensors 2000] [--wall province] [--screenshot wall.png]',
  );
  process.exit(0);
}
const browser = process.env.PATH.split(delimiter)
  .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
  .find(existsSync);
if (!browser) {
  console.log('! no Chromium on the path: nothing measured');
  process.exit(0);
}
const seconds = Number(options.minutes) * 60;

machine();
const city = await (await CityProcess.start()).ready();
const simulator = spawn(
  process.execPath,
  [
    ...['bin/toancanh.js', 'sim', '--url', `mqtt://127.0.0.1:${city.mqtt}`],
    ...['--sensors', options.sensors, '--rate', options.rate],
  ],
  { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
);
const chrome = await chromium.launch({ executablePath: browser, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await chrome.newPage({ viewport: { width: 1920, height: 1080 } });
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`${city.base}/wall/${options.wall}`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const measured = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    return {
      task: of('TaskDuration'),
      at: of('Timestamp'),
      heap: of('JSHeapUsedSize') / 1024 ** 2,
      nodes: of('Nodes'),
    };
  };

  // What a page does once, at its start, is not what it costs all day.
  await pause(15_000);
  const begun = await received();
  const start = await measured();
  const rows = [];
  let before = start;
  const steps = Math.max(1, Math.min(10, Math.round(seconds / 30)));
  for (let step = 1; step <= steps; step += 1) {
    await pause((seconds * 1000) / steps);
    const now = await measured();
    rows.push({
      minute: fixed((now.at - start.at) / 60),
      'main thread %': fixed(((now.task - before.task) / (now.at - before.at)) * 100),
      'heap after GC MiB': fixed(now.heap),
      'DOM nodes': now.nodes,
    });
    before = now;
  }
  if (options.screenshot) await page.screenshot({ path: options.screenshot });
  const changes = ((await received()) - begun) / (before.at - start.at);
  table(`/wall/${options.wall} at ${fixed(changes, 0)} readings/s, 1920 × 1080, no GPU`, rows);
  const whole = ((before.task - start.task) / (before.at - start.at)) * 100;
  console.log(
    `\nmain thread ${fixed(whole)} % of a core; heap after GC ${fixed(start.heap)} → ${fixed(before.heap)} MiB; page errors ${faults.length}`,
  );
} finally {
  await chrome.close();
  const ended = once(simulator, 'exit');
  simulator.kill('SIGTERM');
  await ended;
  await city.stop();
}

async function received() {
  return (await city.get('/api/v1/status')).stages.live.received;
}
