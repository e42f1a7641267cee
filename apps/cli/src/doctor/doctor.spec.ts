import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeCity } from '../testing/city-server.js';
import { runLine, testContext } from '../testing/context.js';
import { FakeEndpoint } from '../testing/mqtt-endpoint.js';
import { mqttDoor } from './doors.js';
import type { Finding } from './finding.js';
import { holderOf } from './holder.js';

/** What a test opened is closed whether it passes or not: an open port would keep the run from ending. */
const opened: { close(): unknown }[] = [];
const closedAfterwards = <T extends { close(): unknown }>(one: T): T => {
  opened.push(one);
  return one;
};
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

describe('who answers at the MQTT port', () => {
  it.each([
    { why: 'it refuses a stranger in MQTT’s words', connack: 0x86, held: 'ours' },
    { why: 'it lets anybody in', connack: 0, held: 'open-broker' },
  ])('$held, since $why', async ({ connack, held }) => {
    const { port } = closedAfterwards(await FakeEndpoint.open(connack));
    expect(await mqttDoor({ host: '127.0.0.1', port })).toEqual({ held });
  });

  it('other, since it speaks no MQTT; and free, once it is gone', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('220 mail\r\n', () => socket.destroy());
    }).listen(0, '127.0.0.1');
    closedAfterwards(server);
    await once(server, 'listening');
    const address = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    expect(await mqttDoor(address)).toEqual({ held: 'other' });
    server.close();
    await once(server, 'close');
    expect(await mqttDoor(address)).toEqual({ held: 'free' });
  });
});

(process.platform === 'linux' ? it : it.skip)(
  'names the process that has a file of the data folder open (Linux tells)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'toancanh-holder-'));
    closedAfterwards({ close: () => rm(folder, { recursive: true }) });
    const program = `require('fs').openSync(${JSON.stringify(join(folder, 'lock'))}, 'w'); console.log('open'); process.stdin.resume()`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
    closedAfterwards({ close: () => child.stdin.end() });
    await once(child.stdout, 'data');
    expect(holderOf(folder)).toMatchObject({ pid: child.pid });
    child.stdin.end();
    await once(child, 'exit');
    expect(holderOf(folder)).toBeUndefined();
  },
);

describe('toancanh doctor', () => {
  it('puts a verdict and, where something is bad, a cure on each line', async () => {
    const city = closedAfterwards(await FakeCity.open());
    const endpoint = closedAfterwards(await FakeEndpoint.open(0x86));
    const data = await mkdtemp(join(tmpdir(), 'toancanh-doctor-'));
    closedAfterwards({ close: () => rm(data, { recursive: true }) });
    const counts = { received: 3, accepted: 1, late: 0, duplicate: 0, rejected: 1 };
    city.reply = ({ pathname }) =>
      pathname === '/health/ready'
        ? { status: 503, body: { 'intake.log': 'disk full' } }
        : { body: { stages: { intake: counts } } };
    const environment = {
      TOANCANH_HTTP: city.url.replace('http://', ''),
      TOANCANH_MQTT: `127.0.0.1:${endpoint.port}`,
      TOANCANH_DATA: data,
      TOANCANH_CITY: join(data, 'no-city'),
    };
    const { exit, lines } = await runLine(['doctor', '--json'], testContext('en', environment));
    const findings = lines.map((line) => JSON.parse(line) as Finding);
    expect(exit).toBe(1);
    expect(Object.fromEntries(findings.map(({ check, verdict }) => [check, verdict]))).toMatchObject({
      node: 'good',
      settings: 'good',
      city: 'bad',
      holder: 'note',
      http: 'good',
      mqtt: 'good',
      ready: 'bad',
      accounts: 'bad',
    });
    for (const { verdict, cure } of findings) expect(cure !== undefined).toBe(verdict === 'bad');
  });

  it('looks no further when the settings are not understood', async () => {
    const { exit, lines } = await runLine(
      ['doctor', '--json'],
      testContext('en', { TOANCANH_MQTT: 'nowhere' }),
    );
    expect(exit).toBe(1);
    expect(lines.map((line) => (JSON.parse(line) as Finding).check)).toEqual(['node', 'settings']);
  });
});
