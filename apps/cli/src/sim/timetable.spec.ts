import { scenarioOf } from './scenario.js';
import { Scene } from './scene.js';
import { type Site, siteOf } from './site.js';
import { NOON } from './testing/binh-duong.js';
import { Timetable } from './timetable.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const site = (over: Partial<Site> = {}): Site => ({
  ...siteOf({ id: 's', gateway: 'g', domain: 'traffic', area: 'a', metrics: ['rain_1h'], period: 600 }),
  ...over,
});
const sceneOf = (scenario = scenarioOf('rush', 0)) =>
  new Scene({ seed: 1, sites: [], offset: 7 * HOUR, scenario });
const timesOf = (timetable: Timetable, one: Site, from: number, until: number) => {
  const times = [];
  for (let at = timetable.next(one, from); at < until; at = timetable.next(one, at)) times.push(at);
  return times;
};

describe('Timetable', () => {
  it('aligned: all report on the multiples of their period', () => {
    const times = timesOf(new Timetable(sceneOf(), true), site({ period: 15_000 }), NOON, NOON + HOUR);
    expect(times).toHaveLength(239);
    expect(times.filter((at) => at % 15_000 !== 0)).toEqual([]);
  });

  it('reports in the hours of service only', () => {
    const service = Array.from({ length: 24 }, (_, hour) => hour >= 5 && hour < 21);
    for (const aligned of [false, true]) {
      const bus = site({ period: 15_000, service });
      const times = timesOf(new Timetable(sceneOf(), aligned), bus, NOON - 14 * HOUR, NOON + 10 * HOUR);
      const hours = new Set(times.map((at) => new Date(at + 7 * HOUR).getUTCHours()));
      expect(hours.size).toBe(16);
      expect(Math.abs(times.length - 16 * 240)).toBeLessThan(3);
    }
  });

  // 00   calm   30      storm       60   calm   90 min
  it('reads rain each minute while it storms, from its start to its end', () => {
    const storm = scenarioOf('storm', NOON + 30 * MINUTE, 30 * MINUTE);
    const rain = site({ feed: 'rain' });
    const count = (from: number, minutes: number) =>
      timesOf(new Timetable(sceneOf(storm)), rain, NOON, NOON + 2 * HOUR).filter(
        (at) => at >= from && at < from + minutes * MINUTE,
      ).length;
    expect(count(NOON, 30)).toBeLessThanOrEqual(4);
    expect(count(storm.start, 30)).toBeGreaterThanOrEqual(29);
    expect(count(storm.start, 30)).toBeLessThanOrEqual(32);
    expect(count(storm.end, 30)).toBeLessThanOrEqual(4);
    expect(count(storm.end, 60)).toBeGreaterThanOrEqual(5);
  });

  it('leaves the sensors of the city folder their beat', () => {
    const storm = scenarioOf('storm', NOON, HOUR);
    expect(timesOf(new Timetable(sceneOf(storm)), site(), NOON, NOON + HOUR).length).toBeLessThan(8);
  });
});
