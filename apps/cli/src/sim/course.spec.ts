import { Course } from './course.js';
import { fleetOf } from './fleet.js';
import { Scene } from './scene.js';
import { binhDuong, NOON } from './testing/binh-duong.js';

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
