import { fleetOf } from './fleet.js';
import { isSilent } from './faults.js';
import { provinceOf } from './province.js';
import { lasting, type Scenario, type ScenarioKind, scenarioOf, SCENARIOS, strengthAt } from './scenario.js';
import { Scene } from './scene.js';
import type { Site } from './site.js';
import { binhDuong, NOON } from './testing/binh-duong.js';
import { valuesOf } from './values-of.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const sites = provinceOf(binhDuong, 1);
const sceneOf = (scenario?: Scenario) =>
  new Scene({ seed: 1, sites, offset: 7 * HOUR, ...(scenario && { scenario }) });
const calm = sceneOf();
const during = Object.fromEntries(SCENARIOS.map((kind) => [kind, sceneOf(lasting(kind))])) as Record<
  ScenarioKind,
  Scene
>;

const having = (metric: string) => sites.filter(({ metrics }) => metrics.includes(metric));
const mean = (metric: string, scene: Scene, at = NOON, of = having(metric)) =>
  of.reduce((sum, site) => sum + valuesOf(site, at, scene)[metric]!, 0) / of.length;
const top = (metric: string, scene: Scene) =>
  Math.max(...having(metric).map((site) => valuesOf(site, NOON, scene)[metric]!));

describe('strengthAt', () => {
  //  1      ┌────────┐
  //        ╱          ╲
  //  0 ───┘            └───
  //     start          end
  it.each([
    { at: -1, strength: 0, why: 'not yet' },
    { at: 0, strength: 0, why: 'it begins' },
    { at: 5 * MINUTE, strength: 0.5, why: 'half-way up' },
    { at: 90 * MINUTE, strength: 1, why: 'at its height' },
    { at: 175 * MINUTE, strength: 0.5, why: 'half-way down' },
    { at: 180 * MINUTE, strength: 0, why: 'it has ended' },
  ])('$at: $strength, $why', ({ at, strength }) => {
    expect(strengthAt(scenarioOf('storm', NOON), NOON + at)).toBeCloseTo(strength, 9);
  });

  it('comes up sooner where it is short', () => {
    expect(strengthAt(scenarioOf('outbreak', NOON, 2 * HOUR), NOON + HOUR)).toBe(1);
  });
});

describe('a scenario is told by many feeds', () => {
  it.each([
    { kind: 'storm' as const, metric: 'rain_1h', least: 10, why: 'it rains everywhere' },
    { kind: 'storm' as const, metric: 'road_flood', least: 5, why: 'roads are under water' },
    { kind: 'storm' as const, metric: 'calls_115', least: 3, why: 'people call' },
    { kind: 'storm' as const, metric: 'ed_waiting', least: 1.1, why: 'people are hurt' },
    { kind: 'outbreak' as const, metric: 'dengue_week', least: 1.5, why: 'people fall ill' },
    { kind: 'outbreak' as const, metric: 'ed_waiting', least: 1.1, why: 'and come' },
    { kind: 'outbreak' as const, metric: 'bed_occupancy', least: 1.02, why: 'and stay' },
    {
      kind: 'outbreak' as const,
      metric: 'pupils_absent',
      least: 1.1,
      why: 'and their children are not at school',
    },
    { kind: 'rush' as const, metric: 'volume', least: 1.2, why: 'roads are full' },
    { kind: 'fire' as const, metric: 'calls_115', least: 1.1, why: 'people call' },
  ])('$kind: $metric is $least times as high on the mean, $why', ({ kind, metric, least }) => {
    expect(mean(metric, during[kind]) / mean(metric, calm)).toBeGreaterThan(least);
  });

  it.each([
    { kind: 'outbreak' as const, metric: 'dengue_week', least: 3, why: 'a commune is its middle' },
    { kind: 'outbreak' as const, metric: 'bed_occupancy', least: 1.1, why: 'its hospitals are full' },
  ])('$kind: the highest $metric is $least times as high, $why', ({ kind, metric, least }) => {
    expect(top(metric, during[kind]) / top(metric, calm)).toBeGreaterThan(least);
  });

  it('has buses late in a rush, and vehicles slow', () => {
    const buses = sites.filter(({ feed }) => feed === 'buses');
    const lanes = sites.filter(({ feed }) => feed === 'detector-lanes');
    expect(mean('speed', during.rush, NOON, buses)).toBeLessThan(0.6 * mean('speed', calm, NOON, buses));
    expect(mean('speed', during.rush, NOON, lanes)).toBeLessThan(0.85 * mean('speed', calm, NOON, lanes));
  });

  it('has smoke in the air nodes near a fire, and in no others', () => {
    const more = having('pm25').map((site) => {
      const [burning, usual] = [during.fire, calm].map((scene) => valuesOf(site, NOON, scene).pm25!);
      return burning! - usual!;
    });
    expect(Math.max(...more)).toBeGreaterThan(60);
    expect(more.filter((each) => each > 10).length).toBeLessThan(0.25 * more.length);
  });

  it('has the panels of one block in alarm, and none elsewhere', () => {
    const out = (scene: Scene) =>
      having('fire_panel_ok').filter((site) => valuesOf(site, NOON, scene).fire_panel_ok === 0);
    const usual = out(calm);
    const block = out(during.fire).filter((site) => !usual.includes(site));
    expect(block.length).toBeGreaterThan(3);
    expect(block.length).toBeLessThan(100);
    const spread = (of: (site: Site) => number) => Math.max(...block.map(of)) - Math.min(...block.map(of));
    expect(spread(({ lon }) => lon)).toBeLessThan(0.01);
    expect(spread(({ lat }) => lat)).toBeLessThan(0.01);
  });

  it('has a storm put cameras, lights and signals of one block out together', () => {
    const silent = (scene: Scene) => having('camera_online').filter((site) => isSilent(site, NOON, scene));
    const dark = silent(during.storm);
    expect(dark.length).toBeGreaterThan(5 * silent(calm).length);
    const blocks = new Set(
      dark.filter((site) => during.storm.isDark(site, NOON)).map((site) => site.blockKey),
    );
    const all = (metric: string) => having(metric).filter(({ blockKey }) => blocks.has(blockKey));
    for (const metric of ['camera_online', 'signal_ok', 'lighting_power', 'luminaire_ok']) {
      expect(all(metric).length).toBeGreaterThan(0);
      expect(all(metric).filter((site) => !isSilent(site, NOON, during.storm))).toEqual([]);
    }
    expect(blocks.size).toBeLessThan(dark.length / 3);
  });

  it('leaves before and after as they were', () => {
    const later = sceneOf(scenarioOf('storm', NOON + HOUR));
    const values = (scene: Scene) => fleetOf(binhDuong, 1).map((site) => valuesOf(site, NOON, scene));
    expect(values(later)).toEqual(values(calm));
  });
});

describe('the whole fleet on a calm day', () => {
  it.each([
    { metric: 'dengue_week', from: 20 / 91, to: 300 / 91, why: 'cases a week, 20 to 300 in the province' },
    { metric: 'pm25', from: 10, to: 60, why: 'µg/m³' },
    { metric: 'no2', from: 10, to: 80, why: 'µg/m³' },
    { metric: 'o3', from: 20, to: 140, why: 'µg/m³' },
    { metric: 'co', from: 300, to: 3_000, why: 'µg/m³' },
    { metric: 'bed_occupancy', from: 60, to: 115, why: 'per cent' },
    { metric: 'luminaire_ok', from: 0.97, to: 0.999, why: 'one light in a hundred is broken' },
    { metric: 'attendance_share', from: 93, to: 99.5, why: 'per cent' },
  ])('has $metric between $from and $to on the mean: $why', ({ metric, from, to }) => {
    for (let h = 0; h < 24; h += 6) {
      expect(mean(metric, calm, NOON + h * HOUR)).toBeGreaterThanOrEqual(from);
      expect(mean(metric, calm, NOON + h * HOUR)).toBeLessThanOrEqual(to);
    }
  });

  it('lets counters grow and counts begin anew', () => {
    const [ids] = having('chip_id_holders');
    const [payments] = having('cashless_count');
    const value = (site: Site, metric: string, at: number) => valuesOf(site, at, calm)[metric]!;
    for (let day = 1; day < 30; day++) {
      const [before, after] = [NOON + (day - 1) * 24 * HOUR, NOON + day * 24 * HOUR];
      expect(value(ids!, 'chip_id_holders', after)).toBeGreaterThanOrEqual(
        value(ids!, 'chip_id_holders', before),
      );
    }
    expect(value(payments!, 'cashless_count', NOON - 14 * HOUR)).toBe(0);
    expect(value(payments!, 'cashless_count', NOON + 9 * HOUR)).toBeGreaterThan(1_500);
  });

  it('counts vehicles in proportion to the time of a report', () => {
    const fast = provinceOf(binhDuong, 1, 10).filter(({ feed }) => feed === 'detector-lanes');
    const lanes = sites.filter(({ feed }) => feed === 'detector-lanes');
    const share = mean('volume', calm, NOON, fast) / mean('volume', calm, NOON, lanes);
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
  });
});
