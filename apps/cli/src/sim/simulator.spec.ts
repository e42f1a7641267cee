import { Envelope, ReadingInput, Shape } from '@toancanh/events';
import { startSimulator } from './simulator.js';
import { BareEndpoint, type Taken } from './testing/bare-endpoint.js';
import { binhDuong } from './testing/binh-duong.js';

const readingInput = new Shape(ReadingInput);
const envelope = new Shape(Envelope);

const clock = () => Date.now();
const start = (endpoint: BareEndpoint, seed = 1) =>
  startSimulator({ mqttUrl: endpoint.url, city: binhDuong, seed, now: clock });

const readings = ({ payload }: Taken): unknown[] => {
  const value: unknown = JSON.parse(payload);
  return envelope.check(value) ? [...value.readings] : [value];
};
const ofReadings = (endpoint: BareEndpoint) =>
  endpoint.taken.filter(({ topic }) => topic.endsWith('/readings'));

describe('startSimulator', () => {
  it('publishes as each simulated gateway, in both versions of MQTT, what the reading schema takes', async () => {
    const endpoint = await BareEndpoint.open();
    const simulator = start(endpoint);
    await endpoint.until(() => ofReadings(endpoint).flatMap(readings).length >= 200);
    await simulator.stop();

    expect(new Set(endpoint.taken.map(({ gateway }) => gateway)).size).toBe(14);
    expect(new Set(endpoint.taken.map(({ version }) => version))).toEqual(new Set([4, 5]));
    for (const { gateway, topic } of endpoint.taken) expect(topic.split('/')[2]).toBe(gateway);
    const all = ofReadings(endpoint).flatMap(readings);
    // A device with a decimal comma, or a clock years ahead, is meant to be refused; there are few.
    expect(all.filter((one) => readingInput.check(one)).length).toBeGreaterThan(0.97 * all.length);
    expect(ofReadings(endpoint).some(({ payload }) => payload.includes('"seq":1,'))).toBe(true);
    await endpoint.close();
  });

  it('accounts for what it published when it has stopped', async () => {
    const endpoint = await BareEndpoint.open();
    const simulator = start(endpoint);
    await endpoint.until(() => ofReadings(endpoint).length >= 30);
    await simulator.stop();
    const { published, acknowledged, refused, dropped } = simulator.stats;
    expect(acknowledged + refused + dropped).toBe(published);
    expect(ofReadings(endpoint).flatMap(readings)).toHaveLength(published);
    expect(endpoint.connections).toBe(0);
    await endpoint.close();
  });

  it('counts what an endpoint refuses by a reason code', async () => {
    const endpoint = await BareEndpoint.open();
    endpoint.reason = 0x97;
    const simulator = start(endpoint);
    await endpoint.until(() => ofReadings(endpoint).filter(({ version }) => version === 5).length >= 10);
    await simulator.stop();
    const { published, acknowledged, refused, dropped } = simulator.stats;
    // MQTT 3.1.1 has no reason codes: to its clients every acknowledgement is one.
    expect(refused).toBeGreaterThan(0);
    expect(acknowledged).toBeGreaterThan(0);
    expect(acknowledged + refused + dropped).toBe(published);
    await endpoint.close();
  });

  it('comes back by itself and sends again what was not acknowledged', async () => {
    const endpoint = await BareEndpoint.open();
    const simulator = start(endpoint);
    await endpoint.until(() => ofReadings(endpoint).length >= 20);
    endpoint.mute = true;
    const before = endpoint.taken.length;
    await endpoint.until(() => endpoint.taken.length >= before + 20);
    const unanswered = endpoint.taken.slice(before).map(({ payload }) => payload);
    endpoint.mute = false;
    endpoint.cut();
    const from = endpoint.taken.length;
    const again = () => new Set(endpoint.taken.slice(from).map(({ payload }) => payload));
    await endpoint.until(() => unanswered.every((payload) => again().has(payload)));
    await simulator.stop();
    await endpoint.close();
  });
});
