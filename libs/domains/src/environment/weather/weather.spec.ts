import { DISASTER_GRADES, raisedLevel } from './disaster-level.js';
import { heatClass } from './heat.js';
import { heavyRainAmount, rainClass, rainSum } from './rain.js';

const HOUR = 3_600_000;

describe('rain', () => {
  // -24 h            -1 h        end
  // [------------------[----------)
  it.each([
    { hours: 1, sum: 6, why: 'the beginning belongs to it, the end does not' },
    { hours: 2, sum: 14, why: 'a longer span holds more' },
    { hours: 24, sum: 30, why: 'a whole day' },
  ])('in the last $hours h is $sum mm: $why', ({ hours, sum }) => {
    const end = 100 * HOUR;
    const samples = [
      { at: end - 24 * HOUR - 1, millimetres: 100 },
      { at: end - 24 * HOUR, millimetres: 16 },
      { at: end - 2 * HOUR, millimetres: 8 },
      { at: end - HOUR, millimetres: 4 },
      { at: end - 1, millimetres: 2 },
      { at: end, millimetres: 50 },
    ];
    expect(rainSum(samples, end, hours)).toBe(sum);
  });

  it.each([
    { mm: 0, name: undefined },
    { mm: 0.2, name: 'light' },
    { mm: 15.4, name: 'light' },
    { mm: 16, name: 'moderate' },
    { mm: 50, name: 'moderate' },
    { mm: 50.4, name: 'moderate' },
    { mm: 51, name: 'heavy' },
    { mm: 100, name: 'heavy' },
    { mm: 101, name: 'very-heavy' },
  ])('$mm mm in 24 h is $name, in the words of the weather service', ({ mm, name }) => {
    expect(rainClass(mm)?.name).toBe(name);
  });

  it.each([
    { in12: 49, in24: 99, amount: 0 },
    { in12: 50, in24: 50, amount: 1 },
    { in12: 0, in24: 100, amount: 1 },
    { in12: 150, in24: 200, amount: 1 },
    { in12: 150, in24: 201, amount: 2 },
    { in12: 400, in24: 400, amount: 2 },
    { in12: 0, in24: 401, amount: 3 },
  ])(
    '$in12 mm in 12 h and $in24 in 24 h is amount $amount of Decision 18/2021, article 44',
    ({ in12, in24, amount }) => {
      expect(heavyRainAmount(in12, in24)).toBe(amount);
    },
  );
});

describe('heat', () => {
  it.each([
    { highest: 34.9, name: undefined },
    { highest: 35, name: 'hot' },
    { highest: 36.9, name: 'hot' },
    { highest: 37, name: 'severe' },
    { highest: 38.9, name: 'severe' },
    { highest: 39, name: 'extreme' },
  ])('$highest °C is $name, in the words of the weather service', ({ highest, name }) => {
    expect(heatClass(highest)?.name).toBe(name);
  });
});

describe('disaster levels', () => {
  it.each([
    { issued: 2, why: undefined, level: 2 },
    { issued: 2, why: 'several-disasters', level: 3 },
    { issued: 2, why: 'serious-damage', level: 4 },
    { issued: 4, why: 'serious-damage', level: 5 },
    { issued: 5, why: 'several-disasters', level: 5 },
  ] as const)(
    '$issued raised for $why is $level, after Decision 18/2021, article 4',
    ({ issued, why, level }) => {
      expect(raisedLevel(issued, why)).toBe(level);
    },
  );

  it('are the five of Decision 18/2021, article 4', () => {
    expect(DISASTER_GRADES.map(({ level, title, colourName }) => [level, title.vi, colourName.vi])).toEqual([
      [1, 'thấp', 'xanh dương nhạt'],
      [2, 'trung bình', 'vàng nhạt'],
      [3, 'lớn', 'da cam'],
      [4, 'rất lớn', 'đỏ'],
      [5, 'thảm họa', 'tím'],
    ]);
  });
});
