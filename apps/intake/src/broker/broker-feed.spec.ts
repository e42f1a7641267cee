import { hostname } from 'node:os';
import { LogError } from '@toancanh/log';
import { City } from '@toancanh/runtime';
import { Accounts } from '../desk/account.js';
import { FakeBroker, type FakeBrokerLine, type FakeBrokerOptions } from '../testing/fake-broker.js';
import { IntakeHouse, NOON } from '../testing/intake-house.js';
import { PLAIN_FILTERS, SHARED_FILTERS } from './broker-topics.js';

const READINGS = 'toancanh/v1/gw-1/readings';
let instant = NOON;
/** A reading that nobody sent before. */
const reading = (pm25 = 31.2) => JSON.stringify({ sensor: 's-1', at: (instant -= 1), values: { pm25 } });
const free = (n: number) => JSON.stringify({ sensor: 'f', at: NOON - n, values: { pm25: 1 } });
const BAD = '{"sensor":"s-1","values":{"pm25":-4}}';

const turn = () => new Promise((done) => setImmediate(done));
const turnsUntil = async (isSo: () => boolean) => {
  while (!isSo()) await turn();
};
/** As many turns of the loop as bytes take to come and be dealt with, several times over. */
const quiet = async () => {
  for (let turns = 0; turns < 200; turns += 1) await turn();
};

describe('the way in from a broker', () => {
  let broker: FakeBroker;
  let house: IntakeHouse;
  let line: FakeBrokerLine;

  const open = async (options: FakeBrokerOptions = {}, query = '') => {
    broker = await FakeBroker.open(options);
    const url = broker.url.replace('//', '//user:secret@') + query;
    house = await IntakeHouse.open({
      broker: url,
      mqtt: false,
      http: 8_085,
      limits: { inFlight: 10, packetBytes: 4_096 },
    });
    line = await broker.line();
  };
  const gauge = async (name: string): Promise<string | undefined> =>
    new RegExp(`^${name} (.*)$`, 'm').exec(await house.metrics.registry.metrics())?.[1];

  afterEach(async () => {
    await house.close();
    await broker.close();
  });

  it('comes with a session that lasts, and asks for a share of the messages', async () => {
    await open();
    expect(line.connect).toMatchObject({
      protocolVersion: 5,
      clean: false,
      clientId: `toancanh-${hostname()}-8085`,
      username: 'user',
      password: Buffer.from('secret'),
      properties: { sessionExpiryInterval: 3_600, receiveMaximum: 10 },
    });
    expect(line.subscribed).toEqual(SHARED_FILTERS);
    expect(JSON.stringify(house.logger.lines)).not.toContain('secret');
  });

  it('asks for all of them where it is the only one, which a broker remembers better', async () => {
    await open({}, '?share=off');
    expect(line.subscribed).toEqual(PLAIN_FILTERS);
    // Should the session be from before.
    expect(line.unsubscribed).toEqual(SHARED_FILTERS);
    expect(house.logger.lines.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  it('acknowledges in order, and nothing before the log has it', async () => {
    await open();
    const release = house.log.hold();
    line.publish(READINGS, reading(), 11);
    line.publish(READINGS, BAD, 5);
    line.publish('toancanh/v1/gw-2/state', 'online', 8);
    await turnsUntil(() => house.desk.depth > 20);
    line.publish(READINGS, reading(), 3);
    await quiet();
    expect(line.unread).toEqual([]);
    release();
    // The rejection is on its way before the message that it is about is acknowledged.
    expect(await line.next()).toMatchObject({ cmd: 'publish', topic: 'toancanh/v1/gw-1/rejected', qos: 1 });
    expect(await line.acknowledged(4)).toEqual([11, 5, 8, 3]);
    expect(house.readings()).toHaveLength(2);
    expect(house.rejections()).toMatchObject([{ gateway: 'gw-1', code: 'E_RANGE', topic: READINGS }]);
  });

  it.each([
    { id: 'gw-99', why: 'nobody of that name' },
    { id: 'demo', why: 'one that may send from this machine only, whose password everybody knows' },
  ])('refuses $id, $why: kept, told and acknowledged', async ({ id }) => {
    await open();
    line.publish(`toancanh/v1/${id}/readings`, free(1), 1);
    const told = await line.next();
    expect(told).toMatchObject({ cmd: 'publish', topic: `toancanh/v1/${id}/rejected` });
    expect(await line.acknowledged(1)).toEqual([1]);
    expect(house.readings()).toEqual([]);
    expect(house.rejections()).toMatchObject([{ gateway: id, code: 'E_AUTH' }]);
    const { payload } = told as { payload: Buffer };
    expect(JSON.parse(payload.toString())).toEqual(house.rejections()[0]);
  });

  it('refuses what is over the rate of its gateway, and nobody else', async () => {
    await open();
    const ten = JSON.stringify(
      Array.from({ length: 10 }, (_, n) => ({ sensor: 'x', at: NOON - n, values: { pm25: 1 } })),
    );
    line.publish('toancanh/v1/slow/readings', ten, 1);
    line.publish('toancanh/v1/slow/readings', ten, 2);
    line.publish(READINGS, reading(), 3);
    expect(await line.next()).toMatchObject({ cmd: 'publish' });
    expect(await line.acknowledged(3)).toEqual([1, 2, 3]);
    expect(house.rejections()).toMatchObject([{ gateway: 'slow', code: 'E_RATE' }]);
    expect(house.readings()).toHaveLength(11);
  });

  it('refuses a message larger than the city takes', async () => {
    await open();
    line.publish(READINGS, `"${'x'.repeat(5_000)}"`, 1);
    expect(await line.next()).toMatchObject({ cmd: 'publish' });
    expect(await line.acknowledged(1)).toEqual([1]);
    expect(house.rejections()).toMatchObject([{ code: 'E_SIZE' }]);
  });

  it.each([
    { topic: READINGS, payload: reading, retained: '1', why: 'an old reading would pass for a new one' },
    { topic: 'toancanh/v1/gw-1/state', payload: () => 'online', retained: '0', why: 'the last state holds' },
  ])('takes of what is retained only the state: $topic, $why', async ({ topic, payload, retained }) => {
    await open({ shares: false });
    line.publish(topic, payload(), 1, { retain: true });
    expect(await line.acknowledged(1)).toEqual([1]);
    expect(house.readings()).toEqual([]);
    expect(await gauge('toancanh_broker_retained_total')).toBe(retained);
    expect(house.status.stages().intake!.more).toMatchObject({ gatewaysOnline: 1 - Number(retained) });
  });

  it('takes QoS 0 too, and has nothing to acknowledge', async () => {
    await open();
    line.publish(READINGS, reading(), 0, { qos: 0 });
    line.publish(READINGS, reading(), 9);
    expect(await line.acknowledged(1)).toEqual([9]);
    expect(house.readings()).toHaveLength(2);
  });

  it('has no more in hand than its limit, and goes on when half of it is acknowledged', async () => {
    await open();
    const release = house.log.hold();
    for (let id = 1; id <= 25; id += 1) line.publish('toancanh/v1/free/readings', free(id), id);
    await turnsUntil(() => house.desk.depth >= 20);
    await quiet();
    // Ten messages and their ten readings.
    expect(house.desk.depth).toBe(20);
    expect(await gauge('toancanh_queue_depth{queue="broker"}')).toBe('10');
    expect(await gauge('toancanh_queue_limit{queue="broker"}')).toBe('10');
    release();
    expect(await line.acknowledged(25)).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
    expect(house.readings()).toHaveLength(25);
  });

  it('reads no further while the log takes nothing, and everything goes on by itself', async () => {
    await open();
    house.log.failure = new LogError('LOG_FULL', 'no room');
    line.publish(READINGS, reading(), 1);
    await turnsUntil(() => !house.desk.open);
    for (let id = 2; id <= 8; id += 1) line.publish(READINGS, reading(), id);
    await quiet();
    expect(house.desk.depth).toBe(2);
    expect(line.unread).toEqual([]);
    house.log.failure = undefined;
    expect(await line.acknowledged(8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(house.readings()).toHaveLength(8);
    expect(house.status.troubles()).toEqual({});
  });

  it('never acknowledges on a connection what came on the one before', async () => {
    await open();
    const release = house.log.hold();
    const payload = reading();
    line.publish(READINGS, payload, 1);
    line.publish(READINGS, reading(), 2);
    await turnsUntil(() => house.desk.depth >= 4);
    line.cut();
    const next = await broker.line();
    release();
    await turnsUntil(() => house.readings().length === 2);
    await quiet();
    expect(next.unread).toEqual([]);
    // The same message comes again, and another one that has got the id of the second.
    const held = house.log.hold();
    next.publish(READINGS, payload, 1, { dup: true });
    next.publish(READINGS, reading(), 2);
    await turnsUntil(() => house.desk.depth >= 3);
    await quiet();
    expect(next.unread).toEqual([]);
    held();
    expect(await next.acknowledged(2)).toEqual([1, 2]);
    expect(house.readings()).toHaveLength(3);
    expect(house.desk.settled).toMatchObject({ accepted: 3, duplicate: 1, rejected: 0 });
  });

  it('takes a message once that comes again on the same connection before it is acknowledged', async () => {
    await open();
    const release = house.log.hold();
    const payload = reading();
    line.publish(READINGS, payload, 1);
    line.publish(READINGS, payload, 1, { dup: true });
    line.publish(READINGS, reading(), 2);
    await turnsUntil(() => house.desk.depth >= 4);
    release();
    expect(await line.acknowledged(2)).toEqual([1, 2]);
    expect(house.desk.settled).toMatchObject({ received: 2, duplicate: 0 });
  });

  it('tells gateways of the broker, and those only, how far they are', async () => {
    await open();
    line.publish(READINGS, reading(), 1);
    expect(await line.acknowledged(1)).toEqual([1]);
    const receipt = await line.next();
    expect(receipt).toMatchObject({ cmd: 'publish', topic: 'toancanh/v1/gw-1/receipts', qos: 0 });
    const { payload } = receipt as { payload: Buffer };
    expect(JSON.parse(payload.toString())).toMatchObject({ received: 1, accepted: 1 });
    const account = house.app.get(Accounts).of(house.app.get(City).gateways.get('gw-2')!);
    house.reception.takeReadings({
      account,
      topic: 'http',
      payload: Buffer.from(BAD),
      receivedAt: NOON,
      transport: 'http',
      repeated: false,
    });
    house.desk.wake();
    await turnsUntil(() => house.rejections().length === 1);
    await quiet();
    expect(line.unread).toEqual([]);
  });

  it('says again on the next connection what the broker has not taken', async () => {
    await open({ acknowledges: false });
    line.publish(READINGS, BAD, 1);
    const first = await line.next();
    expect(first).toMatchObject({ topic: 'toancanh/v1/gw-1/rejected' });
    line.cut();
    const next = await broker.line();
    const second = await next.next();
    expect((second as { payload: Buffer }).payload).toEqual((first as { payload: Buffer }).payload);
  });

  it.each(['refused', 'silence'] as const)(
    'falls back to 3.1.1 where MQTT 5 meets: %s; nothing is shared then',
    async (mqtt5) => {
      await open({ mqtt5 });
      expect(broker.levels).toEqual(mqtt5 === 'refused' ? [5, 4] : [5, 5, 5, 4]);
      expect(line.connect).toMatchObject({ protocolVersion: 4, clean: false });
      expect(line.subscribed).toEqual(PLAIN_FILTERS);
      line.publish(READINGS, reading(), 1);
      expect(await line.acknowledged(1)).toEqual([1]);
      expect(house.logger.lines.some(({ message }) => message.includes('no second intake'))).toBe(true);
    },
  );

  it('is not ready before it is connected, nor while it may not subscribe', async () => {
    await open({ grants: false });
    expect(house.status.troubles()).toEqual({
      'intake.broker': expect.stringContaining('not connected yet') as string,
    });
    await broker.line();
    expect(await gauge('toancanh_broker_connected')).toBe('0');
    expect(JSON.stringify(house.logger.lines)).toMatch(/not authorized/i);
  });

  it('names the client id when another client took the session, and leaves it to that one for a while', async () => {
    await open();
    line.send({ cmd: 'disconnect', reasonCode: 0x8e });
    line.cut();
    await turnsUntil(() => house.logger.lines.some(({ message }) => message.includes('client id')));
    // Not at once, or two would take it from each other all the time.
    for (let turns = 0; turns < 5; turns += 1) await quiet();
    expect(broker.levels).toHaveLength(1);
    const warned = house.logger.lines.filter(({ level }) => level === 'warn');
    expect(warned.map(({ fields }) => fields)).toContainEqual({
      broker: broker.url,
      clientId: `toancanh-${hostname()}-8085`,
    });
  });

  it('brings into the log what it has in hand when it stops, acknowledges that, and leaves the rest to the session', async () => {
    await open();
    const release = house.log.hold();
    line.publish(READINGS, reading(), 1);
    await turnsUntil(() => house.desk.depth >= 2);
    const closing = house.close();
    line.publish(READINGS, reading(), 2);
    await quiet();
    release();
    expect(await line.acknowledged(1)).toEqual([1]);
    // No UNSUBSCRIBE, and no expiry of 0 in the last word: the session stays.
    expect(await line.next()).toEqual(expect.objectContaining({ cmd: 'disconnect' }));
    expect(await line.next()).toBe('closed');
    await closing;
    expect(house.readings()).toHaveLength(1);
  });
});
