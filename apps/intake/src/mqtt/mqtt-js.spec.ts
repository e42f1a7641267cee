import { type EventEmitter, once } from 'node:events';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { IntakeHouse, NOON, uniqueId } from '../testing/intake-house.js';

const READINGS = 'toancanh/v1/gw-1/readings';
const REJECTED = 'toancanh/v1/gw-1/rejected';
let instant = NOON;
/** A reading that nobody sent before. */
const reading = (pm25 = 31.2) => JSON.stringify({ sensor: 's-1', at: (instant -= 1), values: { pm25 } });
const BAD = '{"sensor":"s-1","values":{"pm25":-4}}';

describe('the MQTT endpoint, by MQTT.js', () => {
  let house: IntakeHouse;
  beforeEach(async () => {
    house = await IntakeHouse.open({ limits: { inFlight: 10, packetBytes: 4_096 } });
  });
  afterEach(() => house.close());

  describe.each([4, 5] as const)('protocol level %d, by MQTT.js', (protocolVersion) => {
    const connect = (gateway = 'gw-1', more: IClientOptions = {}): Promise<MqttClient> =>
      mqtt.connectAsync(`mqtt://127.0.0.1:${house.mqttPort}`, {
        username: gateway,
        password: gateway,
        protocolVersion,
        reconnectPeriod: 0,
        ...more,
      });

    it.each([1, 2] as const)('has a QoS %d message in the log when it is acknowledged', async (qos) => {
      const client = await connect();
      for (let n = 1; n <= 20; n += 1) {
        await client.publishAsync(READINGS, reading(), { qos });
        expect(house.readings()).toHaveLength(n);
      }
      await client.endAsync();
    });

    it('takes QoS 0 too', async () => {
      const client = await connect();
      await client.publishAsync(READINGS, reading(), { qos: 0 });
      await client.publishAsync(READINGS, reading(), { qos: 1 });
      expect(house.readings()).toHaveLength(2);
      await client.endAsync();
    });

    it('brings the rejection to who subscribed, before the acknowledgement', async () => {
      const client = await connect();
      await client.subscribeAsync(REJECTED, { qos: 1 });
      const came = once(client as unknown as EventEmitter, 'message');
      const published = client.publishAsync(READINGS, BAD, { qos: 1 });
      if (protocolVersion === 5) await expect(published).rejects.toMatchObject({ code: 0x99 });
      else await published;
      const [topic, payload] = (await came) as [string, Buffer];
      expect(topic).toBe(REJECTED);
      expect(JSON.parse(payload.toString())).toEqual(house.rejections()[0]);
      await client.endAsync();
    });

    it('keeps rejections for a session that is away, once', async () => {
      const away = { clean: false, clientId: uniqueId(), properties: { sessionExpiryInterval: 60 } };
      const first = await connect('gw-1', away);
      await first.subscribeAsync(REJECTED, { qos: 1 });
      await first.endAsync();
      const other = await connect();
      await other.publishAsync(READINGS, BAD, { qos: 1 }).catch(() => undefined);

      const again = mqtt.connect(`mqtt://127.0.0.1:${house.mqttPort}`, {
        ...{ username: 'gw-1', password: 'gw-1', protocolVersion, reconnectPeriod: 0, ...away },
      });
      const [[connack], [, payload]] = (await Promise.all([
        once(again as unknown as EventEmitter, 'connect'),
        once(again as unknown as EventEmitter, 'message'),
      ])) as [[{ sessionPresent: boolean }], [string, Buffer]];
      expect(connack.sessionPresent).toBe(true);
      expect(JSON.parse(payload.toString())).toMatchObject({ code: 'E_RANGE' });
      await again.endAsync();
      await other.endAsync();
    });
  });
});
