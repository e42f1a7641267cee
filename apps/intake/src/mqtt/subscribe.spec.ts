import type { Rejection } from '@toancanh/events';
import { Accounts } from '../desk/account.js';
import { Receipts } from '../receipts.js';
import { IntakeHouse, NOON } from '../testing/intake-house.js';
import { RawClient } from '../testing/raw-client.js';

const READINGS = 'toancanh/v1/gw-1/readings';
const REJECTED = 'toancanh/v1/gw-1/rejected';
let instant = NOON;
/** A reading that nobody sent before. */
const reading = (pm25 = 31.2) => JSON.stringify({ sensor: 's-1', at: (instant -= 1), values: { pm25 } });
const BAD = '{"sensor":"s-1","values":{"pm25":-4}}';

describe('what a gateway is told', () => {
  let house: IntakeHouse;
  beforeEach(async () => {
    house = await IntakeHouse.open({ limits: { inFlight: 10, packetBytes: 4_096 } });
  });
  afterEach(() => house.close());
  const raw = (version: 4 | 5, gateway = 'gw-1') => RawClient.as(gateway, house.mqttPort, version);

  describe('SUBSCRIBE', () => {
    it.each([
      { filter: 'toancanh/v1/gw-1/rejected', v5: 1, v4: 1, why: 'its own' },
      { filter: 'toancanh/v1/gw-1/receipts', v5: 1, v4: 1, why: 'its own' },
      { filter: 'toancanh/v1/gw-1/#', v5: 1, v4: 1, why: 'covers its own only' },
      { filter: 'toancanh/v1/gw-1/+', v5: 1, v4: 1, why: 'covers its own only' },
      { filter: 'toancanh/v1/+/rejected', v5: 0x87, v4: 0x80, why: "covers others'" },
      { filter: 'toancanh/v1/gw-2/rejected', v5: 0x87, v4: 0x80, why: "another's" },
      { filter: '#', v5: 0x87, v4: 0x80, why: 'everything' },
      { filter: 'toancanh/v1/gw-1/readings', v5: 0x87, v4: 0x80, why: 'nothing is routed' },
      { filter: 'toancanh/#/x', v5: 0x8f, v4: 0x80, why: 'no filter' },
      { filter: '$share/g/toancanh/v1/gw-1/rejected', v5: 0x9e, v4: 0x80, why: 'shared' },
    ])('answers $filter with $v5 and $v4: $why', async ({ filter, v5, v4 }) => {
      for (const [version, granted] of [
        [5, v5],
        [4, v4],
      ] as const) {
        const client = await raw(version);
        client.send({ cmd: 'subscribe', messageId: 3, subscriptions: [{ topic: filter, qos: 2 }] });
        expect(await client.next()).toMatchObject({ cmd: 'suback', messageId: 3, granted: [granted] });
        client.end();
        await client.closed;
      }
    });

    it('hears of a rejection before the acknowledgement of what was refused', async () => {
      const client = await raw(4);
      client.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: REJECTED, qos: 1 }] });
      await client.next();
      client.publish(READINGS, BAD, 7);
      expect(await client.next()).toMatchObject({ cmd: 'publish', topic: REJECTED, qos: 1 });
      expect(await client.next()).toMatchObject({ cmd: 'puback', messageId: 7 });
      client.end();
    });

    it('sends again, on a new connection, what was not acknowledged', async () => {
      const session = { clean: false, properties: { sessionExpiryInterval: 60 } };
      const first = await RawClient.open(house.mqttPort);
      await first.login('gw-1', session);
      first.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: REJECTED, qos: 1 }] });
      await first.next();
      first.publish(READINGS, BAD, 1);
      const sent = (await first.next()) as { messageId: number };
      first.end();
      const again = await RawClient.open(house.mqttPort);
      await again.login('gw-1', session);
      expect(await again.next()).toMatchObject({ cmd: 'publish', dup: true, messageId: sent.messageId });
      again.send({ cmd: 'puback', messageId: sent.messageId });
      expect(await again.untilPong()).toEqual([]);
      again.end();
    });
  });

  it('tells rejections to the gateway they are about and to nobody else', async () => {
    const other = await raw(5, 'gw-2');
    other.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'toancanh/v1/gw-2/#', qos: 1 }] });
    await other.next();
    const client = await raw(5);
    client.publish(READINGS, BAD, 1);
    await client.next();
    expect(await other.untilPong()).toEqual([]);
    expect((house.rejections()[0] as Rejection).gateway).toBe('gw-1');
    client.end();
    other.end();
  });
  describe('state and receipts', () => {
    const stateOf = (id: string) =>
      [...house.app.get(Accounts).all()].find(({ gateway }) => gateway.id === id)?.state;

    it('takes the state, and the will when the connection breaks but not when it ends', async () => {
      const will = { topic: 'toancanh/v1/gw-1/state', payload: Buffer.from('offline') };
      const client = await RawClient.open(house.mqttPort, 4);
      await client.login('gw-1', { will });
      client.publish('toancanh/v1/gw-1/state', 'online', 1);
      await client.next();
      expect(stateOf('gw-1')).toBe('online');
      client.send({ cmd: 'disconnect' });
      await client.closed;
      expect(stateOf('gw-1')).toBe('online');

      const broken = await RawClient.open(house.mqttPort, 4);
      await broken.login('gw-1', { will });
      const takenOver = await raw(4);
      expect(stateOf('gw-1')).toBe('offline');
      expect(house.status.stages().intake!.received).toBe(0);
      takenOver.end();
    });

    it('refuses a will that is anything else', async () => {
      for (const [topic, reasonCode] of [
        [READINGS, 0x90],
        ['toancanh/v1/gw-2/state', 0x87],
      ] as const) {
        const client = await RawClient.open(house.mqttPort);
        const answer = await client.login('gw-1', { will: { topic, payload: Buffer.from('offline') } });
        expect(answer).toMatchObject({ reasonCode });
      }
    });

    it('says how far a gateway is in the log', async () => {
      const client = await raw(5);
      client.send({
        cmd: 'subscribe',
        messageId: 1,
        subscriptions: [{ topic: 'toancanh/v1/gw-1/#', qos: 0 }],
      });
      await client.next();
      for (const [i, seq] of [3, 4, 6].entries()) {
        const body = JSON.parse(reading()) as object;
        client.publish(READINGS, JSON.stringify({ ...body, epoch: 'e', seq }), i + 1);
        await client.next();
      }
      house.app.get(Receipts).tell();
      const receipt = (await client.next()) as { payload: Buffer };
      expect(JSON.parse(receipt.payload.toString())).toEqual({
        ...{ epoch: 'e', seq: 4, received: 3, accepted: 3, late: 0, duplicate: 0, rejected: 0, missing: 1 },
      });
      house.app.get(Receipts).tell();
      expect(await client.untilPong()).toEqual([]);
      client.end();
    });
  });
});
