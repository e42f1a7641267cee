import {
  type Delivery,
  deliveriesOf,
  drifted,
  type FaultRates,
  isReplayed,
  isSilent,
  shownAt,
} from './faults.js';
import { fleetOf } from './fleet.js';
import { Scene } from './scene.js';
import { binhDuong, NOON } from './testing/binh-duong.js';

const HOUR = 3_600_000;
const sites = fleetOf(binhDuong, 1);
const scene = new Scene({ seed: 1, sites, offset: 7 * HOUR });
const air = sites.find(({ metrics }) => metrics.includes('co'))!;
const VALUES = { pm25: 31.2, co: 900 };

/** What becomes of so many reports of one sensor, a second apart. */
function manyOf(count: number, rates: FaultRates = {}) {
  return Array.from({ length: count }, (_, i) => {
    const at = NOON + i * 1_000;
    return { at, deliveries: deliveriesOf(air, at, VALUES, scene, rates) };
  });
}
const many = manyOf(40_000);
const share = (is: (one: { at: number; deliveries: readonly Delivery[] }) => boolean, of = many) =>
  of.filter(is).length / of.length;

describe('deliveriesOf', () => {
  it.each([
    {
      fault: 'sent twice, a few seconds apart',
      is: ({ deliveries: d }: (typeof many)[number]) => d.length === 2 && d[0]!.report === d[1]!.report,
      about: 0.003,
    },
    {
      fault: 'late, after its minute has closed',
      is: ({ at, deliveries: d }: (typeof many)[number]) =>
        d[0]!.sendAt - at > 89_000 && d[0]!.sendAt - at < 241_000,
      about: 0.001,
    },
    {
      fault: 'calibrating or broken',
      is: ({ deliveries: d }: (typeof many)[number]) =>
        ['calibrating', 'fault'].includes(d[0]!.report.quality),
      about: 0.0015,
    },
    {
      fault: 'from a clock that is hours or a year ahead',
      is: ({ at, deliveries: d }: (typeof many)[number]) => d[0]!.report.at - at > HOUR,
      about: 0.0003,
    },
    {
      fault: 'from a clock that is hours or a year behind',
      is: ({ at, deliveries: d }: (typeof many)[number]) => d[0]!.report.at - at < -HOUR,
      about: 0.0003,
    },
    {
      fault: 'with decimal commas',
      is: ({ deliveries: d }: (typeof many)[number]) => d[0]!.report.values.pm25 === '31,2',
      about: 0.0004,
    },
    {
      fault: 'with CO in mg/m³',
      is: ({ deliveries: d }: (typeof many)[number]) => d[0]!.report.values.co === 0.9,
      about: 0.0005,
    },
    {
      fault: 'from a device that nobody knows',
      is: ({ deliveries: d }: (typeof many)[number]) => d[0]!.report.sensor !== air.id,
      about: 0.0003,
    },
  ])('has some $fault', ({ is, about }) => {
    expect(share(is)).toBeGreaterThan(about / 2.5);
    // A link that was down looks like late ones; it is rare.
    expect(share(is)).toBeLessThan(about * 2.5 + 0.002);
  });

  it('sends what was measured while the link was down in one burst when it is back', () => {
    const back = linkBack();
    // Six minutes of a report each ten seconds, less those with a fault of their own.
    expect(back.length).toBeGreaterThan(30);
    expect(new Set(back).size).toBe(1);
  });

  it('declares the unit of half of the mixed-up ones, which makes them right', () => {
    const mixed = many.filter(({ deliveries: d }) => d[0]!.report.values.co === 0.9);
    const honest = mixed.filter(({ deliveries: d }) => d[0]!.report.units?.co === 'mg/m3');
    expect(honest.length).toBeGreaterThan(0);
    expect(honest.length).toBeLessThan(mixed.length);
  });

  it.each([
    {
      rates: { late: true },
      is: ({ at, deliveries: d }: (typeof many)[number]) => d[0]!.sendAt - at > 89_000,
    },
    { rates: { duplicates: true }, is: ({ deliveries: d }: (typeof many)[number]) => d.length === 2 },
  ])('has a fifth of them when asked for: $rates', ({ rates, is }) => {
    expect(share(is, manyOf(5_000, rates))).toBeGreaterThan(0.17);
  });

  it('marks everything as simulated but what the device itself calls bad', () => {
    const words = new Set(many.flatMap(({ deliveries }) => deliveries.map(({ report }) => report.quality)));
    expect(words).toEqual(new Set(['simulated', 'calibrating', 'fault']));
  });
});

/** When the reports of the first link that goes down are sent: ten seconds apart, from its first to its last. */
function linkBack(): number[] {
  const environment = sites.filter(({ domain }) => domain === 'environment');
  const delay = (site: (typeof sites)[number], at: number) =>
    deliveriesOf(site, at, VALUES, scene)[0]!.sendAt - at;
  for (let at = NOON; ; at += 120_000) {
    // Down now and still two seconds later for the same instant: not a single report that is late.
    const down = environment.find((one) => {
      const [first, second] = [delay(one, at), delay(one, at + 2_000)];
      return first > 60_000 && first === second + 2_000;
    });
    if (!down) continue;
    const end = at + delay(down, at);
    return Array.from({ length: 36 }, (_, i) => end - 360_000 + i * 10_000)
      .map((measured) => measured + delay(down, measured))
      .filter((sendAt) => sendAt >= end);
  }
}

describe('loggers', () => {
  const loggers = sites.filter(({ domain }) => domain === 'environment');

  it('are now and then without a link for eight hours, and send those in one burst', () => {
    const delayOf = (site: (typeof sites)[number], at: number) =>
      Math.min(
        ...[0, 2_000, 4_000].map((more) => deliveriesOf(site, at + more, VALUES, scene)[0]!.sendAt - at),
      );
    let [at, site] = [NOON, loggers[0]];
    for (; (site = loggers.find((one) => delayOf(one, at) > 7 * HOUR)) === undefined;) at += HOUR / 2;
    const end = at + delayOf(site, at);
    expect(end - at).toBeLessThanOrEqual(8 * HOUR);
    expect(Math.abs(end - HOUR + delayOf(site, end - HOUR) - end)).toBeLessThan(5_000);
  });

  it('send a day once more, each at one instant', () => {
    const replays = loggers.flatMap((site) =>
      Array.from({ length: 72 }, (_, h) => ({ site, at: NOON + h * HOUR })).filter(({ at }) =>
        isReplayed(site, at, at + HOUR, scene),
      ),
    );
    expect(replays.length).toBeGreaterThan(0);
    expect(replays.length).toBeLessThan(0.1 * loggers.length);
    for (const { site, at } of replays) {
      const next = replays.find((other) => other.site === site && other.at > at);
      expect(next ? next.at - at : 24 * HOUR).toBeGreaterThanOrEqual(23 * HOUR);
    }
  });
});

describe('probes that stick, drift and fall silent', () => {
  it('keeps a few cameras silent, for minutes each', () => {
    const cameras = sites.filter(({ metrics }) => metrics.includes('camera_online'));
    const silent = cameras.filter((site) => isSilent(site, NOON, scene));
    expect(silent.length).toBeGreaterThan(0);
    expect(silent.length).toBeLessThan(8);
    expect(cameras.some((site) => isSilent(site, NOON, scene) !== isSilent(site, NOON + HOUR, scene))).toBe(
      true,
    );
  });

  it('shows the value of the moment it stuck', () => {
    let at = NOON;
    const isStuck = (site: (typeof sites)[number]) => at - shownAt(site, at, scene) > 60_000;
    while (!sites.some(isStuck)) at += 60_000;
    const stuck = sites.find(isStuck)!;
    const since = shownAt(stuck, at, scene);
    expect(at - since).toBeLessThanOrEqual(20 * 60_000);
    expect(shownAt(stuck, at - 30_000, scene)).toBe(since);
    expect(shownAt(stuck, since + 21 * 60_000, scene)).toBe(since + 21 * 60_000);
  });

  it('lets a drifting probe read up to a tenth too much by the end of the day', () => {
    const drifting = [...fleetOf(binhDuong, 1, { sensors: 3_000 })].find(
      (site) => site.domain === 'environment' && scene.trait(site, 'drift') < 0.02,
    )!;
    const at = (hour: number) => Date.parse('2026-11-23T00:00:00+07:00') + hour * HOUR;
    expect(drifted(drifting, at(0), { pm25: 50, humidity: 60 }, scene)).toEqual({ pm25: 50, humidity: 60 });
    expect(drifted(drifting, at(23.9), { pm25: 50, humidity: 60 }, scene)).toEqual({
      pm25: 55,
      humidity: 60,
    });
  });
});
