import { dailyIndex, hourlyIndex } from './air-index.js';
import { INDEX_BANDS, bandOf } from './index-band.js';

const _ = null;
const times = (count: number, value: number | null) => Array<number | null>(count).fill(value);
/** Twenty-four hours of `usual` with `special` from the hour `from` on. */
const day = (usual: number | null, special: readonly (number | null)[] = [], from = 8) =>
  times(24, usual).toSpliced(from, special.length, ...special);

/** The worked hour of Decision 1459/QĐ-TCMT, dust from the current hour back. */
const HOUR = {
  pm25: [20.6, 19.6, 22.4, 20.3, 16.5, 19, 16.5, 19.5, 23.5, 20.5, 24.7, 26.9],
  o3: [136.1],
  no2: [118.7],
};

describe('hourlyIndex', () => {
  it('is 59 for the worked hour, as the formula has it: the example prints 60 for 59.35', () => {
    expect(hourlyIndex(HOUR)).toMatchObject({
      index: 59,
      dominant: 'no2',
      band: { band: 2, title: { vi: 'Trung bình' }, colour: '#ffff00' },
      parts: { pm25: 41, o3: 43, no2: 59 },
      missing: { pm25: 0, o3: 0, no2: 0 },
    });
  });

  it.each([
    { hours: { o3: [136.1], no2: [118.7] }, why: 'neither dust is measured' },
    { hours: { pm25: [_, _, 30], no2: [118.7] }, why: 'dust has one of the last three hours' },
    { hours: { pm25: times(12, -1), pm10: times(12, _) }, why: 'dust is at fault' },
    { hours: {}, why: 'nothing is known' },
  ])('is none if $why', ({ hours }) => {
    expect(hourlyIndex(hours)).toBeUndefined();
  });

  it.each([
    {
      hours: { pm10: times(12, 50), o3: [_] },
      index: 50,
      dominant: 'pm10',
      missing: { pm10: 0, o3: 1 },
      why: 'one dust is enough, a gas may be missing',
    },
    {
      hours: { pm25: [25, 25, ...times(10, _)] },
      index: 50,
      dominant: 'pm25',
      missing: { pm25: 10 },
      why: 'ten hours are missing',
    },
    {
      hours: { pm25: [25, 25] },
      index: 50,
      dominant: 'pm25',
      missing: { pm25: 10 },
      why: 'hours that are not given are missing',
    },
    {
      hours: { pm25: times(12, 25), no2: [100] },
      index: 50,
      dominant: 'pm25',
      missing: { pm25: 0, no2: 0 },
      why: 'of equal parts the first dominates',
    },
    {
      hours: { pm25: times(12, 25), no2: [_, 4_000] },
      index: 50,
      dominant: 'pm25',
      missing: { pm25: 0, no2: 1 },
      why: 'a gas counts in its own hour only',
    },
    {
      hours: { pm25: times(12, 900) },
      index: 500,
      dominant: 'pm25',
      missing: { pm25: 0 },
      why: 'there is nothing above 500',
    },
  ])('is $index: $why', ({ hours, index, dominant, missing }) => {
    expect(hourlyIndex(hours)).toMatchObject({ index, dominant, missing });
  });
});

describe('dailyIndex', () => {
  it('is 110 for the worked day of Decision 1459/QĐ-TCMT', () => {
    const rest = (89.3 * 8 - 114.6) / 7;
    const found = dailyIndex({
      pm25: day(55.7),
      o3: day(20, [114.6, ...times(7, rest)]),
      no2: day(30, [130.8]),
    });
    expect(found).toMatchObject({
      index: 110,
      dominant: 'pm25',
      band: { title: { vi: 'Kém' } },
      parts: { pm25: 110, o3: 45, no2: 65 },
    });
  });

  it.each([
    { pm25: [...times(18, 25), ...times(6, _)], index: 50, why: 'three quarters of a day are enough' },
    { pm25: [...times(17, 25), ...times(7, _)], index: undefined, why: 'less is not' },
  ])('is $index: $why', ({ pm25, index }) => {
    expect(dailyIndex({ pm25 })?.index).toBe(index);
  });

  it.each([
    { o3: day(20, times(8, 400)), part: 300, why: 'eight hours at 400 still have an index' },
    { o3: day(20, times(8, 410)), part: 203, why: 'above 400 the greatest hour counts alone' },
    { o3: day(20, [180]), part: 75, why: 'one hour may be worse than eight' },
    { o3: day(_, times(5, 145)), part: 45, why: 'five hours make no mean of eight' },
    { o3: day(_, times(6, 145)), part: 125, why: 'six do' },
    { o3: times(24, _), part: undefined, why: 'no hour is known' },
  ])('gives ozone $part: $why', ({ o3, part }) => {
    expect(dailyIndex({ pm25: day(0), o3 })?.parts.o3).toBe(part);
  });
});

describe('bands', () => {
  it('touch each other from 0 to 500', () => {
    expect(INDEX_BANDS.map(({ low }) => low)).toEqual([
      0,
      ...INDEX_BANDS.slice(0, -1).map(({ high }) => high + 1),
    ]);
    expect(INDEX_BANDS.at(-1)?.high).toBe(500);
  });

  it.each([-1, 501, NaN])('has none for %p', (index) => {
    expect(() => bandOf(index)).toThrow(RangeError);
  });
});
