import { randomBytes } from 'node:crypto';
import { IntakeHouse, NOON } from '../testing/intake-house.js';
import { RawClient } from '../testing/raw-client.js';

const TOPIC = 'toancanh/v1/gw-1/readings';
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('malformed MQTT closes that one connection and harms no other', () => {
  let house: IntakeHouse;
  let bystander: RawClient;
  let n = 0;
  beforeAll(async () => {
    house = await IntakeHouse.open({ limits: { packetBytes: 1_024 } });
    bystander = await RawClient.as('gw-2', house.mqttPort, 4);
  });
  afterAll(() => house.close());
  afterEach(async () => {
    n += 1;
    bystander.publish(
      'toancanh/v1/gw-2/readings',
      `{"sensor":"s-2","at":${NOON - n},"values":{"pm25":1}}`,
      n,
    );
    expect(await bystander.next()).toMatchObject({ cmd: 'puback', messageId: n });
  });

  it.each([
    { bytes: hex('10 ff ff ff ff 01'), reason: 0x81, why: 'a remaining length of five bytes' },
    { bytes: hex('36 05 00 01 61 00 01'), reason: 0x81, why: 'QoS 3' },
    { bytes: hex('32 02 00 09'), reason: 0x81, why: 'a topic longer than the packet' },
    { bytes: hex('32 06 00 01 ff 00 01 00'), reason: 0x81, why: 'a topic that is no UTF-8' },
    { bytes: hex('32 06 00 01 00 00 01 00'), reason: 0x81, why: 'U+0000 in a topic' },
    { bytes: hex('32 06 00 01 61 00 00 00'), reason: 0x82, why: 'message id 0' },
    { bytes: hex('32 07 00 01 61 00 01 7f 01'), reason: 0x81, why: 'properties longer than the packet' },
    { bytes: hex('32 07 00 01 61 00 01 01 63'), reason: 0x81, why: 'an unknown property' },
    { bytes: hex('30 04 00 00 00 61'), reason: 0x82, why: 'no topic and no alias' },
    {
      bytes: hex('30 07 00 00 03 23 00 01 61'),
      reason: 0x94,
      why: 'a topic alias, of which none was offered',
    },
    { bytes: hex('31 05 00 01 61 00 62'), reason: 0x9a, why: 'a message to be retained' },
    { bytes: hex('80 02 00 01'), reason: 0x81, why: 'SUBSCRIBE with wrong flags' },
    { bytes: hex('82 03 00 01 00'), reason: 0x82, why: 'SUBSCRIBE to nothing' },
    { bytes: hex('60 02 00 01'), reason: 0x81, why: 'PUBREL with wrong flags' },
    { bytes: hex('00 00'), reason: 0x81, why: 'a packet type that does not exist' },
    { bytes: hex('20 03 00 00 00'), reason: 0x82, why: 'a packet that only a server sends' },
    { bytes: hex('f0 02 18 00'), reason: 0x82, why: 'AUTH without a method' },
    {
      bytes: Buffer.concat([hex('32 ff 7f 00 19'), Buffer.from(TOPIC)]),
      reason: 0x95,
      why: 'a packet over the limit, though only its beginning came',
    },
  ])('$why: $reason', async ({ bytes, reason }) => {
    const client = await RawClient.as('gw-1', house.mqttPort, 5);
    client.write(bytes);
    expect(await client.next()).toMatchObject({ cmd: 'disconnect', reasonCode: reason });
    expect(await client.next()).toBe('closed');
  });

  it.each([
    { bytes: hex('32 02 00 09'), why: 'a topic longer than the packet' },
    { bytes: hex('32 06 00 01 61 00 00 00'), why: 'message id 0' },
    { bytes: hex('82 02 00 01'), why: 'SUBSCRIBE to nothing' },
    { bytes: hex('f0 00'), why: 'AUTH, which 3.1.1 has not' },
  ])('3.1.1 has no word for it: $why', async ({ bytes }) => {
    const client = await RawClient.as('gw-1', house.mqttPort, 4);
    client.write(bytes);
    expect(await client.next()).toBe('closed');
  });

  it('records a packet over the limit: nothing is dropped in silence', async () => {
    const client = await RawClient.as('gw-1', house.mqttPort, 4);
    client.publish(TOPIC, `{"x":"${'y z '.repeat(1_000)}"}`, 1);
    expect(await client.next()).toBe('closed');
    bystander.send({ cmd: 'pingreq' });
    expect(await bystander.next()).toMatchObject({ cmd: 'pingresp' });
    const rejection = house.rejections().at(-1)!;
    expect(rejection).toMatchObject({ code: 'E_SIZE', topic: TOPIC, gateway: 'gw-1', size: 4_040 });
    expect(Buffer.from(rejection.bytes!, 'base64').toString()).toMatch(/^\{"x":"y z /);
  });

  it.each([
    { bytes: Buffer.from('GET / HTTP/1.1\r\n\r\n'), why: 'HTTP' },
    { bytes: hex('16 03 01 02 00 01'), why: 'TLS' },
    { bytes: hex('c0 00'), why: 'a ping before CONNECT' },
    { bytes: hex('32 07 00 01 61 00 01 78 78'), why: 'a publish before CONNECT' },
    { bytes: hex('10 80 80 04'), why: 'a CONNECT over its limit' },
    { bytes: hex('10 02 00 04'), why: 'a CONNECT cut short' },
    { bytes: hex('10 0c 00 04 4d 51 54 54 04 03 00 3c 00 00'), why: 'reserved flag of CONNECT' },
  ])('before CONNECT: $why', async ({ bytes }) => {
    const client = await RawClient.open(house.mqttPort, 5);
    client.write(bytes);
    expect(await client.next()).toBe('closed');
  });

  it('answers a version it does not know with "unacceptable protocol version"', async () => {
    const client = await RawClient.open(house.mqttPort, 4);
    client.write(hex('10 0c 00 04 4d 51 54 54 09 02 00 3c 00 00'));
    expect(await client.next()).toMatchObject({ cmd: 'connack', returnCode: 1 });
  });

  it('closes at a second CONNECT', async () => {
    const client = await RawClient.as('gw-1', house.mqttPort, 5);
    expect(await client.login('gw-1')).toMatchObject({ cmd: 'disconnect', reasonCode: 0x82 });
  });

  it('survives random bytes', async () => {
    for (let i = 0; i < 200; i += 1) {
      const client =
        i % 2
          ? await RawClient.open(house.mqttPort)
          : await RawClient.as('gw-1', house.mqttPort, i % 4 ? 4 : 5);
      client.write(randomBytes(1 + (i % 97)));
      client.socket.end();
      await client.closed;
    }
    expect(house.desk.depth).toBe(0);
  });
});
