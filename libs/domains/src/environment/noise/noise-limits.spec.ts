import { NOISE_TABLES, noiseLimit, type NoiseTable } from './noise-limits.js';

const at = (time: string) => Date.parse(`2024-02-01T${time}:00+07:00`);
const QCVN = 'QCVN 26:2010/BTNMT';

describe('noiseLimit', () => {
  it.each([
    { area: 'special', time: '06:00', period: 'day', limit: 55 },
    { area: 'special', time: '20:59', period: 'day', limit: 55 },
    { area: 'special', time: '21:00', period: 'night', limit: 45 },
    { area: 'special', time: '05:59', period: 'night', limit: 45 },
    { area: 'common', time: '12:00', period: 'day', limit: 70 },
    { area: 'common', time: '00:00', period: 'night', limit: 55 },
  ])(`${QCVN}: $area at $time is $limit dB(A)`, ({ area, time, period, limit }) => {
    expect(noiseLimit(area, at(time))).toEqual({ regulation: QCVN, period, limit });
  });

  it.each([
    { area: 'industry', time: '2024-02-01T12:00:00+07:00', why: 'no such kind of area' },
    { area: 'common', time: '2010-12-01T12:00:00+07:00', why: 'no table is in force yet' },
  ])('is none if $why', ({ area, time }) => {
    expect(noiseLimit(area, Date.parse(time))).toBeUndefined();
  });

  it('takes a later table of a city, with periods and kinds of its own', () => {
    const later: NoiseTable = {
      regulation: 'a later one',
      from: '2025-11-14',
      periods: [
        { name: 'day', hours: [6, 18] },
        { name: 'evening', hours: [18, 22] },
        { name: 'night', hours: [22, 6] },
      ],
      areas: { A: { title: { vi: 'A', en: 'A' }, limits: { day: 3, evening: 2, night: 1 } } },
    };
    const tables = [...NOISE_TABLES, later];
    const limitAt = (instant: string, area: string) => noiseLimit(area, Date.parse(instant), tables)?.limit;
    expect(limitAt('2025-11-14T20:00:00+07:00', 'A')).toBe(2);
    expect(limitAt('2025-11-13T20:00:00+07:00', 'A')).toBeUndefined();
    expect(limitAt('2025-11-13T20:00:00+07:00', 'common')).toBe(70);
  });
});
