import { type DossierEvent, type Incident, TOPICS } from '@toancanh/events';
import { City, type DossierFeed, type Feed, type IncidentFeed } from '@toancanh/runtime';
import { Accounts } from '../desk/account.js';
import { IntakeHouse, NOON, SetClock } from '../testing/intake-house.js';
import { RecordTaker } from './record-taker.js';

const COMMON = {
  ...{ brokers: ['kafka:9092'], tls: false, login: null, gateway: 'gw-1', items: null, decimal: null },
  start: 'earliest',
} as const;
const INCIDENTS: IncidentFeed = {
  ...COMMON,
  ...{ name: 'pccc', topic: 'pccc.su-vu', as: 'incident', envelope: 'none' },
  map: {
    id: { path: '/soVu', prefix: 'pccc-' },
    source: { path: '/don_vi' },
    at: { path: '/luc', offset: '+07:00' },
    kind: { path: '/loai', map: { CHAY: 'fire_alarm', TROM: 'intrusion' } },
    severity: { path: '/muc', map: { 'Rất nghiêm trọng': 1, 'Nghiêm trọng': 2 } },
    area: { path: '/phuong', map: { 'Thủ Dầu Một': '25747' } },
    place: ['/kinh_do', '/vi_do'],
    text: { path: '/mo_ta' },
    ends: { path: '/ket_thuc', prefix: 'pccc-' },
  },
};
const DOSSIERS: DossierFeed = {
  ...COMMON,
  ...{ name: 'mot-cua', topic: 'mc.ho-so', as: 'dossier', envelope: 'cloudevents' },
  map: {
    dossier: { path: 'ce:subject' },
    procedure: { path: '/tthc' },
    unit: { path: '/donVi' },
    area: { path: '/diaBan', otherwise: '25747' },
    step: { path: '/trangThai', map: { 1: 'received', 10: 'returned' } },
    due: { path: '/hanTra', offset: '+07:00' },
    channel: { path: '/hinhThuc', map: { TT: 'online_full' }, otherwise: 'counter' },
    payment: { path: '/thanhToan', map: { 0: 'none', 1: 'online' } },
    signedResult: { path: '/kySo', map: { 0: false, 1: true } },
  },
};
const FIRE = { soVu: 7, don_vi: 'doi-1', luc: '2026-11-23 13:59:00', loai: 'CHAY', phuong: 'Thủ Dầu Một' };
const DOSSIER = '000.00.00.H09-261123-0001';
const RECEIVED = { tthc: '1.000948.H38', donVi: 17, trangThai: 1, hinhThuc: 'TT' };
const eventOf = (data: object, more = {}) => ({
  ...{ specversion: '1.0', id: '1', source: '/mc', type: 't', subject: DOSSIER },
  ...{ time: '2026-11-23T06:59:30Z', data, ...more },
});

let house: IntakeHouse;
beforeEach(async () => {
  house = await IntakeHouse.open({ mqtt: false, clock: new SetClock() });
});
afterEach(() => house.close());

const on = <T>(topic: string) => house.log.records(topic).map(({ value }) => value as T);
const incidents = () => on<Incident>(TOPICS.incidents.name);
const steps = () => on<DossierEvent>(TOPICS.dossiers.name);

function takerOf(feed: Feed): RecordTaker {
  const account = house.app.get(Accounts).of(house.app.get(City).gateways.get(feed.gateway)!);
  return new RecordTaker(feed, account, house.reception, house.desk, house.clock, { packetBytes: 8_192 });
}
async function take(feed: Feed, values: readonly unknown[], from = 40): Promise<RecordTaker> {
  const taker = takerOf(feed);
  const records = values.map((value, i) => ({
    ...{ offset: String(from + i), key: null, timestamp: String(NOON) },
    value: Buffer.from(JSON.stringify(value)),
  }));
  await taker.take(3, records).inLog;
  return taker;
}

describe('incidents by a feed', () => {
  it.each([
    { why: 'its words become ours', sent: {}, is: {} },
    {
      why: 'what is optional',
      sent: { muc: 'Rất nghiêm trọng', kinh_do: 106.65, vi_do: 10.98, mo_ta: 'tầng 3', ket_thuc: 6 },
      is: { severity: 1, place: [106.65, 10.98], text: 'tầng 3', ends: 'pccc-6' },
    },
    { why: 'an empty text is none', sent: { muc: '', mo_ta: '', ket_thuc: null }, is: {} },
    {
      why: 'numbers of persons in the text are masked, as of any incident',
      sent: { mo_ta: 'gọi 0912345678' },
      is: { text: expect.not.stringContaining('0912345678') as string },
    },
  ])('are on the log when they are answered for: $why', async ({ sent, is }) => {
    const taker = await take(INCIDENTS, [{ ...FIRE, ...sent }]);
    expect(incidents()).toEqual([
      {
        ...{ id: 'pccc-7', source: 'doi-1', gateway: 'gw-1', kind: 'fire_alarm', severity: 1, area: '25747' },
        ...{ at: NOON - 60_000, receivedAt: NOON, ...is },
      },
    ]);
    expect(taker.counts.status()).toEqual({ received: 1, accepted: 1, late: 0, duplicate: 0, rejected: 0 });
    expect(house.readings()).toEqual([]);
  });

  it.each([
    { why: 'a word that is not mapped', sent: { loai: 'LU' }, code: 'E_SCHEMA', path: '/loai', value: 'LU' },
    { why: 'no kind', sent: { loai: null }, code: 'E_SCHEMA', path: '/loai' },
    { why: 'a code that is none', sent: { soVu: 'a b' }, code: 'E_SCHEMA', path: '/soVu', value: 'a b' },
    { why: 'an empty code', sent: { soVu: '' }, code: 'E_SCHEMA', path: '/soVu' },
    {
      why: 'ahead of the clock',
      sent: { luc: '2026-11-23 14:30:00' },
      ...{ code: 'E_TS_FUTURE', path: '/luc', value: '2026-11-23 14:30:00' },
    },
    { why: 'half a place', sent: { kinh_do: 106.65 }, code: 'E_SCHEMA', path: '/vi_do' },
    { why: 'a person’s number for an id', sent: { soVu: '0912345678' }, code: 'E_PERSONAL', path: '/soVu' },
  ])('are refused in the sender’s words: $why', async ({ sent, code, path, value }) => {
    const taker = await take(INCIDENTS, [{ ...FIRE, ...sent }]);
    const [told] = house.rejections();
    expect(told).toMatchObject({ code, path, topic: 'kafka:pccc.su-vu/3/40', gateway: 'gw-1' });
    expect(told!.value).toBe(value);
    expect(taker.counts.status()).toMatchObject({ received: 1, rejected: 1 });
    expect(incidents()).toEqual([]);
  });

  it('are counted once each: accepted, duplicate and rejected make received', async () => {
    const list = [FIRE, { ...FIRE, soVu: 8 }, FIRE, { ...FIRE, loai: '?' }, {}];
    const taker = await take({ ...INCIDENTS, items: '/list' }, [{ list }, 'poison', { list: [] }]);
    expect(taker.counts.status()).toEqual({ received: 7, accepted: 2, late: 0, duplicate: 1, rejected: 4 });
    expect(house.rejections().map(({ code, path }) => `${code} ${path}`)).toEqual([
      'E_DUP /list/2',
      'E_SCHEMA /list/3/loai',
      'E_SCHEMA /list/4/soVu',
      'E_SCHEMA /list',
      'E_SCHEMA /list',
    ]);
  });
});

describe('steps of dossiers by a feed', () => {
  it.each([
    { why: 'the least', sent: {}, is: {} },
    {
      why: 'all of it',
      sent: { diaBan: 'thu-dau-mot', hanTra: '2026-11-30 17:00', thanhToan: 1, kySo: 1 },
      is: {
        ...{ area: 'thu-dau-mot', due: Date.parse('2026-11-30T10:00:00Z'), payment: 'online' },
        signedResult: true,
      },
    },
    { why: 'not signed is not said', sent: { kySo: 0 }, is: {} },
    { why: 'all other words', sent: { hinhThuc: 'BC' }, is: { channel: 'counter' } },
  ])('are on the log, under their dossier: $why', async ({ sent, is }) => {
    await take(DOSSIERS, [eventOf({ ...RECEIVED, ...sent })]);
    expect(house.rejections()).toEqual([]);
    expect(house.log.records(TOPICS.dossiers.name).map(({ key }) => key)).toEqual([DOSSIER]);
    expect(steps()).toEqual([
      {
        ...{ dossier: DOSSIER, procedure: '1.000948.H38', unit: '17', area: '25747', step: 'received' },
        ...{ at: NOON - 30_000, channel: 'online_full', gateway: 'gw-1', receivedAt: NOON, ...is },
      },
    ]);
  });

  it.each([
    { why: 'a step nobody mapped', event: eventOf({ ...RECEIVED, trangThai: 99 }), path: '/data/trangThai' },
    { why: 'no unit', event: eventOf({ ...RECEIVED, donVi: undefined }), path: '/data/donVi' },
    { why: 'no dossier', event: eventOf(RECEIVED, { subject: undefined }), path: '/subject' },
    {
      why: 'another gateway’s area',
      event: eventOf({ ...RECEIVED, diaBan: 'di-an' }),
      path: '/data/diaBan',
    },
    { why: 'an instant that is none', event: eventOf(RECEIVED, { time: 'hôm nay' }), path: '/time' },
    { why: 'a promise that is none', event: eventOf({ ...RECEIVED, hanTra: 'mai' }), path: '/data/hanTra' },
  ])('are refused where it stands in the event: $why', async ({ event, path }) => {
    await take(DOSSIERS, [event]);
    expect(house.rejections()).toEqual([expect.objectContaining({ code: 'E_SCHEMA', path })]);
    expect(steps()).toEqual([]);
  });

  it('that come again after a crash change nothing, and are told as no news', async () => {
    const taker = await take(DOSSIERS, [eventOf(RECEIVED)]);
    const record = {
      ...{ offset: '40', key: null, timestamp: String(NOON) },
      value: Buffer.from(JSON.stringify(eventOf(RECEIVED))),
    };
    await taker.take(3, [record]).inLog;
    expect(taker.counts.status()).toMatchObject({ received: 2, accepted: 1, duplicate: 1 });
    expect(steps()).toHaveLength(1);
    expect(house.rejections()).toEqual([]);
  });

  it('are answered for only when the log has them', async () => {
    const release = house.log.hold();
    let answered = false;
    const taken = takerOf(DOSSIERS).take(3, [
      {
        ...{ offset: '40', key: null, timestamp: String(NOON) },
        value: Buffer.from(JSON.stringify(eventOf(RECEIVED))),
      },
    ]);
    const inLog = taken.inLog.then(() => (answered = true));
    await new Promise(setImmediate);
    expect(answered).toBe(false);
    release();
    await inLog;
    expect(steps()).toHaveLength(1);
  });
});
