import type { ReadingFeed, ReadingMap } from '@toancanh/runtime';
import { refusal } from '../screen/refusal.js';
import { FeedReader, type Mapped, type RecordContext } from './feed-reader.js';

const NOON = Date.parse('2026-11-23T07:00:00Z');
const MAP: ReadingMap = {
  sensor: { path: '/station' },
  at: { path: '/time' },
  values: { pm25: { path: '/PM25' } },
};
const feed = (more: Partial<ReadingFeed> = {}): ReadingFeed => ({
  name: 'f',
  brokers: null,
  tls: false,
  login: null,
  topic: 't',
  gateway: 'g',
  as: 'reading',
  envelope: 'none',
  items: null,
  map: MAP,
  decimal: null,
  start: 'earliest',
  ...more,
});
const CONTEXT: RecordContext = { headers: {}, key: undefined, timestamp: NOON };
const read = (root: unknown, more: Partial<ReadingFeed> = {}, context: Partial<RecordContext> = {}) =>
  new FeedReader(feed(more)).itemsOf(root, { ...CONTEXT, ...context });
const inputs = (...args: Parameters<typeof read>) =>
  read(...args).map((found) => ('code' in found ? found : found.input));

const record = { station: 'S1', time: NOON, PM25: 31.2 };
const event = { specversion: '1.0', id: '1', source: '/tnmt', type: 't', time: '2026-11-23T06:59:00Z' };

describe('FeedReader', () => {
  it.each<{
    why: string;
    root: unknown;
    more?: Partial<ReadingFeed>;
    context?: Partial<RecordContext>;
    is: object;
  }>([
    { why: 'plain', root: record, is: { sensor: 'S1', at: NOON, values: { pm25: 31.2 } } },
    {
      why: 'what the map does not name is not looked at',
      root: { ...record, operator: 'Nguyễn Văn A', phone: '0912345678' },
      is: { sensor: 'S1', at: NOON, values: { pm25: 31.2 } },
    },
    {
      why: 'a station with a number, and our prefix',
      root: { ...record, station: 17 },
      more: { map: { ...MAP, sensor: { path: '/station', prefix: 'tnmt-' } } },
      is: { sensor: 'tnmt-17', at: NOON, values: { pm25: 31.2 } },
    },
    {
      why: 'the sensor is the record’s key',
      root: record,
      more: { map: { ...MAP, sensor: { path: 'key' } } },
      context: { key: 'S7' },
      is: { sensor: 'S7', at: NOON, values: { pm25: 31.2 } },
    },
    {
      why: 'no instant mapped: the record’s timestamp',
      root: record,
      more: { map: { sensor: MAP.sensor, values: MAP.values } },
      context: { timestamp: NOON - 5 },
      is: { sensor: 'S1', at: NOON - 5, values: { pm25: 31.2 } },
    },
    {
      why: 'no instant mapped: the event’s time comes before the timestamp',
      root: { ...event, data: record },
      more: { envelope: 'cloudevents', map: { sensor: MAP.sensor, values: MAP.values } },
      is: { sensor: 'S1', at: event.time, values: { pm25: 31.2 } },
    },
    {
      why: 'units, quality and place',
      root: { ...record, status: '00', lon: '106,65', lat: 10.98, so2: '0,1' },
      more: {
        decimal: 'comma',
        map: {
          ...MAP,
          place: ['/lon', '/lat'],
          quality: { path: '/status', map: { '00': 'ok', '02': 'fault' } },
          values: { ...MAP.values, so2: { path: '/so2', unit: 'mg/m3' } },
        },
      },
      is: {
        sensor: 'S1',
        at: NOON,
        values: { pm25: 31.2, so2: 0.1 },
        units: { so2: 'mg/m3' },
        quality: 'ok',
        place: [106.65, 10.98],
      },
    },
    {
      why: 'a number for a quality, and no place after all',
      root: { ...record, status: 2, lon: null },
      more: { map: { ...MAP, place: ['/lon', '/lat'], quality: { path: '/status', map: { 2: 'fault' } } } },
      is: { sensor: 'S1', at: NOON, values: { pm25: 31.2 }, quality: 'fault' },
    },
    {
      why: 'all other qualities, and none',
      root: record,
      more: { map: { ...MAP, quality: { path: '/status', map: { 0: 'ok' }, otherwise: 'suspect' } } },
      is: { sensor: 'S1', at: NOON, values: { pm25: 31.2 }, quality: 'suspect' },
    },
    {
      why: 'an optional value that is null is left out, with its unit',
      root: { ...record, so2: null },
      more: {
        map: { ...MAP, values: { ...MAP.values, so2: { path: '/so2', unit: 'ppb', optional: true } } },
      },
      is: { sensor: 'S1', at: NOON, values: { pm25: 31.2 } },
    },
  ])('$why', ({ root, more, context, is }) => {
    expect(inputs(root, more, context)).toEqual([is]);
  });

  it('makes a reading of each item, with what the record says of all', () => {
    const root = {
      station: { code: 'S1' },
      list: [
        { t: NOON, v: 1 },
        { t: NOON + 1, v: 2 },
      ],
    };
    const map: ReadingMap = {
      sensor: { path: '$/station/code' },
      at: { path: '/t' },
      values: { pm25: { path: '/v' } },
    };
    expect(inputs(root, { items: '/list', map })).toEqual([
      { sensor: 'S1', at: NOON, values: { pm25: 1 } },
      { sensor: 'S1', at: NOON + 1, values: { pm25: 2 } },
    ]);
  });

  it.each<{
    why: string;
    root: unknown;
    more?: Partial<ReadingFeed>;
    context?: Partial<RecordContext>;
    path: string;
    value?: unknown;
  }>([
    { why: 'no sensor', root: { ...record, station: null }, path: '/station' },
    { why: 'no instant', root: { station: 'S1', PM25: 1 }, path: '/time' },
    { why: 'no value', root: { station: 'S1', time: NOON }, path: '/PM25' },
    { why: 'nothing to look into', root: 7, path: '/station' },
    {
      why: 'no timestamp either',
      root: record,
      more: { map: { sensor: MAP.sensor, values: MAP.values } },
      context: { timestamp: NaN },
      path: '',
    },
    {
      why: 'a quality of no word',
      root: { ...record, q: '09' },
      more: { map: { ...MAP, quality: { path: '/q', map: { '00': 'ok' } } } },
      path: '/q',
      value: '09',
    },
    {
      why: 'no quality',
      root: record,
      more: { map: { ...MAP, quality: { path: '/q', map: { '00': 'ok' } } } },
      path: '/q',
    },
    {
      why: 'all values optional, none there',
      root: { station: 'S1', time: NOON },
      more: { map: { ...MAP, values: { pm25: { path: '/PM25', optional: true } } } },
      path: '',
    },
    {
      why: 'items that are no array',
      root: { list: 'S1' },
      more: { items: '/list' },
      path: '/list',
      value: 'S1',
    },
    { why: 'no items', root: { list: [] }, more: { items: '/list' }, path: '/list' },
    {
      why: 'a field missing in the data of an event',
      root: { ...event, data: { station: 'S1', time: NOON } },
      more: { envelope: 'cloudevents' },
      path: '/data/PM25',
    },
  ])('refuses: $why', ({ root, more, context, path, value }) => {
    expect(read(root, more, context)).toEqual([
      { code: 'E_SCHEMA', path, value, expected: expect.stringMatching(/\S/) },
    ]);
  });

  it('refuses one item alone', () => {
    const map: ReadingMap = { ...MAP, sensor: { path: '$/s' } };
    const found = read({ s: 'S1', list: [{ time: 1, PM25: 1 }, { time: 2 }] }, { items: '/list', map });
    expect(found).toEqual([
      expect.objectContaining({ input: expect.anything() }),
      expect.objectContaining({ path: '/list/1/PM25' }),
    ]);
  });

  // What the screen finds in the reading is told in the words of the record.
  it.each<{
    found: string;
    more?: Partial<ReadingFeed>;
    path: string;
    value: unknown;
    expected: string;
    why: string;
  }>([
    {
      found: '/values/pm25',
      path: '/data/list/0/PM25',
      value: '31,2',
      expected: 'x',
      why: 'where it stands, as it was sent',
    },
    {
      found: '/values/pm25/phone',
      path: '/data/list/0/PM25/phone',
      value: '31,2',
      expected: 'x',
      why: 'below it',
    },
    { found: '/sensor', path: '/data/code', value: 'S1', expected: 'x', why: 'in the record, not the item' },
    {
      found: '/units/pm25',
      path: '/data/list/0/PM25',
      value: 'ppb',
      expected: 'x',
      why: 'the unit is ours, the value theirs',
    },
    { found: '/quality', path: '', value: 'v', expected: 'key: x', why: 'the key has no path' },
    { found: '/at', path: '/time', value: 'sent', expected: 'x', why: 'the event’s time' },
    { found: '', path: '/data/list/0', value: 'sent', expected: 'x', why: 'the whole reading' },
  ])('tells $found: $why', ({ found, path, value, expected }) => {
    const reader = new FeedReader(
      feed({
        envelope: 'cloudevents',
        items: '/list',
        decimal: 'comma',
        map: {
          sensor: { path: '$/code' },
          quality: { path: 'key' },
          values: { pm25: { path: '/PM25', unit: 'ppb' } },
        },
      }),
    );
    const root = { ...event, data: { code: 'S1', list: [{ PM25: '31,2' }] } };
    const [mapped] = reader.itemsOf(root, { ...CONTEXT, key: 'v' });
    const sent = found === '/units/pm25' ? 'ppb' : 'sent';
    expect(reader.located(refusal('E_SCHEMA', found, sent, 'x'), mapped as Mapped)).toEqual({
      ...{ code: 'E_SCHEMA', path, value, expected },
    });
  });
});
