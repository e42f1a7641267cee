import { fleetOf, LOAD_GATEWAY, rateOf } from './fleet.js';
import { binhDuong } from './testing/binh-duong.js';

const own = binhDuong.sensors.size;

describe('fleetOf', () => {
  it.each([
    { why: 'the folder’s sensors', size: {}, sensors: own, rate: 21.5 },
    { why: 'some of them', size: { sensors: 100 }, sensors: 100, rate: 5.3 },
    { why: 'the folder’s, slower', size: { rate: 10 }, sensors: own, rate: 10 },
    { why: 'more than the folder has', size: { sensors: 10_000, rate: 1_000 }, sensors: 10_000, rate: 1_000 },
    { why: 'one', size: { sensors: 1, rate: 2 }, sensors: 1, rate: 2 },
  ])('$why: $size', ({ size, sensors, rate }) => {
    const fleet = fleetOf(binhDuong, 1, size);
    expect(fleet).toHaveLength(sensors);
    expect(rateOf(fleet) / rate).toBeGreaterThan(0.6);
    expect(rateOf(fleet) / rate).toBeLessThan(1.4);
    expect(new Set(fleet.map(({ id }) => id)).size).toBe(sensors);
  });

  it('lets the folder’s sensors keep their beat when others are added', () => {
    const fleet = fleetOf(binhDuong, 1, { sensors: 1_000, rate: 500 });
    const listed = fleet.filter(({ unlisted }) => !unlisted);
    expect(rateOf(listed)).toBeCloseTo(rateOf(fleetOf(binhDuong, 1)), 9);
    expect(rateOf(fleet)).toBeCloseTo(500, 6);
    expect(fleet.filter(({ unlisted }) => unlisted).every(({ gateway }) => gateway === LOAD_GATEWAY)).toBe(
      true,
    );
  });
});
