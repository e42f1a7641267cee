import { dayStart } from './day.js';

describe('dayStart', () => {
  it.each([
    { day: '2025-07-01', zone: 'Asia/Ho_Chi_Minh', utc: '2025-06-30T17:00:00.000Z', why: 'UTC+7, no DST' },
    { day: '1970-01-01', zone: 'UTC', utc: '1970-01-01T00:00:00.000Z', why: 'the epoch' },
    {
      day: '2026-03-29',
      zone: 'Europe/Berlin',
      utc: '2026-03-28T23:00:00.000Z',
      why: 'before the clock goes forward',
    },
    { day: '2026-03-30', zone: 'Europe/Berlin', utc: '2026-03-29T22:00:00.000Z', why: 'after it went' },
    {
      day: '2026-11-01',
      zone: 'America/New_York',
      utc: '2026-11-01T04:00:00.000Z',
      why: 'the day it goes back',
    },
  ])('$day in $zone begins at $utc: $why', ({ day, zone, utc }) => {
    expect(new Date(dayStart(day, zone)).toISOString()).toBe(utc);
  });

  it('refuses what is no day', () => {
    expect(() => dayStart('2026-13-01', 'UTC')).toThrow(RangeError);
  });
});
