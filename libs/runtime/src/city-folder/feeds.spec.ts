import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsError } from '../settings.js';
import { brokersOf } from '../feed-brokers.js';
import { describeFault } from './fault.js';
import { checkCity, loadCity } from './load-city.js';

const BINH_DUONG = new URL('../../../../cities/binh-duong', import.meta.url).pathname;
const NOW = Date.parse('2026-11-23T07:00:00Z');

const FEED = `
feeds:
  - name: tnmt-air
    brokers: ["kafka.tnmt.example:9092", "[2001:db8::1]:9093"]
    tls: true
    login: { mechanism: plain, username: toancanh, passwordFile: /run/secrets/tnmt }
    topic: tnmt.quantrac
    gateway: gw-moi-truong
    as: reading
    envelope: cloudevents
    items: /data/measurements
    decimal: comma
    start: earliest
    map:
      sensor: { path: $/station/code, prefix: tnmt- }
      at: { path: /time, offset: "+07:00" }
      place: [/lon, /lat]
      quality: { path: /status, map: { "00": ok, "01": calibrating }, otherwise: fault }
      values:
        pm25: /PM25
        so2: { path: ce:so2, unit: mg/m3, optional: true }
  - name: giao-thong
    topic: gt.dem-xe
    gateway: demo
    as: reading
    map:
      sensor: key
      values: { speed: /v }
`;

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'city-feeds-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let copies = 0;
/** A copy of cities/binh-duong with these feeds; also the line of city.yaml before them. */
function folderWith(feeds: string): { folder: string; before: number } {
  const folder = join(scratch, String(copies++));
  cpSync(BINH_DUONG, folder, { recursive: true });
  const file = join(folder, 'city.yaml');
  const text = readFileSync(file, 'utf8').trimEnd();
  writeFileSync(file, text + feeds);
  return { folder, before: text.split('\n').length };
}

describe('feeds in city.yaml', () => {
  it('are read whole, with what is left out filled in', () => {
    const loaded = loadCity(folderWith(FEED).folder, NOW);
    if (!('city' in loaded)) throw new Error(loaded.faults.map((fault) => describeFault(fault)).join('\n'));
    const [air, traffic] = loaded.city.feeds;
    expect(air).toEqual({
      name: 'tnmt-air',
      brokers: ['kafka.tnmt.example:9092', '[2001:db8::1]:9093'],
      tls: true,
      login: { mechanism: 'plain', username: 'toancanh', passwordFile: '/run/secrets/tnmt' },
      topic: 'tnmt.quantrac',
      gateway: 'gw-moi-truong',
      as: 'reading',
      envelope: 'cloudevents',
      items: '/data/measurements',
      decimal: 'comma',
      start: 'earliest',
      map: {
        sensor: { path: '$/station/code', prefix: 'tnmt-' },
        at: { path: '/time', offset: '+07:00' },
        place: ['/lon', '/lat'],
        quality: { path: '/status', map: { '00': 'ok', '01': 'calibrating' }, otherwise: 'fault' },
        values: { pm25: { path: '/PM25' }, so2: { path: 'ce:so2', unit: 'mg/m3', optional: true } },
      },
    });
    expect(traffic).toMatchObject({
      ...{ brokers: null, tls: false, login: null, envelope: 'none', items: null, decimal: null },
      ...{ start: 'latest', map: { sensor: { path: 'key' }, values: { speed: { path: '/v' } } } },
    });
  });

  it('are in order as the reference shows them', () => {
    const reference = readFileSync(new URL('../../../../docs/reference.md', import.meta.url), 'utf8');
    const examples = [...reference.matchAll(/```yaml\n(feeds:.*?)```/gs)].map(([, example]) => example!);
    expect(examples).toHaveLength(2);
    for (const example of examples) {
      const { faults, warnings } = checkCity(folderWith(`\n${example}`).folder, NOW);
      expect([...faults, ...warnings]).toEqual([]);
    }
  });

  // Lines are counted from `feeds:`, which is line 1.
  it.each<{ why: string; from: string; to: string; found: string[] }>([
    {
      why: 'a field nobody knows',
      from: 'start: earliest',
      to: 'begin: earliest',
      found: ['12:12 /feeds/0/begin earliest'],
    },
    { why: 'a name with capitals', from: 'tnmt-air', to: 'TNMT', found: ['2:11 /feeds/0/name TNMT'] },
    { why: 'a name twice', from: 'giao-thong', to: 'tnmt-air', found: ['21:11 /feeds/1/name tnmt-air'] },
    {
      why: 'a broker with its password',
      from: 'kafka.tnmt.example',
      to: 'a:b@kafka',
      found: ['3:15 /feeds/0/brokers/0 a:b@kafka:9092'],
    },
    { why: 'no topic', from: '    topic: gt.dem-xe\n', to: '', found: ['21:5 /feeds/1/topic'] },
    {
      why: 'a gateway nobody has',
      from: 'gateway: demo',
      to: 'gateway: gw-none',
      found: ['23:14 /feeds/1/gateway gw-none'],
    },
    {
      why: 'a topic of our own',
      from: 'topic: gt.dem-xe',
      to: 'topic: city.readings',
      found: ['22:12 /feeds/1/topic city.readings'],
    },
    {
      why: 'something that is none of ours',
      from: 'as: reading\n    map',
      to: 'as: event\n    map',
      found: ['24:9 /feeds/1/as event'],
    },
    {
      why: 'no pointer',
      from: 'pm25: /PM25',
      to: 'pm25: PM25',
      found: ['19:15 /feeds/0/map/values/pm25 PM25'],
    },
    {
      why: 'no pointer in the long form',
      from: 'path: ce:so2',
      to: 'path: so2',
      found: ['20:22 /feeds/0/map/values/so2/path so2'],
    },
    {
      why: 'one pointer for a place',
      from: '[/lon, /lat]',
      to: '/lonlat',
      found: ['16:14 /feeds/0/map/place /lonlat'],
    },
    {
      why: 'a metric nobody knows',
      from: 'pm25: /PM25',
      to: 'pm26: /PM25',
      found: ['19:9 /feeds/0/map/values pm26'],
    },
    {
      why: 'a unit of another metric',
      from: 'unit: mg/m3',
      to: 'unit: km/h',
      found: ['20:36 /feeds/0/map/values/so2/unit km/h'],
    },
    {
      why: 'a unit for a gateway that ignores units',
      from: '{ speed: /v }',
      to: '{ speed: { path: /v, unit: m/s } }',
      found: ['27:42 /feeds/1/map/values/speed/unit m/s'],
    },
    {
      why: 'an attribute without an envelope',
      from: 'sensor: key',
      to: 'sensor: ce:subject',
      found: ['26:15 /feeds/1/map/sensor ce:subject'],
    },
    {
      why: 'a word that is no quality',
      from: '"00": ok',
      to: '"00": good',
      found: ['17:38 /feeds/0/map/quality/map/00 good'],
    },
    {
      why: 'a password in clear',
      from: 'tls: true',
      to: 'tls: false',
      found: ['5:25 /feeds/0/login/mechanism plain'],
    },
    {
      why: 'a password in the folder',
      from: '/run/secrets/tnmt',
      to: 'secret.txt',
      found: ['5:66 /feeds/0/login/passwordFile secret.txt'],
    },
    {
      why: 'an offset without quotes, which YAML may take for a number',
      from: '"+07:00"',
      to: '7',
      found: ['15:34 /feeds/0/map/at/offset 7'],
    },
  ])('are refused with the place: $why', ({ from, to, found }) => {
    const changed = FEED.replace(from, to);
    expect(changed).not.toBe(FEED);
    const { folder, before } = folderWith(changed);
    const { faults } = checkCity(folder, NOW);
    const told = faults.map(({ line, column, path, value }) =>
      `${line - before}:${column} ${path} ${value}`.trimEnd(),
    );
    expect(told).toEqual(found);
    for (const { expected, cure } of faults) {
      expect(expected).not.toMatch(/union|match|\^/i);
      expect(cure.vi).toMatch(/\p{L}/u);
    }
  });
});

const EVENTS = `
feeds:
  - name: pccc
    topic: pccc.su-vu
    gateway: demo
    as: incident
    map:
      id: { path: /soVu, prefix: pccc- }
      source: /donVi
      kind: { path: /loai, map: { CHAY: fire_alarm, TROM: intrusion } }
      severity: { path: /muc, map: { 'Rất nghiêm trọng': 1 }, otherwise: 3 }
      area: { path: /phuong, map: { TDM: '25747' } }
      place: [/lon, /lat]
      text: /moTa
      ends: /ketThuc
  - name: mot-cua
    topic: mc.ho-so
    gateway: demo
    as: dossier
    items: /hoSo
    map:
      dossier: /so
      procedure: /tthc
      unit: /donVi
      area: { path: /diaBan, otherwise: '25747' }
      at: { path: /luc, unit: s }
      step: { path: /buoc, map: { 1: received, 10: returned } }
      due: { path: /han, offset: '+07:00' }
      channel: { path: /kenh, otherwise: counter }
      payment: /thanhToan
      signedResult: { path: /kySo, map: { 1: true } }
`;

describe('feeds of what happens', () => {
  it('are read whole', () => {
    const loaded = loadCity(folderWith(EVENTS).folder, NOW);
    if (!('city' in loaded)) throw new Error(loaded.faults.map((fault) => describeFault(fault)).join('\n'));
    const [incidents, dossiers] = loaded.city.feeds;
    expect(incidents).toMatchObject({
      as: 'incident',
      map: {
        id: { path: '/soVu', prefix: 'pccc-' },
        source: { path: '/donVi' },
        severity: { path: '/muc', map: { 'Rất nghiêm trọng': 1 }, otherwise: 3 },
        ...{ place: ['/lon', '/lat'], text: { path: '/moTa' }, ends: { path: '/ketThuc' } },
      },
    });
    expect(dossiers).toMatchObject({
      ...{ as: 'dossier', items: '/hoSo' },
      map: {
        ...{ dossier: { path: '/so' }, at: { path: '/luc', unit: 's' }, payment: { path: '/thanhToan' } },
        step: { path: '/buoc', map: { 1: 'received', 10: 'returned' } },
        signedResult: { path: '/kySo', map: { 1: true } },
      },
    });
  });

  it.each<{ why: string; from: string; to: string; found: string[] }>([
    {
      why: 'a kind nobody has',
      from: 'CHAY: fire_alarm',
      to: 'CHAY: fire',
      found: ['/feeds/0/map/kind/map/CHAY fire'],
    },
    {
      why: 'an area nobody has',
      from: "otherwise: '25747'",
      to: "otherwise: '99999'",
      found: ['/feeds/1/map/area/otherwise 99999'],
    },
    {
      why: 'an area without quotes, which YAML takes for a number',
      from: "TDM: '25747'",
      to: 'TDM: 25747',
      found: ['/feeds/0/map/area/map/TDM 25747'],
    },
    {
      why: 'a severity of five',
      from: 'otherwise: 3',
      to: 'otherwise: 5',
      found: ['/feeds/0/map/severity/otherwise 5'],
    },
    {
      why: 'a step nobody knows',
      from: '10: returned',
      to: '10: done',
      found: ['/feeds/1/map/step/map/10 done'],
    },
    {
      why: 'no channel',
      from: '      channel: { path: /kenh, otherwise: counter }\n',
      to: '',
      found: ['/feeds/1/map/channel'],
    },
    {
      why: 'a field of a reading',
      from: 'text: /moTa',
      to: 'values: { pm25: /v }',
      found: ['/feeds/0/map/values {"pm25":{"path":"/v"}}'],
    },
    { why: 'no pointer', from: 'unit: /donVi', to: 'unit: donVi', found: ['/feeds/1/map/unit donVi'] },
    {
      why: 'an attribute without an envelope',
      from: 'place: [/lon, /lat]',
      to: 'place: [ce:lon, /lat]',
      found: ['/feeds/0/map/place/0 ce:lon'],
    },
    {
      why: 'a map for what has none',
      from: 'ends: /ketThuc',
      to: 'ends: { path: /ketThuc, map: {} }',
      found: ['/feeds/0/map/ends/map {}'],
    },
  ])('are refused with the place: $why', ({ from, to, found }) => {
    const changed = EVENTS.replace(from, to);
    expect(changed).not.toBe(EVENTS);
    const { faults } = checkCity(folderWith(changed).folder, NOW);
    expect(faults.map(({ path, value }) => `${path} ${value}`.trimEnd())).toEqual(found);
    for (const { line, expected, cure } of faults) {
      expect(line).toBeGreaterThan(1);
      expect(expected).not.toMatch(/union|match|\^/i);
      expect(cure.vi).toMatch(/\p{L}/u);
    }
  });
});

describe('brokersOf', () => {
  const loaded = () => loadCity(folderWith(FEED).folder, NOW);
  it('are the feed’s own, else those of the log, which must be Kafka then', () => {
    const city = loaded();
    if (!('city' in city)) throw new Error('the folder is in order');
    const [air, traffic] = city.city.feeds;
    const log = { kind: 'kafka', brokers: ['own:9092'] } as const;
    expect(brokersOf(air!, { log })).toEqual(air!.brokers);
    expect(brokersOf(traffic!, { log })).toEqual(['own:9092']);
    expect(() => brokersOf(traffic!, { log: { kind: 'embedded' } })).toThrow(SettingsError);
  });
});
