import { IntakeHouse, NOON } from '../testing/intake-house.js';
import { RawClient } from '../testing/raw-client.js';

const READINGS = 'toancanh/v1/gw-1/readings';
let instant = NOON;
/** A reading that nobody sent before. */
const reading = (pm25 = 31.2) => JSON.stringify({ sensor: 's-1', at: (instant -= 1), values: { pm25 } });

describe('CONNECT', () => {
  let house: IntakeHouse;
  beforeEach(async () => {
    house = await IntakeHouse.open({ limits: { inFlight: 10, packetBytes: 4_096 } });
  });
  afterEach(() => house.close());
  const raw = (version: 4 | 5, gateway = 'gw-1') => RawClient.as(gateway, house.mqttPort, version);

  it.each([
    { version: 5, user: 'gw-1', password: 'wrong', code: 0x86 },
    { version: 5, user: 'nobody', password: 'x', code: 0x86 },
    { version: 4, user: 'gw-1', password: 'wrong', code: 4 },
    { version: 4, user: 'nobody', password: 'x', code: 4 },
    { version: 4, user: undefined, password: 'x', code: 5 },
    { version: 5, user: undefined, password: 'x', code: 0x87 },
  ] as const)(
    'version $version refuses $user/$password with $code',
    async ({ version, user, password, code }) => {
      const client = await RawClient.open(house.mqttPort, version);
      const answer = await client.login('gw-1', {
        ...(user === undefined
          ? { username: undefined!, password: undefined! }
          : { username: user, password: Buffer.from(password) }),
      });
      expect(answer).toMatchObject({
        cmd: 'connack',
        ...(version === 5 ? { reasonCode: code } : { returnCode: code }),
      });
      expect(await client.next()).toBe('closed');
    },
  );

  it('says its limits and gives an id to a client that has none', async () => {
    const client = await RawClient.open(house.mqttPort, 5);
    expect(await client.login('gw-1', { clientId: '' })).toMatchObject({
      reasonCode: 0,
      properties: {
        receiveMaximum: 10,
        maximumPacketSize: 4_096,
        retainAvailable: false,
        assignedClientIdentifier: expect.stringMatching(/^toancanh-/),
      },
    });
    client.end();
  });

  it('refuses a session without a name in 3.1.1, and 3.1 altogether', async () => {
    const nameless = await RawClient.open(house.mqttPort, 4);
    // CONNECT, user and password given, neither clean nor named.
    nameless.write(Buffer.from('\x10\x16\0\x04MQTT\x04\xc0\0\0\0\0\0\x04gw-1\0\x02xx', 'latin1'));
    expect(await nameless.next()).toMatchObject({ returnCode: 2 });
    const old = await RawClient.open(house.mqttPort, 4);
    const answer = await old.login('gw-1', { protocolId: 'MQIsdp', protocolVersion: 3 });
    expect(answer).toMatchObject({ returnCode: 1 });
  });

  it('lets the newer of two clients with one id have it', async () => {
    const older = await raw(5);
    const newer = await raw(5);
    expect(await older.next()).toMatchObject({ cmd: 'disconnect', reasonCode: 0x8e });
    expect(await older.next()).toBe('closed');
    newer.publish(READINGS, reading(), 1);
    expect(await newer.next()).toMatchObject({ cmd: 'puback', messageId: 1 });
    newer.end();
  });

  it('keeps client ids of different gateways apart', async () => {
    const [one, two] = [await RawClient.open(house.mqttPort), await RawClient.open(house.mqttPort)];
    await one.login('gw-1', { clientId: 'same' });
    await two.login('gw-2', { clientId: 'same' });
    expect(await one.untilPong()).toEqual([]);
    one.end();
    two.end();
  });

  it('closes who is silent for one and a half keep-alives, and who never says who it is', async () => {
    const client = await RawClient.open(house.mqttPort);
    await client.login('gw-1', { keepalive: 10 });
    const mute = await RawClient.open(house.mqttPort);
    await client.untilPong();
    house.endpoint.sweep(house.clock.at + 10_001);
    expect(await mute.next()).toBe('closed');
    house.endpoint.sweep(house.clock.at + 15_000);
    expect(await client.untilPong()).toEqual([]);
    house.endpoint.sweep(house.clock.at + 15_001);
    expect(await client.next()).toMatchObject({ cmd: 'disconnect', reasonCode: 0x8d });
  });
});
