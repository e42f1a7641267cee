import type { RejectCode, Rejection } from '@toancanh/events';
import { IntakeHouse, NOON } from '../testing/intake-house.js';
import { Accounts } from '../desk/account.js';
import { City } from '@toancanh/runtime';
import type { Message, Taken } from '../reception.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

interface Case {
  readonly code: RejectCode;
  readonly path: string;
  readonly bytes: string;
  readonly value?: string;
  readonly expected?: string | RegExp;
  readonly gateway?: string;
  readonly why: string;
}

const reading = (more: object) => JSON.stringify({ sensor: 's-1', values: { pm25: 31.2 }, ...more });

const CASES: Case[] = [
  { code: 'E_JSON', path: '', bytes: 'not json', why: 'no JSON' },
  { code: 'E_JSON', path: '', bytes: '', why: 'nothing at all' },
  { code: 'E_JSON', path: '', bytes: '{"sensor":"s-1","values":{"pm25":31.', why: 'cut short' },
  { code: 'E_JSON', path: '', bytes: '{"sensor":"s-1","values":{"pm25":NaN}}', why: 'NaN is no JSON' },
  { code: 'E_SCHEMA', path: '', bytes: '42', value: '42', why: 'JSON, but no reading' },
  { code: 'E_SCHEMA', path: '', bytes: '[]', why: 'an array of nothing' },
  { code: 'E_SCHEMA', path: '/0', bytes: '[7]', value: '7', why: 'an array of something else' },
  { code: 'E_SCHEMA', path: '/readings', bytes: '{"readings":[]}', why: 'an envelope of nothing' },
  { code: 'E_SCHEMA', path: '/sensor', bytes: '{"values":{"pm25":1}}', why: 'whose?' },
  { code: 'E_SCHEMA', path: '/sensor', bytes: reading({ sensor: 'có dấu' }), value: 'có dấu', why: 'marks' },
  { code: 'E_SCHEMA', path: '/values', bytes: '{"sensor":"s-1"}', why: 'no values' },
  { code: 'E_SCHEMA', path: '/values', bytes: reading({ values: {} }), value: '{}', why: 'empty values' },
  {
    code: 'E_SCHEMA',
    path: '/values/pm25',
    bytes: reading({ values: { pm25: '31' } }),
    value: '31',
    expected: /finite number/,
    why: 'a number as text',
  },
  {
    code: 'E_SCHEMA',
    path: '/values/pm2_5_',
    bytes: reading({ values: { pm2_5_: 31 } }),
    value: '31',
    expected: /a known metric: pm25, /,
    why: 'a metric that nobody knows, with the nearest',
  },
  {
    code: 'E_SCHEMA',
    path: '/colour',
    bytes: reading({ colour: 'red' }),
    value: 'red',
    why: 'unknown field',
  },
  { code: 'E_SCHEMA', path: '/at', bytes: reading({ at: 'now' }), value: 'now', why: 'no instant' },
  {
    code: 'E_SCHEMA',
    path: '/at',
    bytes: reading({ at: '2026-02-30T00:00:00Z' }),
    why: 'a day that no calendar has',
  },
  { code: 'E_SCHEMA', path: '/quality', bytes: reading({ quality: 'great' }), why: 'unknown quality' },
  {
    code: 'E_SCHEMA',
    path: '/units/no2',
    bytes: reading({ units: { no2: 'ppb' } }),
    why: 'the unit of a value that is not there',
  },
  {
    code: 'E_SCHEMA',
    path: '/values/laeq',
    bytes: reading({ values: { noise: 60, laeq: 61 } }),
    why: 'one metric under two names',
  },
  {
    code: 'E_UNIT',
    path: '/units/pm25',
    bytes: reading({ units: { pm25: 'km/h' } }),
    value: 'km/h',
    expected: /µg\/m³, mg\/m3/,
    why: 'a unit of something else',
  },
  {
    code: 'E_RANGE',
    path: '/values/pm25',
    bytes: reading({ values: { pm25: -4 } }),
    value: '-4',
    expected: '0 … 2000 µg/m³',
    why: 'less than nothing',
  },
  { code: 'E_RANGE', path: '/values/pm25', bytes: reading({ values: { pm25: 1e300 } }), why: 'absurd' },
  {
    code: 'E_RANGE',
    path: '/values/co',
    bytes: reading({ values: { co: 300 }, units: { co: 'mg/m3' } }),
    value: '300',
    why: 'out of range once converted',
  },
  { code: 'E_TS_FUTURE', path: '/at', bytes: reading({ at: NOON + 5 * MINUTE + 1 }), why: 'a clock ahead' },
  { code: 'E_TS_OLD', path: '/at', bytes: reading({ at: NOON - 30 * DAY - 1 }), why: 'before what is kept' },
  { code: 'E_TS_OLD', path: '/at', bytes: reading({ at: NOON / 1000 }), why: 'seconds for milliseconds' },
  { code: 'E_SENSOR', path: '/sensor', bytes: reading({ sensor: 'new' }), value: 'new', why: 'unregistered' },
  { code: 'E_SENSOR', path: '/sensor', bytes: reading({ sensor: 's-2' }), why: "another gateway's" },
  { code: 'E_PERSONAL', path: '/phone', bytes: reading({ phone: 'x' }), why: 'a field for phones' },
  { code: 'E_PERSONAL', path: '/soDienThoai', bytes: reading({ soDienThoai: 1 }), why: 'in Vietnamese' },
  {
    code: 'E_PERSONAL',
    path: '/note',
    bytes: reading({ note: 'gọi 0912 345 678' }),
    why: 'a phone in a text',
  },
  {
    code: 'E_PERSONAL',
    path: '/epoch',
    bytes: reading({ epoch: '079123456789' }),
    why: 'an identity number',
  },
  {
    code: 'E_PERSONAL',
    path: '/sensor',
    bytes: reading({ sensor: '0912345678' }),
    gateway: 'free',
    why: 'a phone as sensor',
  },
  { code: 'E_PERSONAL', path: '', bytes: '{"hoTen":"Nguyễn Văn A","values":', why: 'personal and cut short' },
];

describe('every reason to refuse', () => {
  let house: IntakeHouse;
  beforeAll(async () => {
    house = await IntakeHouse.open({ mqtt: false });
  });
  afterAll(() => house.close());

  const take = async (bytes: string, gateway = 'gw-1', more: Partial<Message> = {}): Promise<Taken> => {
    const account = house.app.get(Accounts).of(house.app.get(City).gateways.get(gateway)!);
    const taken = house.reception.takeReadings({
      account,
      topic: `toancanh/v1/${gateway}/readings`,
      payload: Buffer.from(bytes),
      receivedAt: house.clock.at,
      transport: 'mqtt',
      repeated: false,
      ...more,
    });
    await inLog(house);
    return taken;
  };
  const last = (): Rejection => house.rejections().at(-1)!;

  it.each(CASES)('$code at "$path": $why', async ({ code, path, bytes, value, expected, gateway }) => {
    const before = house.readings().length;
    const taken = await take(bytes, gateway);
    expect(taken).toMatchObject({ received: 1, rejected: 1, refusal: { code, path } });
    expect(house.readings()).toHaveLength(before);
    const rejection = last();
    expect(rejection).toMatchObject({
      code,
      path,
      gateway: gateway ?? 'gw-1',
      size: Buffer.byteLength(bytes),
    });
    if (value !== undefined) expect(rejection.value).toBe(value);
    if (expected !== undefined) expect(rejection.expected).toEqual(expect.stringMatching(expected));
    expect(rejection.cure.vi.length * rejection.cure.en.length).toBeGreaterThan(0);
    if (code === 'E_PERSONAL') {
      expect(rejection).not.toHaveProperty('bytes');
      expect(rejection).not.toHaveProperty('value');
    } else {
      expect(Buffer.from(rejection.bytes!, 'base64').toString()).toBe(bytes);
    }
  });

  it('E_DUP: an exact repeat, unless the sender says that it repeats', async () => {
    const bytes = reading({ at: NOON - 1 });
    expect(await take(bytes)).toMatchObject({ accepted: 1 });
    const notices = house.rejections().length;
    expect(await take(bytes)).toMatchObject({ duplicate: 1, rejected: 0, refusal: undefined });
    expect(house.rejections()).toHaveLength(notices + 1);
    expect(last()).toMatchObject({ code: 'E_DUP', path: '' });
    expect(await take(bytes, 'gw-1', { repeated: true })).toMatchObject({ duplicate: 1 });
    expect(house.rejections()).toHaveLength(notices + 1);
  });

  it('takes other values for the same instant for a correction, and going back too', async () => {
    const at = NOON - 2;
    for (const pm25 of [1, 2, 1]) {
      expect(await take(reading({ at, values: { pm25 } }))).toMatchObject({ accepted: 1 });
    }
    expect(await take(reading({ at, values: { pm25: 1 } }))).toMatchObject({ duplicate: 1 });
  });

  it('knows readings without an instant by epoch and sequence, and none without either', async () => {
    const numbered = reading({ epoch: 'e1', seq: 7 });
    expect(await take(numbered)).toMatchObject({ accepted: 1 });
    expect(await take(numbered)).toMatchObject({ duplicate: 1 });
    expect(await take(reading({ epoch: 'e2', seq: 7 }))).toMatchObject({ accepted: 1 });
    const before = house.readings().length;
    for (let i = 0; i < 3; i += 1) expect(await take(reading({}))).toMatchObject({ accepted: 1 });
    const instants = house
      .readings()
      .slice(before)
      .map(({ at }) => at);
    expect(new Set(instants).size).toBe(3);
  });

  it('tells the readings apart that one number of a message stands for, and knows the message again', async () => {
    const one = { sensor: 's-1', values: { pm25: 9 } };
    const bytes = JSON.stringify({ epoch: 'e3', seq: 1, readings: [one, one, { ...one, seq: 2 }] });
    expect(await take(bytes)).toMatchObject({ accepted: 3 });
    expect(house.readings().slice(-3)).toMatchObject([
      { epoch: 'e3', seq: 1, given: 0 },
      { epoch: 'e3', seq: 1, given: 1 },
      { epoch: 'e3', seq: 2, given: 0 },
    ]);
    expect(await take(bytes)).toMatchObject({ duplicate: 3 });
    expect(await take(reading({ epoch: 'e3', seq: 9, at: NOON - 3 }))).toMatchObject({ accepted: 1 });
    expect(house.readings().at(-1)).not.toHaveProperty('given');
  });

  it('refuses one reading of an array, not the array, and says which', async () => {
    const good = { sensor: 's-1', at: NOON - 10, values: { pm25: 1 } };
    const bytes = JSON.stringify({
      readings: [
        good,
        { ...good, at: NOON - 11, values: { pm25: -1 } },
        { ...good, at: NOON - 300_000 },
        good,
      ],
    });
    const taken = await take(bytes);
    expect(taken).toMatchObject({ received: 4, accepted: 1, late: 1, duplicate: 1, rejected: 1 });
    expect(taken.refusal).toBeUndefined();
    expect(taken.rejections).toMatchObject([{ code: 'E_RANGE', path: '/readings/1/values/pm25' }]);
  });

  it('keeps nothing of a message that holds personal data anywhere, whatever else is wrong with it', async () => {
    const bytes = JSON.stringify([
      { sensor: 's-1', values: { pm25: -1 } },
      { sensor: 's-1', values: { pm25: 1 }, note: 'biển số 61A-123.45' },
    ]);
    const taken = await take(bytes);
    expect(taken.rejections.map(({ code }) => code)).toEqual(['E_RANGE', 'E_PERSONAL']);
    expect(JSON.stringify(taken.rejections)).not.toContain('61A');
    for (const rejection of taken.rejections) expect(rejection).not.toHaveProperty('bytes');
  });

  it('keeps the first 4 KiB of a large message, and of many readings the one at fault', async () => {
    const bad = { sensor: 's-1', at: NOON - 50, values: { pm25: -1 } };
    const [first, second] = (await take(JSON.stringify(Array(200).fill(bad)))).rejections;
    expect(Buffer.from(first!.bytes!, 'base64').toString()).toBe(JSON.stringify(bad));
    expect(second!.path).toBe('/1/values/pm25');
    await take(`{"x":"${'y z '.repeat(3_000)}"}`);
    expect(Buffer.from(last().bytes!, 'base64')).toHaveLength(4_096);
    expect(last().size).toBe(12_008);
  });

  it('converts declared units, and believes none of a gateway that is not to be believed', async () => {
    const bytes = (sensor: string) =>
      JSON.stringify({ sensor, at: NOON - 60, values: { co: 0.5 }, units: { co: 'mg/m3' } });
    await take(bytes('s-1'));
    await take(bytes('assumed-1'), 'demo');
    const values = house
      .readings()
      .slice(-2)
      .map((one) => one.values);
    expect(values).toEqual(expect.arrayContaining([{ co: 500 }, { co: 0.5 }]));
  });

  it('marks what a simulated gateway sends', async () => {
    await take(reading({ sensor: 'sim-1', at: NOON }), 'sim');
    await take(reading({ sensor: 'sim-1', at: NOON - 1, quality: 'fault' }), 'sim');
    const mine = house.readings().filter(({ gateway }) => gateway === 'sim');
    expect(mine.map(({ quality }) => quality)).toEqual(['simulated', 'fault']);
  });

  it('counts every reading once', () => {
    const { received, accepted, late, duplicate, rejected } = house.status.stages().intake!;
    expect(received).toBeGreaterThan(CASES.length);
    expect(accepted + late + duplicate + rejected).toBe(received);
    expect(accepted + late).toBe(house.readings().length);
  });
});

/** Resolves when everything handed over so far is in the log. */
function inLog({ desk }: IntakeHouse): Promise<void> {
  const settled = new Promise<void>((resolve) => {
    desk.batch.await({ settled: () => resolve(), flush: () => undefined }, 0, undefined);
  });
  desk.wake();
  return settled;
}
