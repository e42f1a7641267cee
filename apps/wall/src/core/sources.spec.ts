import { type Site, Sources } from './sources.js';

const site = (id: string, area: string, period = 60): Site => ({ id, area, point: [106.6, 11], period });
const children = [
  { code: 'di-an', name: 'Dĩ An' },
  { code: 'ben-cat', name: 'Bến Cát' },
  { code: 'phu-giao', name: 'Phú Giáo' },
];

function setup(): Sources {
  const sources = new Sources();
  sources.replace(
    [site('a', 'di-an/1'), site('b', 'di-an/2'), site('c', 'ben-cat/1')],
    children.map(({ code }) => code),
    (area, child) => area.startsWith(child),
  );
  return sources;
}

describe('Sources', () => {
  it.each([
    { age: 90_000, fresh: 1 },
    { age: 180_000, fresh: 1, why: 'late still counts' },
    { age: 180_001, fresh: 0, why: 'stale does not' },
  ])('a sensor heard $age ms ago: $fresh fresh of 3', ({ age, fresh }) => {
    const sources = setup();
    sources.heard('a', 1_000_000 - age);
    expect(sources.count(1_000_000)).toEqual({ fresh, all: 3 });
  });

  it('an older measurement that comes later makes nothing older', () => {
    const sources = setup();
    sources.heard('a', 1_000_000);
    sources.heard('a', 100_000);
    expect(sources.count(1_000_000).fresh).toBe(1);
  });

  it('says when it hears of a sensor that it does not know', () => {
    const sources = setup();
    expect(sources.heard('a', 1)).toBe(true);
    expect(sources.heard('new', 1)).toBe(false);
  });

  // Sensors of 60 s: a silence of 60 s is to be expected, three times that is lost.
  it.each([
    { ages: { 'di-an': 179_000, 'ben-cat': 179_000 }, lost: [] },
    { ages: { 'di-an': 180_000, 'ben-cat': 500 }, lost: ['Dĩ An'] },
    { ages: { 'di-an': 100 }, lost: ['Bến Cát'], why: 'an area with sensors and no age was never heard' },
  ])('areas with ages $ages: lost $lost', ({ ages, lost }) => {
    const areas = setup().areas(children, ages as Record<string, number>);
    expect(areas).toHaveLength(2);
    expect(areas.filter((area) => area.lost).map(({ name }) => name)).toEqual(lost);
    if (lost.length > 0) expect(areas[0]?.name).toBe(lost[0]);
  });
});
