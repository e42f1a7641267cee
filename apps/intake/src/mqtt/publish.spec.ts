import { IntakeHouse, NOON } from '../testing/intake-house.js';
import { RawClient } from '../testing/raw-client.js';

const READINGS = 'toancanh/v1/gw-1/readings';
let instant = NOON;
/** A reading that nobody sent before. */
const reading = (pm25 = 31.2) => JSON.stringify({ sensor: 's-1', at: (instant -= 1), values: { pm25 } });
const BAD = '{"sensor":"s-1","values":{"pm25":-4}}';

describe('PUBLISH', () => {
  let house: IntakeHouse;
  beforeEach(async () => {
    house = await IntakeHouse.open({ limits: { inFlight: 10, packetBytes: 4_096 } });
  });
  afterEach(() => house.close());
  const raw = (version: 4 | 5, gateway = 'gw-1') => RawClient.as(gateway, house.mqttPort, version);

  it.each([
    { topic: 'toancanh/v1/gw-2/readings', payload: reading(), reasonCode: 0x87, code: 'E_AUTH' },
    { topic: 'toancanh/v1/gw-1/reading', payload: reading(), reasonCode: 0x90, code: 'E_TOPIC' },
    { topic: 'toancanh/v1/gw-1/alerts', payload: '{}', reasonCode: 0x90, code: 'E_TOPIC' },
    { topic: 'anything', payload: reading(), reasonCode: 0x90, code: 'E_TOPIC' },
    { topic: READINGS, payload: BAD, reasonCode: 0x99, code: 'E_RANGE' },
    { topic: 'toancanh/v1/gw-1/state', payload: 'asleep', reasonCode: 0x99, code: 'E_SCHEMA' },
  ])('acknowledges $code with $reasonCode and says why', async ({ topic, payload, reasonCode, code }) => {
    for (const qos of [1, 2] as const) {
      const client = await raw(5);
      client.publish(topic, payload, 9, { qos });
      expect(await client.next()).toMatchObject({
        cmd: qos === 1 ? 'puback' : 'pubrec',
        messageId: 9,
        reasonCode,
        properties: { reasonString: expect.stringContaining(code) as string },
      });
      client.end();
    }
    expect(house.rejections()).toMatchObject([
      { code, topic },
      { code, topic },
    ]);
    const old = await raw(4);
    old.publish(topic, payload, 9);
    expect(await old.next()).toMatchObject({ cmd: 'puback', messageId: 9 });
    expect(house.rejections()).toHaveLength(3);
    old.end();
  });

  it('keeps the reason to itself when it is asked to', async () => {
    const client = await RawClient.open(house.mqttPort);
    await client.login('gw-1', { properties: { requestProblemInformation: false } });
    client.publish(READINGS, BAD, 1);
    expect(await client.next()).not.toHaveProperty('properties.reasonString');
    client.end();
  });

  it('acknowledges in the order of receipt, good and bad', async () => {
    const client = await raw(5);
    const payloads = [reading(), BAD, reading(), 'x', reading()];
    client.write(
      Buffer.concat(
        payloads.map((payload, i) =>
          client.bytesOf({
            cmd: 'publish',
            qos: 1,
            dup: false,
            retain: false,
            topic: READINGS,
            payload,
            messageId: i + 1,
          }),
        ),
      ),
    );
    const answers: unknown[] = [];
    for (let i = 0; i < payloads.length; i += 1) answers.push(await client.next());
    expect(answers).toMatchObject([1, 2, 3, 4, 5].map((messageId) => ({ messageId })));
    client.end();
  });

  it('takes a QoS 2 message once, however often it is sent before its release', async () => {
    const client = await raw(5);
    const undated = '{"sensor":"s-1","values":{"pm25":1}}';
    for (const dup of [false, true, true]) client.publish(READINGS, undated, 7, { qos: 2, dup });
    for (let i = 0; i < 3; i += 1) expect(await client.next()).toMatchObject({ cmd: 'pubrec', messageId: 7 });
    client.send({ cmd: 'pubrel', messageId: 7 });
    expect(await client.next()).toMatchObject({ cmd: 'pubcomp', messageId: 7, reasonCode: 0 });
    client.send({ cmd: 'pubrel', messageId: 7 });
    expect(await client.next()).toMatchObject({ cmd: 'pubcomp', reasonCode: 0x92 });
    expect(house.readings()).toHaveLength(1);
    client.publish(READINGS, undated, 7, { qos: 2 });
    await client.next();
    expect(house.readings()).toHaveLength(2);
    client.end();
  });

  it('remembers QoS 2 ids for a session that comes back', async () => {
    const session = { clean: false, properties: { sessionExpiryInterval: 60 } };
    const first = await RawClient.open(house.mqttPort);
    await first.login('gw-1', session);
    first.publish(READINGS, '{"sensor":"s-1","values":{"pm25":1}}', 7, { qos: 2 });
    await first.next();
    first.end();
    const again = await RawClient.open(house.mqttPort);
    expect(await again.login('gw-1', session)).toMatchObject({ sessionPresent: true });
    again.publish(READINGS, '{"sensor":"s-1","values":{"pm25":1}}', 7, { qos: 2, dup: true });
    expect(await again.next()).toMatchObject({ cmd: 'pubrec', messageId: 7 });
    expect(house.readings()).toHaveLength(1);
    again.end();
  });

  it('tells a 5.0 gateway over its rate, and reads a 3.1.1 one more slowly', async () => {
    const topic = 'toancanh/v1/slow/readings';
    const one = () => JSON.stringify({ sensor: 'x', at: (instant -= 1), values: { pm25: 1 } });
    const client = await raw(5, 'slow');
    for (let id = 1; id <= 6; id += 1) client.publish(topic, one(), id);
    for (let id = 1; id <= 5; id += 1)
      expect(await client.next()).toMatchObject({ messageId: id, reasonCode: 0 });
    expect(await client.next()).toMatchObject({ messageId: 6, reasonCode: 0x97 });
    client.end();

    house.clock.at += 60_000;
    const old = await raw(4, 'slow');
    for (let id = 1; id <= 6; id += 1) old.publish(topic, one(), id);
    for (let id = 1; id <= 6; id += 1) expect(await old.next()).toMatchObject({ messageId: id });
    // Nothing is refused; the next is read when the second is over, which the clock of this test decides.
    expect(house.rejections().filter(({ code }) => code === 'E_RATE')).toHaveLength(1);
    old.end();
  });
});
