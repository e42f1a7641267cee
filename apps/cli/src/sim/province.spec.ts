import { readFileSync } from 'node:fs';
import { metricOf } from '@toancanh/domains';
import { eventRateOf, rateOf } from './fleet.js';
import { eventsOf, PROVINCE_FEEDS, PROVINCE_GATEWAY, provinceOf } from './province.js';
import { binhDuong, NOON } from './testing/binh-duong.js';
import { nextMultiple } from './schedule.js';
import { generatorOf } from './values-of.js';

const province = provinceOf(binhDuong, 1);
const ofFeed = (name: string) => province.filter(({ feed }) => feed === name);

/** Events a second of each feed, as the table of the reference fleet has them. */
const TABLE: Readonly<Record<string, number>> = {
  'camera-heartbeat': 60,
  'camera-counts': 7.017,
  'detector-lanes': 10,
  'plate-reader-counts': 3.417,
  'signal-controllers': 25,
  'message-signs': 1,
  buses: 13.333,
  'air-reference': 0.2,
  'air-low-cost': 1.2,
  noise: 0.333,
  'surface-water': 0.267,
  'waste-water': 2.4,
  stack: 1.6,
  rain: 0.075,
  'water-level': 0.083,
  'road-flood': 0.133,
  reservoir: 0.005,
  groundwater: 0.05,
  'lighting cabinets': 25,
  luminaires: 22.222,
  'water network': 2.667,
  'waste trucks': 2.083,
  'hospital-wards': 0.667,
  'emergency-and-115': 0.667,
  'disease-counts': 0.032,
  'fire-panels': 50,
  indicators: 4.4,
  'payment aggregates': 3.033,
  attendance: 0.014,
  'labour counters': 0.05,
  'project-06': 0.051,
};

/** Packs that have fewer metrics than the table has values. */
const SHORT: Readonly<Record<string, number>> = {
  reservoir: 2 / 6,
  groundwater: 1 / 3,
  'disease-counts': 6 / 30,
  'labour counters': 6 / 20,
};

describe('provinceOf', () => {
  it('has every feed of every pack, and no other', () => {
    expect(PROVINCE_FEEDS.map(({ feed }) => feed.name).sort()).toEqual(Object.keys(TABLE).sort());
    for (const { feed } of PROVINCE_FEEDS) expect(ofFeed(feed.name)).toHaveLength(feed.devices);
    expect(province).toHaveLength(32_536);
  });

  it.each(Object.entries(TABLE))('%s makes %d events a second', (name, rate) => {
    expect(eventRateOf(ofFeed(name))).toBeCloseTo(rate * (SHORT[name] ?? 1), 2);
  });

  it('makes 238.2 events a second, less alarms, cases, dossiers and the values that packs lack', () => {
    const events = { cameraAlarms: 0.083, panelAlarms: 0.017, cases: 0.174, dossiers: 0.926 };
    const leftOut = Object.values(events).reduce((sum, rate) => sum + rate, 0);
    const lacking = Object.entries(SHORT).reduce((sum, [name, part]) => sum + TABLE[name]! * (1 - part), 0);
    expect(lacking).toBeLessThan(0.1);
    expect(eventRateOf(province)).toBeCloseTo(238.199 - leftOut - lacking, 1);
  });

  it('reports so many times as often, when asked to', () => {
    expect(rateOf(provinceOf(binhDuong, 1, 10)) / rateOf(province)).toBeCloseTo(10, 9);
  });

  it('puts about 35,000 events of devices in step into one second of a quarter of an hour', () => {
    const quarter = Math.ceil(NOON / 900_000) * 900_000;
    const due = province.filter((site) => nextMultiple(site, quarter - 1) === quarter);
    const events = due.reduce((sum, site) => sum + site.events, 0);
    expect(events).toBeGreaterThan(34_000);
    expect(events).toBeLessThan(36_000);
  });

  it('spreads its devices over all areas that have sensors, each within the city, under its own gateway', () => {
    const areas = new Set(province.map(({ area }) => area));
    const listed = new Set([...binhDuong.sensors.values()].map(({ area }) => area));
    for (const area of listed) expect(areas).toContain(area);
    for (const { lon, lat, gateway } of province.filter((_, n) => n % 50 === 0)) {
      expect(binhDuong.areaAt(lon, lat)).toBeDefined();
      expect(gateway).toBe(PROVINCE_GATEWAY);
    }
  });

  it('gives each device a name of its own, the same in every run, that a gateway may register', () => {
    const names = new Set(province.map(({ id }) => id));
    expect(names.size).toBe(province.length);
    expect([...names].filter((name) => !/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/.test(name))).toEqual([]);
    expect(province.length).toBeLessThan(binhDuong.limits.autoRegister);
    expect(provinceOf(binhDuong, 1)).toEqual(province);
  });

  it('is under a gateway of the city folder that registers sensors and has no rate', () => {
    expect(binhDuong.gateways.get(PROVINCE_GATEWAY)).toMatchObject({
      ...{ autoRegister: true, ratePerSecond: null, loopbackOnly: true, simulated: true },
    });
  });
});

it.each(PROVINCE_FEEDS.map(({ feed }) => [feed.name, feed] as const))(
  'every metric of %s has a generator',
  (name, { metrics }) => {
    for (const metric of metrics) {
      expect({ metric, known: metricOf(metric)?.name }).toEqual({ metric, known: metric });
      expect({ metric, has: generatorOf(metric, name) !== undefined }).toEqual({ metric, has: true });
    }
  },
);

it('is told in the documentation as the packs have it', () => {
  const page = readFileSync(new URL('../../../../docs/domains/fleet.md', import.meta.url), 'utf8');
  const rows = page.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .join('|'),
  );
  const told = PROVINCE_FEEDS.map(({ domain, feed }) => {
    const rate = (feed.devices * eventsOf(feed)) / feed.periodSeconds;
    const cells = [
      domain.name,
      feed.title.en,
      feed.devices,
      eventsOf(feed),
      feed.periodSeconds,
      rate.toFixed(3),
    ];
    return `|${cells.join('|')}|`;
  });
  expect(told.filter((row) => !rows.includes(row))).toEqual([]);
});
