import { FakeEndpoint } from '../testing/mqtt-endpoint.js';
import { runLine, testContext } from '../testing/context.js';

const refusal = (payload: string) => ({
  id: '01J',
  at: '2026-11-23T07:00:00.000Z',
  gateway: 'demo',
  topic: 'toancanh/v1/demo/readings',
  code: 'E_RANGE',
  path: '/values/pm25',
  value: '-4',
  expected: '0 … 2000 µg/m³',
  cure: { vi: 'Kiểm tra cảm biến.', en: 'Check the sensor.' },
  bytes: Buffer.from(payload).toString('base64'),
  size: payload.length,
});

describe('toancanh publish', () => {
  let endpoint: FakeEndpoint;
  afterEach(() => endpoint.close());

  const publish = (...more: string[]) =>
    runLine(
      [
        ...['publish', '--gateway', 'demo', '--password', 'demo', '--sensor', 'my-first'],
        ...['--url', endpoint.url, ...more],
      ],
      testContext(),
    );

  it('sends what was said, once, and ends with 0 when it is acknowledged', async () => {
    endpoint = await FakeEndpoint.open();
    const at = '2026-11-23T14:00:00+07:00';
    const { exit, lines } = await publish('pm25=42.5', 'pm10=-1e1', '--at', at);
    expect({ exit, lines }).toEqual({ exit: 0, lines: ['✓ taken: the reading is in the log (QoS 1)'] });
    expect(endpoint.published).toEqual([
      {
        topic: 'toancanh/v1/demo/readings',
        payload: JSON.stringify({ sensor: 'my-first', at, values: { pm25: 42.5, pm10: -10 } }),
        qos: 1,
      },
    ]);
  });

  it.each([
    { why: 'a reason code and the rejection', reasonCode: 0x99, exit: 1 },
    { why: 'the rejection alone', reasonCode: 0, exit: 1 },
    { why: 'another gateway’s name', reasonCode: 0x87, exit: 3 },
  ])('tells the cure and ends with $exit: $why', async ({ reasonCode, exit }) => {
    endpoint = await FakeEndpoint.open();
    endpoint.answer = (payload) => ({ reasonCode, rejection: refusal(payload) });
    const ran = await publish('pm25=-4');
    expect(ran.exit).toBe(exit);
    expect(ran.messages.join('\n')).toContain('E_RANGE at /values/pm25');
    expect(ran.messages.join('\n')).toContain('cure: Check the sensor.');
  });

  it('leaves the rejections of others alone', async () => {
    endpoint = await FakeEndpoint.open();
    endpoint.answer = () => ({ rejection: refusal('{"sensor":"another"}') });
    expect((await publish('pm25=4')).exit).toBe(0);
  });

  it('claims nothing for QoS 0', async () => {
    endpoint = await FakeEndpoint.open();
    const { exit, lines } = await publish('pm25=4', '--qos', '0', '--json');
    expect({ exit, lines }).toEqual({ exit: 0, lines: ['{"outcome":"sent"}'] });
  });

  it('ends with 3 when it is not let in', async () => {
    endpoint = await FakeEndpoint.open(0x86);
    expect((await publish('pm25=4')).exit).toBe(3);
  });

  it('ends with 4 when nobody is there', async () => {
    endpoint = await FakeEndpoint.open();
    const { port } = endpoint;
    await endpoint.close();
    const { exit, messages } = await runLine([
      ...['publish', '--gateway', 'g', '--password', 'p', '--sensor', 's', 'pm25=1'],
      ...['--url', `mqtt://127.0.0.1:${port}`],
    ]);
    expect(exit).toBe(4);
    expect(messages.join('\n')).toContain('ECONNREFUSED');
    endpoint = await FakeEndpoint.open();
  });
});
