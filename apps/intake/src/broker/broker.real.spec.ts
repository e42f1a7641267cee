import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rejection } from '@toancanh/events';
import { LogError } from '@toancanh/log';
import { MemoryLog } from '@toancanh/log/testing';
import mqtt from 'mqtt';
import { Mosquitto } from '../../../../scripts/servers/mosquitto.mjs';
import { TcpProxy } from '../../../../test/harness/tcp-proxy.js';
import { until } from '../../../../test/harness/until.js';
import { clientIdOf } from './broker-address.js';
import { gaugeOf, houseOn, ready, Sender } from '../testing/broker-house.js';
import { IntakeHouse, NOON, SetClock } from '../testing/intake-house.js';

const READINGS = 'toancanh/v1/gw-1/readings';
const IN_FLIGHT = 'toancanh_queue_depth{queue="broker"}';
const SOON = { within: 20_000, every: 10 };
let instant = NOON;
/** A reading that nobody sent before. */
const reading = () => JSON.stringify({ sensor: 's-1', at: (instant -= 1), values: { pm25: 31.2 } });
const times = (count: number) => () => (count-- > 0 ? reading() : undefined);
const instants = (house: IntakeHouse) => house.readings().map(({ at }) => at);

describe('the way in from a broker, by Mosquitto', () => {
  let mosquitto: Mosquitto;
  let house: IntakeHouse;
  let gateway: Sender;
  let port = 8_080;

  beforeAll(async () => {
    mosquitto = await Mosquitto.start();
  }, 30_000);
  afterAll(() => mosquitto.stop(), 30_000);

  beforeEach(async () => {
    // A session of its own for every test.
    house = await houseOn(mosquitto.url, {
      http: (port += 1),
      log: new MemoryLog({ clock: new SetClock() }),
    });
    gateway = await Sender.to(mosquitto.url);
  }, 30_000);
  afterEach(async () => {
    await gateway.close();
    await house.close();
    await forget(mosquitto, port);
  }, 30_000);

  it('takes 3,000 messages a second and more on one connection', async () => {
    const count = 40_000;
    const began = performance.now();
    await gateway.send(READINGS, times(count));
    await until(() => house.desk.settled.received >= count, SOON);
    const perSecond = Math.round((count * 1_000) / (performance.now() - began));
    console.log(`${count} messages, each in the log before it is acknowledged: ${perSecond} messages/s`);
    // The partitions of the log do not say in which order they were written; one sensor has one partition.
    const came = instants(house);
    expect(came).toHaveLength(count);
    expect(came).toEqual([...came].sort((a, b) => b - a));
  }, 60_000);

  it('leaves with the broker what the log has not, and all of it arrives when the log is back', async () => {
    house.log.failure = new LogError('LOG_FULL', 'no room');
    await gateway.send(READINGS, times(3_000));
    await until(() => !house.desk.open, SOON);
    const held = await gaugeOf(house, IN_FLIGHT);
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThanOrEqual(1_000);
    expect(house.readings()).toEqual([]);
    house.log.failure = undefined;
    await until(() => house.readings().length === 3_000, SOON);
    expect(house.desk.settled).toMatchObject({ received: 3_000, accepted: 3_000 });
    await until(async () => (await gaugeOf(house, IN_FLIGHT)) === 0, SOON);
  }, 60_000);

  it('comes back to a broker that was killed, and takes what gateways send there', async () => {
    await gateway.send(READINGS, times(100));
    await until(() => house.readings().length === 100, SOON);
    await mosquitto.kill();
    await until(() => 'intake.broker' in house.status.troubles(), SOON);
    await mosquitto.restart();
    await ready(house, 2);
    expect(house.status.troubles()).toEqual({});
    await gateway.send(READINGS, times(100));
    await until(() => house.readings().length === 200, SOON);
    expect(await gaugeOf(house, 'toancanh_broker_connects_total')).toBe(2);
    expect(await gaugeOf(house, 'toancanh_broker_connected')).toBe(1);
  }, 60_000);

  it('of a broker that is frozen and thaws loses nothing', async () => {
    await gateway.send(READINGS, times(100));
    mosquitto.freeze();
    const sending = gateway.send(READINGS, times(500));
    await until(() => gateway.sent === 600, SOON);
    mosquitto.thaw();
    await sending;
    await until(() => house.readings().length === 600, SOON);
    expect(new Set(instants(house)).size).toBe(600);
  }, 60_000);

  it('gives to the next intake what one that dies has not acknowledged', async () => {
    const proxy = await TcpProxy.to(mosquitto.port);
    const http = (port += 1);
    const dying = await houseOn(`mqtt://127.0.0.1:${proxy.port}`, { http });
    await house.close();
    await forget(mosquitto, http - 1);
    const release = dying.log.hold();
    await gateway.send(READINGS, times(300));
    await until(async () => (await gaugeOf(dying, IN_FLIGHT)) === 300, SOON);
    // As a machine dies: nothing more comes from it, neither an acknowledgement nor a word of parting.
    proxy.cut();
    release();
    await until(() => dying.readings().length === 300, SOON);
    const log = new MemoryLog({ clock: new SetClock() });
    house = await houseOn(mosquitto.url, { http, log });
    await until(() => house.readings().length === 300, SOON);
    await until(async () => (await gaugeOf(house, IN_FLIGHT)) === 0, SOON);
    expect(new Set(instants(house))).toEqual(new Set(instants(dying)));
    await dying.close();
    await proxy.close();
  }, 60_000);

  it('goes on with its session after an orderly restart: nothing twice, nothing lost', async () => {
    await gateway.send(READINGS, times(200));
    await until(() => house.readings().length === 200, SOON);
    await house.close();
    await gateway.send(READINGS, times(200));
    const { log } = house;
    house = await houseOn(mosquitto.url, { http: port, log });
    await until(() => house.readings().length === 400, SOON);
    expect(house.desk.settled).toMatchObject({ received: 200, duplicate: 0 });
    expect(house.logger.lines).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ resumed: true }) as object }),
    );
  }, 60_000);

  it('shares the messages with another intake', async () => {
    const { log } = house;
    const other = await houseOn(mosquitto.url, { http: (port += 1), log });
    await gateway.send(READINGS, times(1_000));
    await until(() => house.readings().length === 1_000, SOON);
    const shares = [house, other].map(({ desk }) => desk.settled.received);
    expect(Math.min(...shares)).toBeGreaterThan(100);
    expect(shares[0]! + shares[1]!).toBe(1_000);
    await other.close();
    await forget(mosquitto, port);
    port -= 1;
  }, 60_000);

  it('answers gateways over the broker, known and unknown', async () => {
    await gateway.client.subscribeAsync('toancanh/v1/+/rejected', { qos: 1 });
    const answers: Rejection[] = [];
    gateway.client.on('message', (_, payload) => answers.push(JSON.parse(payload.toString()) as Rejection));
    for (const id of ['gw-1', 'gw-99']) {
      await gateway.client.publishAsync(`toancanh/v1/${id}/readings`, '{', { qos: 1 });
    }
    await until(() => answers.length === 2, SOON);
    expect(answers.map(({ gateway: id, code }) => [id, code])).toEqual([
      ['gw-1', 'E_JSON'],
      ['gw-99', 'E_AUTH'],
    ]);
    expect(new Set(answers.map(({ id }) => id))).toEqual(new Set(house.rejections().map(({ id }) => id)));
  }, 60_000);

  it('tells over the broker how far the log is', async () => {
    await gateway.client.subscribeAsync('toancanh/v1/gw-1/receipts', { qos: 1 });
    const told = once(gateway.client as unknown as NodeJS.EventEmitter, 'message');
    const numbered = JSON.stringify({ epoch: 'e', seq: 7, readings: [JSON.parse(reading())] });
    await gateway.client.publishAsync(READINGS, numbered, { qos: 1 });
    const [, payload] = (await told) as [string, Buffer];
    expect(JSON.parse(payload.toString())).toMatchObject({ epoch: 'e', seq: 7, accepted: 1 });
  }, 60_000);
});

describe('the way in from a broker over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'toancanh-tls-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says nothing to a broker whose certificate nobody that it knows has signed', async () => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'],
      ...['-keyout', key, '-out', certificate],
    ]);
    if (made.status !== 0) throw new Error(`openssl: ${String(made.error ?? made.stderr)}`);
    // Both lines are of the listener before them, which `Mosquitto` writes first.
    const mosquitto = await Mosquitto.start({
      config: [`keyfile ${key}`, `certfile ${certificate}`, 'allow_anonymous true'],
    });
    const house = await IntakeHouse.open({
      mqtt: false,
      broker: mosquitto.url.replace('mqtt://', 'mqtts://user:secret@').replace('127.0.0.1', 'localhost'),
    });
    await until(() => JSON.stringify(house.status.troubles()).includes('self-signed'), SOON);
    expect(await gaugeOf(house, 'toancanh_broker_connects_total')).toBe(0);
    const warned = house.logger.lines.filter(({ level }) => level === 'warn');
    expect(warned).toHaveLength(1);
    expect(JSON.stringify([warned, house.status.troubles()])).not.toContain('secret');
    await house.close();
    await mosquitto.stop();
  }, 60_000);
});

/** Ends the session of an intake that is gone, which would else take its share of the messages for an hour. */
async function forget({ url }: Mosquitto, http: number): Promise<void> {
  const client = await mqtt.connectAsync(url, { clientId: clientIdOf(hostname(), http), clean: true });
  await client.endAsync();
}
