// Starts the built product on free ports with its simulator, waits for moving data, looks at every page, stops it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './servers/free-port.mjs';

const data = mkdtempSync(join(tmpdir(), 'toancanh-smoke-'));
const [http, mqtt] = [await freePort(), await freePort()];
const started = Date.now();
const city = spawn(process.execPath, ['bin/toancanh.js', 'city'], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env,
    TOANCANH_DATA: data,
    TOANCANH_HTTP: `127.0.0.1:${http}`,
    TOANCANH_MQTT: `127.0.0.1:${mqtt}`,
    TOANCANH_SIMULATE: '1',
  },
});
const base = `http://127.0.0.1:${http}`;
const get = (path) => fetch(base + path).catch(() => null);

let failed = 0;
const check = (what, isSo) => {
  console.log(`${isSo ? '✓' : '✗'} ${what}`);
  if (!isSo) failed += 1;
};
const within = async (limit, isSo) => {
  while (Date.now() - started < limit && city.exitCode === null) {
    if (await isSo()) return true;
    await new Promise((again) => setTimeout(again, 100));
  }
  return false;
};

try {
  const ready = await within(10_000, async () => (await get('/health/ready'))?.status === 200);
  check(`ready after ${Date.now() - started} ms (limit 10 s)`, ready);
  const newest = async () => {
    const response = await get('/api/v1/latest?limit=10000');
    const items = response?.ok ? (await response.json()).items : [];
    return items.reduce((latest, { receivedAt }) => (receivedAt > latest ? receivedAt : latest), '');
  };
  const first = await within(15_000, async () => (await newest()) !== '').then(newest);
  const moving = await within(15_000, async () => (await newest()) > first);
  check(`moving data after ${Date.now() - started} ms (limit 15 s)`, moving);
  for (const page of [
    '/',
    '/wall/province',
    '/wall/di-an',
    '/console',
    '/api/openapi.json',
    '/api/asyncapi.json',
    '/metrics',
  ]) {
    check(`${page} answers`, (await get(page))?.status === 200);
  }
  const exited = once(city, 'exit');
  city.kill('SIGTERM');
  const [code] = await exited;
  check(`stops in order, exit code ${code}`, code === 0);
} finally {
  city.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
