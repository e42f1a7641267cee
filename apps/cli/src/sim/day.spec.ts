import { doneToday, season, SHAPES, shapeAt, wave, zoneOffset } from './day.js';

const HOUR = 3_600_000;

describe('the shapes of a day', () => {
  it.each([
    { shape: 'traffic' as const, hour: 7.5, value: 2.1, why: 'the middle of the morning peak' },
    { shape: 'traffic' as const, hour: 8, value: 1.85, why: 'half-way to the next hour' },
    { shape: 'dossiers' as const, hour: 8.5, value: 4.3, why: 'the offices have opened' },
    { shape: 'dossiers' as const, hour: 0, value: 0, why: 'midnight, between the last hour and the first' },
  ])('$shape at $hour h is $value: $why', ({ shape, hour, value }) => {
    expect(shapeAt(SHAPES[shape], hour * HOUR)).toBeCloseTo(value, 9);
    expect(shapeAt(SHAPES[shape], hour * HOUR - 24 * HOUR)).toBeCloseTo(value, 9);
  });

  it('has done none of the day’s work at midnight, and nearly all of it in the evening', () => {
    expect(doneToday(SHAPES.dossiers, 0)).toBe(0);
    expect(doneToday(SHAPES.dossiers, 20 * HOUR)).toBeCloseTo(1, 9);
  });

  it('has its waves where they are told', () => {
    expect(wave(14 * HOUR, 14)).toBeCloseTo(1, 9);
    expect(wave(2 * HOUR, 14)).toBeCloseTo(-1, 9);
    expect(season(Date.UTC(2026, 10, 6), 310)).toBeGreaterThan(0.99);
  });

  it('knows the clocks of Vietnam', () => {
    expect(zoneOffset('Asia/Ho_Chi_Minh', Date.parse('2026-11-23T07:00:00.123Z'))).toBe(7 * HOUR);
  });
});
