import { LogError } from '@toancanh/log';
import type { Packet } from 'mqtt-packet';
import { IntakeHouse, NOON } from '../testing/intake-house.js';
import { RawClient } from '../testing/raw-client.js';

const READINGS = 'toancanh/v1/gw-1/readings';
let instant = NOON;
/** A reading that nobody sent before. */
const reading = (pm25 = 31.2) => JSON.stringify({ sensor: 's-1', at: (instant -= 1), values: { pm25 } });
const BAD = '{"sensor":"s-1","values":{"pm25":-4}}';

describe('the MQTT endpoint and the log', () => {
  let house: IntakeHouse;
  beforeEach(async () => {
    house = await IntakeHouse.open({ limits: { inFlight: 10, packetBytes: 4_096 } });
  });
  afterEach(() => house.close());
  const raw = (version: 4 | 5, gateway = 'gw-1') => RawClient.as(gateway, house.mqttPort, version);

  it('is waited for: nothing is acknowledged before the append has resolved', async () => {
    const release = house.log.hold();
    const client = await raw(5);
    client.publish(READINGS, reading(), 1);
    client.publish(READINGS, BAD, 2);
    expect(await client.untilPong()).toEqual([]);
    expect(await client.untilPong()).toEqual([]);
    expect(house.readings()).toEqual([]);
    release();
    expect(await client.next()).toMatchObject({ messageId: 1, reasonCode: 0 });
    expect(await client.next()).toMatchObject({ messageId: 2, reasonCode: 0x99 });
    client.end();
  });

  it('that fails stops the reading and the readiness, and everything goes on by itself', async () => {
    const client = await raw(5);
    await client.untilPong();
    house.log.failure = new LogError('LOG_FULL', 'no room');
    client.publish(READINGS, reading(), 1);
    await warned(house);
    expect(house.status.troubles()).toEqual({ 'intake.log': expect.stringContaining('no room') as string });
    // Not read: not even a ping is answered.
    client.publish(READINGS, reading(), 2);
    client.send({ cmd: 'pingreq' });
    const later = await RawClient.open(house.mqttPort);
    const login = later.login('gw-2');
    expect(client.packets).toEqual([]);
    house.log.failure = undefined;
    const answers = [await client.next(), await client.next(), await client.next()] as Packet[];
    expect(answers.map(({ cmd }) => cmd).sort()).toEqual(['pingresp', 'puback', 'puback']);
    expect(await login).toMatchObject({ cmd: 'connack', reasonCode: 0 });
    expect(house.readings()).toHaveLength(2);
    expect(house.status.troubles()).toEqual({});
    client.end();
    later.end();
  });

  it('gets what was read when intake stops, and the gateway its acknowledgement before the end', async () => {
    const release = house.log.hold();
    const client = await raw(5);
    client.publish(READINGS, reading(), 1);
    await client.untilPong();
    const closing = house.close();
    // Far into the stopping, which has nothing to do but wait for the log.
    for (let turns = 0; turns < 50; turns += 1) await new Promise((turn) => setImmediate(turn));
    release();
    expect(await client.next()).toMatchObject({ cmd: 'puback', messageId: 1, reasonCode: 0 });
    expect(await client.next()).toMatchObject({ cmd: 'disconnect', reasonCode: 0x8b });
    await closing;
    expect(house.readings()).toHaveLength(1);
  });

  it.each([4, 5] as const)('holds back a client of version %i at its limit in flight', async (version) => {
    const release = house.log.hold();
    const client = await raw(version, 'free');
    const free = (n: number) => JSON.stringify({ sensor: 'f', at: NOON - n, values: { pm25: 1 } });
    for (let id = 1; id <= 10; id += 1) client.publish('toancanh/v1/free/readings', free(id), id);
    while (house.desk.depth < 10) await new Promise((turn) => setImmediate(turn));
    client.send({ cmd: 'pingreq' });
    for (let id = 11; id <= 25; id += 1) client.publish('toancanh/v1/free/readings', free(id), id);
    release();
    // It was not read beyond its limit, so the answer to its ping comes behind what was held.
    for (let id = 1; id <= 10; id += 1)
      expect(await client.next()).toMatchObject({ cmd: 'puback', messageId: id });
    expect(await client.next()).toMatchObject({ cmd: 'pingresp' });
    for (let id = 11; id <= 25; id += 1)
      expect(await client.next()).toMatchObject({ cmd: 'puback', messageId: id });
    expect(house.readings()).toHaveLength(25);
    client.end();
  });
});

/** Resolves when intake has said that the log takes nothing. */
async function warned({ logger }: IntakeHouse): Promise<void> {
  while (!logger.lines.some(({ level }) => level === 'warn')) await new Promise((turn) => setImmediate(turn));
}
