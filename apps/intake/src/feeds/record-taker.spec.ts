import { City, type ReadingFeed } from '@toancanh/runtime';
import { Accounts } from '../desk/account.js';
import { FEED_LIMITS } from '../limits.js';
import { IntakeHouse, NOON, SetClock } from '../testing/intake-house.js';
import { type FeedRecord, RecordTaker } from './record-taker.js';

const FEED: ReadingFeed = {
  name: 'tnmt-air',
  brokers: ['kafka:9092'],
  tls: false,
  login: null,
  topic: 'tnmt.air',
  gateway: 'free',
  as: 'reading',
  envelope: 'none',
  items: null,
  map: {
    sensor: { path: '/station' },
    at: { path: '/time' },
    values: { pm25: { path: '/PM25' }, so2: { path: '/SO2', unit: 'mg/m3', optional: true } },
  },
  decimal: null,
  start: 'earliest',
};

let house: IntakeHouse;
let clock: SetClock;
beforeEach(async () => {
  clock = new SetClock();
  house = await IntakeHouse.open({ mqtt: false, clock, limits: { intakeQueue: 1_000 } });
});
afterEach(() => house.close());

function takerOf(more: Partial<ReadingFeed> = {}): RecordTaker {
  const feed = { ...FEED, ...more };
  const account = house.app.get(Accounts).of(house.app.get(City).gateways.get(feed.gateway)!);
  return new RecordTaker(feed, account, house.reception, house.desk, clock, { packetBytes: 8_192 });
}

const recordOf = (value: unknown, offset = 0): FeedRecord => ({
  offset: String(offset),
  key: null,
  value: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  timestamp: String(NOON),
});
const good = (i = 0) => ({ station: 'S1', time: NOON - 1_000 * i, PM25: 31 });
const take = async (values: readonly unknown[], more: Partial<ReadingFeed> = {}) => {
  const taker = takerOf(more);
  await taker.take(
    3,
    values.map((value, i) => recordOf(value, 40 + i)),
  ).inLog;
  return taker;
};

describe('RecordTaker', () => {
  it('has a reading in the log when it says so, in the units of its metric', async () => {
    const taker = await take([{ ...good(), SO2: 0.1 }]);
    expect(house.readings()).toEqual([
      {
        sensor: 'S1',
        gateway: 'free',
        at: NOON,
        receivedAt: NOON,
        values: { pm25: 31, so2: 100 },
        quality: 'ok',
      },
    ]);
    expect(taker.counts.status()).toEqual({ received: 1, accepted: 1, late: 0, duplicate: 0, rejected: 0 });
    expect(house.directory.registrations).toHaveLength(1);
  });

  it.each([
    { why: 'not JSON', value: 'PM25=31', code: 'E_JSON', path: '', kept: '' },
    { why: 'no such value', value: { ...good(), PM25: '31' }, code: 'E_SCHEMA', path: '/PM25', kept: '31' },
    { why: 'it cannot be true', value: { ...good(), PM25: -4 }, code: 'E_RANGE', path: '/PM25', kept: '-4' },
    {
      why: 'ahead',
      value: { ...good(-600) },
      code: 'E_TS_FUTURE',
      path: '/time',
      kept: String(NOON + 600_000),
    },
    { why: 'too old', value: { ...good(), time: 1 }, code: 'E_TS_OLD', path: '/time', kept: '1' },
    {
      why: 'no name of a sensor',
      value: { ...good(), station: 'Trạm 1' },
      code: 'E_SCHEMA',
      path: '/station',
      kept: 'Trạm 1',
    },
    {
      why: 'another gateway’s sensor',
      value: { ...good(), station: 's-1' },
      code: 'E_SENSOR',
      path: '/station',
      kept: 's-1',
    },
  ])('refuses, and tells topic, partition and offset: $why', async ({ value, code, path, kept }) => {
    const taker = await take([value]);
    const [told] = house.rejections();
    expect(told).toMatchObject({ code, path, topic: 'kafka:tnmt.air/3/40', gateway: 'free' });
    expect(told!.value ?? '').toBe(kept);
    expect(Buffer.from(told!.bytes!, 'base64').toString()).toBe(recordOf(value).value!.toString());
    expect(taker.counts.status()).toMatchObject({ received: 1, rejected: 1 });
  });

  it.each([
    { why: 'where it is mapped', value: { ...good(), station: 'a@b.vn' }, code: 'E_PERSONAL' },
    { why: 'as a value', value: { ...good(), PM25: { phone: '0912345678' } }, code: 'E_PERSONAL' },
    { why: 'beside a fault', value: { ...good(), PM25: 'x', owner: 'A' }, code: 'E_SCHEMA' },
    { why: 'in what is no JSON', value: '{"phone":"0912345678"', code: 'E_PERSONAL' },
    {
      why: 'in what is too large',
      value: `{"phone":"0912345678","x":"${'x '.repeat(8_192)}"}`,
      code: 'E_SIZE',
    },
  ])('keeps neither bytes nor value of a person’s data: $why', async ({ value, code }) => {
    await take([value]);
    expect(house.rejections()).toEqual([expect.objectContaining({ code })]);
    expect(house.rejections()[0]).not.toHaveProperty('bytes');
    expect(house.rejections()[0]).not.toHaveProperty('value');
  });

  it('takes what is good beside a person’s data, and nothing of that', async () => {
    await take([{ ...good(), phone: '0912345678' }]);
    expect(JSON.stringify(house.readings())).not.toContain('0912345678');
    expect(house.readings()).toHaveLength(1);
  });

  it('shows of a long record the item at fault', async () => {
    const list = Array.from({ length: 100 }, (_, i) => ({ ...good(i), PM25: i === 99 ? 'x' : 31 }));
    const taker = await take([{ list }], { items: '/list' });
    expect(taker.counts.status()).toMatchObject({ received: 100, rejected: 1 });
    const [told] = house.rejections();
    expect(told).toMatchObject({ path: '/list/99/PM25', value: 'x' });
    expect(JSON.parse(Buffer.from(told!.bytes!, 'base64').toString())).toEqual(list[99]);
  });

  it('says nothing of a repetition that is its own, and E_DUP of the sender’s', async () => {
    const taker = takerOf();
    const [first, again] = [recordOf(good(), 40), recordOf(good(), 41)];
    await taker.take(3, [first]).inLog;
    await taker.take(3, [first]).inLog;
    expect(house.rejections()).toEqual([]);
    await taker.take(3, [again]).inLog;
    expect(house.rejections()).toEqual([
      expect.objectContaining({ code: 'E_DUP', topic: 'kafka:tnmt.air/3/41' }),
    ]);
    expect(taker.counts.status()).toMatchObject({ received: 3, accepted: 1, duplicate: 2 });
  });

  it('takes no more at once than it may have in hand', async () => {
    const records = Array.from({ length: FEED_LIMITS.recordsInHand + 1 }, (_, i) => recordOf(good(i), i));
    const { count, inLog } = takerOf().take(0, records);
    await inLog;
    expect(count).toBe(FEED_LIMITS.recordsInHand);
  });

  it('takes no more when the intake queue is full', async () => {
    const release = house.log.hold();
    const taker = takerOf();
    const records = Array.from({ length: 500 }, (_, i) => recordOf({ ...good(i), PM25: -1 }, i));
    // Each rejection weighs as much as twenty readings.
    for (let from = 0; from < 500 && house.desk.open;) from += taker.take(0, records.slice(from)).count;
    expect(house.desk.open).toBe(false);
    expect(taker.counts.rejected).toBe(50);
    release();
  });

  it('takes no more than the gateway’s rate allows, and says how long to wait', async () => {
    const taker = takerOf({ gateway: 'slow' });
    const records = Array.from({ length: 20 }, (_, i) => recordOf(good(i), i));
    expect(taker.take(0, records).count).toBe(5);
    expect(taker.debt).toBeGreaterThan(0);
    clock.at += 1_000;
    expect(taker.debt).toBe(0);
    expect(house.rejections()).toEqual([]);
  });
});
