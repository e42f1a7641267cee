import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryLog } from '@toancanh/log/testing';
import mqtt from 'mqtt';
import { Mosquitto } from '../../../../scripts/servers/mosquitto.mjs';
import { until } from '../../../../test/harness/until.js';
import { houseOn, ready, Sender } from '../testing/broker-house.js';
import { type IntakeHouse, NOON, SetClock } from '../testing/intake-house.js';

const FOLDER = new URL('../../../../deploy/mosquitto/', import.meta.url);
const SETTINGS = readFileSync(new URL('mosquitto.conf', FOLDER), 'utf8');
const READINGS = 'toancanh/v1/gw-1/readings';
const KILLS = Number(process.env.KILLS ?? 3);
/** Between two saves, and what a save may take on a busy machine, in milliseconds. */
const UNSAVED = 1_000 * Number(/^autosave_interval (\d+)$/m.exec(SETTINGS)![1]) + 2_000;
const SOON = { within: 30_000, every: 10 };

let instant = NOON;
const reading = () => JSON.stringify({ sensor: 's-1', at: (instant -= 1), values: { pm25: 31.2 } });
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/** Mosquitto as it is deployed, with names, passwords and acl; only places and listener are the test's. */
async function deployed(folder: string): Promise<Mosquitto> {
  const passwords = join(folder, 'passwords');
  for (const [index, user] of ['toancanh-intake', 'gw-1', 'gw-2'].entries()) {
    const create = index === 0 ? ['-c'] : [];
    const made = spawnSync('mosquitto_passwd', ['-b', ...create, passwords, user, user]);
    if (made.status !== 0) throw new Error(`mosquitto_passwd: ${String(made.stderr)}`);
  }
  const config = SETTINGS.split('\n')
    .filter((line) => !/^(listener|persistence_location) /.test(line))
    .map((line) => line.replace(/^password_file .*/, `password_file ${passwords}`))
    .map((line) => line.replace(/^acl_file .*/, `acl_file ${new URL('acl', FOLDER).pathname}`));
  return Mosquitto.start({ config });
}

describe('Mosquitto as it is deployed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'toancanh-losses-'));
  let mosquitto: Mosquitto;
  let house: IntakeHouse;
  let gateway: Sender;

  const as = (user: string) => mosquitto.url.replace('//', `//${user}:${user}@`);

  beforeAll(async () => {
    mosquitto = await deployed(folder);
    house = await houseOn(as('toancanh-intake'));
    gateway = await Sender.to(as('gw-1'));
    // The session of intake is saved with the rest: a kill before that would forget that anybody subscribes.
    await pause(UNSAVED);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await house.close();
    await mosquitto.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  it('lets a gateway publish and listen under its own name only', async () => {
    const stranger = await Sender.to(as('gw-2'), { protocolVersion: 5 });
    await expect(stranger.client.publishAsync(READINGS, reading(), { qos: 1 })).rejects.toMatchObject({
      code: 0x87,
    });
    const answers: string[] = [];
    stranger.client.on('message', (topic) => answers.push(topic));
    await stranger.client.subscribeAsync('toancanh/v1/+/rejected', { qos: 1 }).catch(() => undefined);
    const before = house.rejections().length;
    await gateway.client.publishAsync(READINGS, '{', { qos: 1 });
    await stranger.client.publishAsync('toancanh/v1/gw-2/readings', '{', { qos: 1 });
    await until(() => house.rejections().length === before + 2, SOON);
    await until(() => answers.length > 0, SOON);
    expect(answers).toEqual(['toancanh/v1/gw-2/rejected']);
    await stranger.close();
  }, 60_000);

  it('lets nobody in without a name, nor with a wrong password', async () => {
    for (const url of [mosquitto.url, mosquitto.url.replace('//', '//gw-1:gw-2@')]) {
      await expect(mqtt.connectAsync(url, { reconnectPeriod: 0 })).rejects.toThrow(/not authorized/i);
    }
  }, 60_000);

  it.each([
    { subscription: 'of its own', query: '?share=off', intake: 'is there', isAway: false },
    { subscription: 'of its own', query: '?share=off', intake: 'is away', isAway: true },
    { subscription: 'that is shared', query: '', intake: 'is there', isAway: false },
  ])(
    'killed while intake, with a subscription $subscription, $intake: loses no more than the documentation says',
    async ({ query, isAway }) => {
      await house.close();
      house = await houseOn(as('toancanh-intake') + query);
      await pause(UNSAVED);
      for (let kill = 1; kill <= KILLS; kill += 1) await killUnderLoad(query, isAway, kill);
    },
    300_000,
  );

  async function killUnderLoad(query: string, isAway: boolean, kill: number): Promise<void> {
    const address = as('toancanh-intake') + query;
    const log = new MemoryLog({ clock: new SetClock() });
    await house.close();
    house = await houseOn(address, { log });
    if (isAway) await house.close();
    gateway.acknowledged.clear();
    const sentBefore = gateway.sent;
    const began = Date.now();
    let killedAt = 0;
    let rest = 500;
    // 1,000 a second, and some at once when the broker is back.
    const next = () => {
      if (killedAt > 0) return rest-- > 0 ? reading() : undefined;
      return gateway.sent - sentBefore < Date.now() - began ? reading() : undefined;
    };
    const load = setInterval(() => void gateway.send(READINGS, next), 10);
    await pause(1_000 + 1_100 * kill);
    await mosquitto.kill();
    killedAt = Date.now();
    const storedAtKill = new Set(house.readings().map(({ at }) => at));
    await mosquitto.restart();
    if (isAway) house = await houseOn(address, { log });
    else await ready(house, 2);
    const backAt = Date.now();
    await until(() => rest <= 0 && gateway.sent - sentBefore === gateway.acknowledged.size, SOON);
    clearInterval(load);
    const marker = { text: reading(), isSent: false };
    await gateway.send(READINGS, () => {
      if (marker.isSent) return undefined;
      marker.isSent = true;
      return marker.text;
    });
    await until(() => house.readings().some(({ at }) => at === atOf(marker.text)), SOON);

    const stored = house.readings().map(({ at }) => at);
    const distinct = new Set(stored);
    const lost = [...gateway.acknowledged].filter(([text]) => !distinct.has(atOf(text)));
    const ofBefore = lost.filter(([, at]) => at <= killedAt);
    const oldest = Math.max(0, ...ofBefore.map(([, at]) => killedAt - at));
    console.log(
      `${query === '' ? 'shared' : 'its own'}, intake ${isAway ? 'away' : 'there'}, kill ${kill}: ` +
        `acknowledged ${gateway.acknowledged.size}, stored ${distinct.size}, come again ${house.desk.settled.duplicate}, ` +
        `lost of before the kill ${ofBefore.length}, the oldest ${oldest} ms before; ` +
        `lost of after it ${lost.length - ofBefore.length}, intake was back after ${backAt - killedAt} ms`,
    );
    expect(stored).toHaveLength(distinct.size);
    for (const at of storedAtKill) expect(distinct).toContain(at);
    const unsaved = lost.filter(([, at]) => at > killedAt - UNSAVED && at <= killedAt);
    const unheard = query === '' ? lost.filter(([, at]) => at > killedAt && at <= backAt) : [];
    expect(unsaved.length + unheard.length).toBe(lost.length);
  }
});

const atOf = (text: string) => (JSON.parse(text) as { at: number }).at;
