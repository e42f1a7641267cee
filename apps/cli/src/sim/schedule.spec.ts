import { fleetOf } from './fleet.js';
import { nextReport } from './schedule.js';
import { siteOf } from './site.js';
import { binhDuong, NOON } from './testing/binh-duong.js';

const site = siteOf({ id: 's', gateway: 'g', domain: 'traffic', area: 'a', metrics: ['speed'], period: 10 });

describe('nextReport', () => {
  it('keeps the period on the mean, never goes back, and is never far off the beat', () => {
    const times = [nextReport(site, 1, NOON)];
    for (let i = 0; i < 1_000; i++) times.push(nextReport(site, 1, times.at(-1)!));
    const gaps = times.slice(1).map((at, i) => at - times[i]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(9_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(11_000);
    expect((times.at(-1)! - times[0]!) / 1_000).toBeCloseTo(10_000, -2);
  });

  it('does not depend on where one asks from', () => {
    const next = nextReport(site, 1, NOON);
    for (let at = NOON; at < next; at += 500) expect(nextReport(site, 1, at)).toBe(next);
  });

  it('puts no second far above the mean, though many sensors have the same period', () => {
    const seconds = new Map<number, number>();
    for (const one of fleetOf(binhDuong, 1)) {
      for (let at = nextReport(one, 1, NOON); at < NOON + 120_000; at = nextReport(one, 1, at)) {
        const second = Math.floor(at / 1_000);
        seconds.set(second, (seconds.get(second) ?? 0) + 1);
      }
    }
    expect(Math.max(...seconds.values())).toBeLessThan(45);
  });
});
