import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Mosquitto } from '../../../../scripts/servers/mosquitto.mjs';
import { TcpProxy } from '../../../../test/harness/tcp-proxy.js';
import { until } from '../../../../test/harness/until.js';
import { Sender } from '../testing/broker-house.js';
import { IntakeHouse, NOON } from '../testing/intake-house.js';

const BRIDGE = readFileSync(new URL('../../../../deploy/mosquitto/bridge.conf', import.meta.url), 'utf8');
const DEPARTMENT = [
  'allow_anonymous true',
  'max_inflight_messages 1000',
  'max_queued_messages 0',
  'persistence true',
  'autosave_interval 1',
];
const SOON = { within: 30_000, every: 10 };
let instant = NOON;
const times = (count: number) => () =>
  count-- > 0 ? JSON.stringify({ sensor: 's-1', at: (instant -= 1), values: { pm25: 31.2 } }) : undefined;

describe("a department's Mosquitto, bridged to the endpoint", () => {
  let house: IntakeHouse;
  let proxy: TcpProxy;
  let mosquitto: Mosquitto;
  let sensor: Sender;

  beforeAll(async () => {
    house = await IntakeHouse.open();
    proxy = await TcpProxy.to(house.mqttPort);
    const bridge = BRIDGE.replace(/^address .*/m, `address 127.0.0.1:${proxy.port}`)
      .replace(/^remote_password .*/m, 'remote_password gw-1')
      .split('\n');
    mosquitto = await Mosquitto.start({ config: [...DEPARTMENT, ...bridge] });
    sensor = await Sender.to(mosquitto.url);
  }, 30_000);
  afterAll(async () => {
    await sensor.close();
    await mosquitto.stop();
    await house.close();
    await proxy.close();
  }, 30_000);

  it('sends on what sensors publish, and brings the answers back', async () => {
    await sensor.client.subscribeAsync('quantrac/rejected', { qos: 1 });
    const answered = once(sensor.client as unknown as NodeJS.EventEmitter, 'message');
    await sensor.send('quantrac/readings', times(1_000));
    await until(() => house.readings().length === 1_000, SOON);
    await sensor.client.publishAsync('quantrac/readings', '{', { qos: 1 });
    const [topic, payload] = (await answered) as [string, Buffer];
    expect(topic).toBe('quantrac/rejected');
    expect(JSON.parse(payload.toString())).toMatchObject({ gateway: 'gw-1', code: 'E_JSON' });
    expect(house.rejections()).toHaveLength(1);
  }, 60_000);

  it('keeps what it could not deliver while the network is cut', async () => {
    const before = house.readings().length;
    proxy.cut();
    await sensor.send('quantrac/readings', times(2_000));
    expect(house.readings()).toHaveLength(before);
    proxy.mend();
    await until(() => house.readings().length === before + 2_000, SOON);
    expect(new Set(house.readings().map(({ at }) => at)).size).toBe(before + 2_000);
  }, 60_000);
});
