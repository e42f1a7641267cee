import { type DossierEvent, TOPICS } from '@toancanh/events';
import { IntakeHouse, NOON } from './testing/intake-house.js';

const step = {
  dossier: '000.00.00.H09-261123-0001',
  procedure: '1.000948.H38',
  unit: 'so-xay-dung',
  area: '25747',
  at: '2026-11-23T06:59:00.000Z',
  step: 'received',
  channel: 'online_full',
} as const;

describe('steps of dossiers', () => {
  let house: IntakeHouse;
  beforeEach(async () => {
    house = await IntakeHouse.open({ mqtt: false });
  });
  afterEach(() => house.close());

  const post = (body: unknown) =>
    fetch(`http://127.0.0.1:${house.httpPort}/api/v1/dossiers`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from('gw-1:gw-1').toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
  const onLog = () => house.log.records(TOPICS.dossiers.name).map(({ value }) => value as DossierEvent);

  it('are on the log when they are answered, by their dossier, with instants in milliseconds', async () => {
    const answer = await post({ ...step, due: '2026-11-30T17:00:00+07:00', payment: 'online' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ received: 1, accepted: 1, rejected: [] });
    expect(house.log.records(TOPICS.dossiers.name)[0]!.key).toBe(step.dossier);
    expect(onLog()).toEqual([
      {
        ...step,
        at: Date.parse(step.at),
        due: Date.parse('2026-11-30T10:00:00Z'),
        payment: 'online',
        gateway: 'gw-1',
        receivedAt: NOON,
      },
    ]);
    expect(house.readings()).toEqual([]);
  });

  it('are taken once: dossier, step and instant say which', async () => {
    await post(step);
    const answer = await post([step, { ...step, step: 'resolved' }]);
    expect(await answer.json()).toMatchObject({ received: 2, accepted: 1, duplicate: 1 });
    expect(onLog().map((event) => event.step)).toEqual(['received', 'resolved']);
  });

  it.each([
    { change: { applicant: 'Nguyễn Văn A' }, code: 'E_PERSONAL', path: '/applicant', why: 'who filed it' },
    { change: { unit: '0912345678' }, code: 'E_PERSONAL', path: '/unit', why: 'a phone number as a unit' },
    { change: { step: 'lost' }, code: 'E_SCHEMA', path: '/step', why: 'no such step' },
    { change: { channel: undefined }, code: 'E_SCHEMA', path: '/channel', why: 'nobody says how' },
    { change: { area: 'di-an' }, code: 'E_SCHEMA', path: '/area', why: "another gateway's area" },
    { change: { area: 'nowhere' }, code: 'E_SCHEMA', path: '/area', why: 'no such area' },
    { change: { at: NOON + 300_001 }, code: 'E_TS_FUTURE', path: '/at', why: 'a clock ahead' },
    { change: { at: NOON - 401 * 86_400_000 }, code: 'E_TS_OLD', path: '/at', why: 'older than is kept' },
    { change: { due: '2026-02-31T10:00:00Z' }, code: 'E_SCHEMA', path: '/due', why: 'a day of no calendar' },
  ])('$code at $path: $why', async ({ change, code, path }) => {
    const answer = await post({ ...step, ...change });
    expect(answer.status).toBe(422);
    expect(house.rejections()).toEqual([expect.objectContaining({ code, path, gateway: 'gw-1' })]);
    expect('bytes' in house.rejections()[0]!).toBe(code !== 'E_PERSONAL');
    expect(onLog()).toEqual([]);
  });
});
