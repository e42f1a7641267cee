import type { Incident } from '@toancanh/events';
import { TOPICS } from '@toancanh/events';
import { City } from '@toancanh/runtime';
import { Accounts } from './desk/account.js';
import type { Taken } from './reception.js';
import { IntakeHouse, NOON } from './testing/intake-house.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const fire = (more: object = {}) => ({ id: 'e-1', source: 'panel-7', at: NOON, kind: 'fire_alarm', ...more });

describe('incidents at the door', () => {
  let house: IntakeHouse;
  beforeEach(async () => {
    house = await IntakeHouse.open();
  });
  afterEach(() => house.close());

  const stored = () =>
    house.log.records(TOPICS.incidents.name).map(({ key, value }) => [key, value as Incident]);
  const take = async (root: unknown, gateway = 'gw-1'): Promise<Taken> => {
    const account = house.app.get(Accounts).of(house.app.get(City).gateways.get(gateway)!);
    const taken = house.reception.take('events', {
      account,
      topic: `toancanh/v1/${gateway}/events`,
      payload: Buffer.from(typeof root === 'string' ? root : JSON.stringify(root)),
      receivedAt: NOON,
      transport: 'mqtt',
      repeated: false,
    });
    await new Promise<void>((resolve) => {
      house.desk.batch.await({ settled: () => resolve(), flush: () => undefined }, 0, undefined);
      house.desk.wake();
    });
    return taken;
  };

  it('has one on the log, by its source, with the severity of its kind and the area of its gateway', async () => {
    expect(await take(fire())).toMatchObject({ received: 1, accepted: 1, rejections: [] });
    const record = { ...fire(), gateway: 'gw-1', receivedAt: NOON, severity: 1, area: 'thu-dau-mot' };
    expect(stored()).toEqual([['panel-7', record]]);
  });

  it.each([
    { more: { place: [106.66, 10.97] }, area: '25747', why: 'the area that holds the place' },
    {
      more: { place: [106.66, 10.9] },
      area: 'thu-dau-mot',
      why: 'a place outside of the gateway counts to its own',
    },
    { more: { area: '25747' }, area: '25747', why: 'the area named' },
    { more: { source: 's-1' }, area: 'thu-dau-mot', why: 'the area of the sensor' },
  ])('counts to $area: $why', async ({ more, area }) => {
    await take(fire(more));
    expect(stored()[0]![1]).toMatchObject({ area });
  });

  it('keeps severity, place and end, and masks the text', async () => {
    const text = 'Khói ở tầng 3, gọi 0912 345 678, CCCD 079123456789';
    await take(fire({ severity: 2, place: [106.66, 10.97], ends: 'e-0', text }));
    expect(stored()[0]![1]).toMatchObject({
      severity: 2,
      place: [106.66, 10.97],
      ends: 'e-0',
      text: 'Khói ở tầng 3, gọi •••, CCCD •••',
    });
  });

  it.each([
    { more: { kind: 'fire' }, code: 'E_SCHEMA', path: '/kind', why: 'no kind of the list' },
    { more: { kind: undefined }, code: 'E_SCHEMA', path: '/kind', why: 'no kind at all' },
    { more: { severity: 5 }, code: 'E_SCHEMA', path: '/severity', why: 'there are four' },
    { more: { id: undefined }, code: 'E_SCHEMA', path: '/id', why: 'no id' },
    { more: { at: NOON + 5 * MINUTE + 1 }, code: 'E_TS_FUTURE', path: '/at', why: 'a clock ahead' },
    { more: { at: NOON - 30 * DAY - 1 }, code: 'E_TS_OLD', path: '/at', why: 'older than is kept' },
    { more: { area: 'nowhere' }, code: 'E_SCHEMA', path: '/area', why: 'no area of the city' },
    { more: { area: 'di-an' }, code: 'E_AUTH', path: '/area', why: "another gateway's area" },
    { more: { text: 'x'.repeat(201) }, code: 'E_SCHEMA', path: '/text', why: 'too long a text' },
    { more: { note: 'x' }, code: 'E_SCHEMA', path: '/note', why: 'no such field' },
    { more: { caller: 'x' }, code: 'E_PERSONAL', path: '/caller', why: 'who called' },
    { more: { source: '0912345678' }, code: 'E_PERSONAL', path: '/source', why: 'a phone as source' },
    { more: { id: '079123456789' }, code: 'E_PERSONAL', path: '/id', why: 'an identity number as id' },
  ])('refuses with $code at $path: $why', async ({ more, code, path }) => {
    expect(await take(fire(more))).toMatchObject({ received: 1, rejected: 1, refusal: { code, path } });
    expect(stored()).toEqual([]);
    const [told] = house.rejections();
    expect(told).toMatchObject({ code, path, gateway: 'gw-1', topic: 'toancanh/v1/gw-1/events' });
    expect('bytes' in told!).toBe(code !== 'E_PERSONAL');
  });

  it('takes an array and a list apart, each alone, and the same again once', async () => {
    expect(await take([fire(), fire({ id: 'e-2' }), fire({ kind: 'x' })])).toMatchObject({
      accepted: 2,
      rejected: 1,
    });
    expect(await take({ events: [fire(), fire({ id: 'e-3' })] })).toMatchObject({
      accepted: 1,
      duplicate: 1,
    });
    expect(await take(fire({ severity: 2 }))).toMatchObject({ accepted: 1 });
    expect(house.rejections().map(({ code, path }) => [code, path])).toEqual([
      ['E_SCHEMA', '/2/kind'],
      ['E_DUP', '/events/0'],
    ]);
  });

  it('answers over HTTP when the log has it', async () => {
    const release = house.log.hold();
    const answer = fetch(`http://127.0.0.1:${house.httpPort}/api/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from('gw-1:gw-1').toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(fire()),
    });
    const first = await Promise.race([
      answer,
      new Promise((resolve) => setImmediate(resolve, 'nothing yet')),
    ]);
    expect(first).toBe('nothing yet');
    release();
    const response = await answer;
    expect([response.status, await response.json()]).toMatchObject([200, { received: 1, accepted: 1 }]);
    expect(stored()).toHaveLength(1);
  });
});
