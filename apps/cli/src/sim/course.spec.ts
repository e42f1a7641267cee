import { Course } from './course.js';
import { drifted, isReplayed, shownAt } from './faults.js';
import { eventRateOf, fleetOf } from './fleet.js';
import { provinceOf } from './province.js';
import { Scene } from './scene.js';
import { binhDuong, NOON } from './testing/binh-duong.js';
import { valuesOf } from './values-of.js';

const sites = fleetOf(binhDuong, 1);
const sceneOf = (all = sites) => new Scene({ seed: 1, sites: all, offset: 7 * 3_600_000 });
const courseOf = () => new Course(sites, sceneOf(), NOON);
const run = (course: Course, seconds: number, step: number) => {
  const out = [];
  for (let at = NOON; at <= NOON + seconds * 1_000; at += step) out.push(...course.step(at));
  return out;
};

describe('Course', () => {
  it('sends the same, whatever the steps in which time is told', () => {
    const text = (step: number) =>
      run(courseOf(), 120, step)
        .map(({ report }) => JSON.stringify(report))
        .sort();
    expect(text(100)).toEqual(text(1_000));
  });

  it('tells the state of nearly every sensor within five seconds of its start', () => {
    const seen = new Set(run(courseOf(), 5, 100).map(({ site }) => site.id));
    expect(seen.size).toBeGreaterThan(0.97 * sites.length);
  });

  it('goes on at the rate of the fleet', () => {
    const course = courseOf();
    run(course, 10, 100);
    const after = course.step(NOON + 10_000);
    expect(after).toEqual([]);
    let count = 0;
    for (let at = NOON + 10_000; at <= NOON + 70_000; at += 500) count += course.step(at).length;
    expect(count / 60).toBeGreaterThan(17);
    expect(count / 60).toBeLessThan(24);
  });

  it('leaves out what was due while the machine slept, instead of sending it all at once', () => {
    const course = courseOf();
    run(course, 10, 100);
    const woken = course.step(NOON + 3_600_000);
    expect(woken.length).toBeLessThan(50);
    expect(course.skipped).toBeGreaterThan(300);
    // And it is on its beat again.
    let count = 0;
    for (let at = NOON + 3_600_000; at <= NOON + 3_660_000; at += 500) count += course.step(at).length;
    expect(count / 60).toBeGreaterThan(17);
  });

  it('sends the last day of a logger that is read out anew as it was sent then', () => {
    const loggers = sites.filter(({ domain }) => domain === 'environment');
    const [hour, scene] = [3_600_000, sceneOf()];
    const from = Array.from({ length: 72 }, (_, h) => NOON + h * hour).find((at) =>
      loggers.some((site) => isReplayed(site, at, at + hour, scene)),
    )!;
    const logger = loggers.find((site) => isReplayed(site, from, from + hour, scene))!;
    const course = new Course([logger], scene, from);
    const sent = [];
    for (let at = from; at < from + 2 * hour; at += 1_000) sent.push(...course.step(at));
    const replayed = sent.filter(({ report }) => report.at < from - hour);
    const day = Math.round((24 * hour) / logger.period);
    expect(replayed.length).toBeGreaterThan(0.9 * day);
    expect(replayed.length).toBeLessThan(1.1 * day);
    for (const { report } of replayed.slice(0, 5)) {
      expect(report.values).toEqual(
        drifted(logger, report.at, valuesOf(logger, shownAt(logger, report.at, scene), scene), scene),
      );
    }
  });

  it('tells the place of an unlisted sensor once', () => {
    const fleet = fleetOf(binhDuong, 1, { sensors: 450, rate: 100 });
    const course = new Course(fleet, sceneOf([...fleet]), NOON);
    const sendings = run(course, 60, 100).filter(({ site }) => site.unlisted);
    const placed = sendings.filter(({ report }) => report.place);
    expect(sendings.length).toBeGreaterThan(placed.length);
    expect(new Set(placed.map(({ site }) => site.id)).size).toBe(placed.length);
    expect(sendings.every(({ site }) => placed.some((one) => one.site.id === site.id))).toBe(true);
  });
});

describe('the course of a whole province', () => {
  const province = provinceOf(binhDuong, 1);
  const scene = sceneOf(province);

  it('says of each sensor where it stands in its first report, which nothing is wrong with', () => {
    const some = province.filter((_, n) => n % 20 === 0);
    const course = new Course(some, scene, NOON);
    const first = new Map<string, unknown>();
    for (let at = NOON; at <= NOON + 1_200_000; at += 1_000) {
      for (const { site, report } of course.step(at)) if (!first.has(site.id)) first.set(site.id, report);
    }
    const heard = some.filter(({ id }) => first.has(id));
    expect(heard.map(({ id }) => first.get(id))).toMatchObject(
      heard.map(({ lon, lat }) => ({ place: [lon, lat], quality: 'simulated' })),
    );
    expect(first.size).toBeGreaterThan(0.99 * some.length);
  });

  it('makes as many events as its rates say', () => {
    const some = province.filter((_, n) => n % 4 === 0);
    const course = new Course(some, scene, NOON);
    run(course, 120, 1_000);
    let count = 0;
    for (let at = NOON + 120_000; at < NOON + 420_000; at += 1_000) {
      for (const { site } of course.step(at)) count += site.events;
    }
    // It is day: buses and waste trucks report more often than on the mean, and 1 % more comes twice or not at all.
    expect(count / 300 / eventRateOf(some)).toBeGreaterThan(0.97);
    expect(count / 300 / eventRateOf(some)).toBeLessThan(1.1);
  });
});
