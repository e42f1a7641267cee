import { metricOf } from '@toancanh/domains';
import { fleetOf } from './fleet.js';
import { lasting } from './scenario.js';
import { Scene } from './scene.js';
import type { Site } from './site.js';
import { binhDuong, NOON } from './testing/binh-duong.js';
import { valuesOf } from './values-of.js';

const HOUR = 3_600_000;
const OFFSET = 7 * HOUR;
const sites = fleetOf(binhDuong, 1);
const scene = new Scene({ seed: 1, sites, offset: OFFSET });
const storm = new Scene({ seed: 1, sites, offset: OFFSET, scenario: lasting('storm') });
/** Midnight in Bình Dương. */
const MIDNIGHT = NOON - 14 * HOUR;

const mean = (metric: string, at: number, of = scene) => {
  const having = sites.filter(({ metrics }) => metrics.includes(metric));
  return having.reduce((sum, site) => sum + valuesOf(site, at, of)[metric]!, 0) / having.length;
};
const over = (metric: string, of: Scene, test: (value: number) => boolean) => {
  const having = sites.filter(({ metrics }) => metrics.includes(metric));
  let count = 0;
  for (let h = 0; h < 24; h++) {
    for (const site of having) {
      const value = valuesOf(site, MIDNIGHT + h * HOUR, of)[metric];
      if (value !== undefined && test(value)) count++;
    }
  }
  return count / 24;
};

describe('valuesOf', () => {
  it('measures every metric of every sensor, within what can be true, by day and night, in calm and storm', () => {
    for (const one of [scene, storm]) {
      for (let h = 0; h < 24; h += 3) {
        for (const site of sites) {
          const values = valuesOf(site, MIDNIGHT + h * HOUR, one);
          expect(Object.keys(values)).toEqual(site.metrics);
          for (const [name, value] of Object.entries(values)) {
            const { min, max } = metricOf(name)!;
            expect(value >= min && value <= max).toBe(true);
          }
        }
      }
    }
  });

  it('is a function of seed, site and time', () => {
    const again = new Scene({ seed: 1, sites, offset: OFFSET });
    const other = new Scene({ seed: 2, sites, offset: OFFSET });
    const all = (of: Scene) => JSON.stringify(sites.map((site) => valuesOf(site, NOON, of)));
    expect(all(again)).toBe(all(scene));
    expect(all(other)).not.toBe(all(scene));
  });

  it.each([
    { metric: 'flow', high: 17.5, low: 2.5, why: 'people drive home, and sleep' },
    { metric: 'speed', high: 2.5, low: 17.5, why: 'roads are free at night' },
    { metric: 'pm25', high: 6.5, low: 13.5, why: 'the air stands in the morning and mixes at noon' },
    { metric: 'temperature', high: 14, low: 3, why: 'the sun' },
    { metric: 'crowd_density', high: 19.5, low: 3, why: 'the squares fill in the evening' },
    { metric: 'received', high: 16, low: 7, why: 'dossiers come in while offices are open' },
  ])('has more $metric at $high h than at $low h: $why', ({ metric, high, low }) => {
    expect(mean(metric, MIDNIGHT + high * HOUR)).toBeGreaterThan(mean(metric, MIDNIGHT + low * HOUR));
  });

  it('takes in no dossiers on a Sunday', () => {
    expect(mean('received', Date.parse('2026-11-22T15:00:00+07:00'))).toBe(0);
  });

  it.each([
    { metric: 'bed_occupancy', test: (v: number) => v > 100, from: 1.5, to: 2.5, why: 'two wards too full' },
    { metric: 'on_time_share', test: (v: number) => v < 90, from: 0.9, to: 1.1, why: 'one centre behind' },
    { metric: 'speed', test: (v: number) => v < 12, from: 0.3, to: 3, why: 'a jam or two' },
    {
      metric: 'road_flood',
      test: (v: number) => v > 0.3,
      from: 0,
      to: 0.3,
      why: 'seldom a flood that is critical',
    },
    { metric: 'signal_ok', test: (v: number) => v === 0, from: 0.1, to: 2, why: 'a signal out' },
  ])('always has some trouble, and never much: $why ($metric)', ({ metric, test, from, to }) => {
    const count = over(metric, scene, test);
    expect(count).toBeGreaterThanOrEqual(from);
    expect(count).toBeLessThanOrEqual(to);
  });

  it('is far worse in a storm', () => {
    expect(over('road_flood', storm, (v) => v > 0.12)).toBeGreaterThan(
      5 * over('road_flood', scene, (v) => v > 0.12),
    );
    expect(over('rain_1h', storm, (v) => v > 50)).toBeGreaterThan(0.3);
  });
});

describe('the river at Thủ Dầu Một', () => {
  it('is the gauge of the alarm levels and follows the tide', () => {
    const gauge: Site = sites.find(({ id }) => id === 'bd-wl-0001')!;
    const levels = Array.from(
      { length: 96 },
      (_, i) => valuesOf(gauge, MIDNIGHT + i * (HOUR / 4), scene).water_level!,
    );
    expect(Math.max(...levels)).toBeGreaterThan(1.3);
    expect(Math.min(...levels)).toBeLessThan(-0.5);
  });
});
