import { CityCalendar, formatAge, formatNumber, formatOutage, formatSince, shortAreaName } from './format.js';

describe('formatNumber', () => {
  it.each([
    { value: 1234.5, digits: 1, text: '1.234,5' },
    { value: 0.62, digits: 2, text: '0,62' },
    { value: -8, digits: 0, text: '−8' },
    { value: -0.04, digits: 1, text: '0,0', why: 'a rounded zero has no sign' },
    { value: 1_000_000, digits: 0, text: '1.000.000' },
  ])('$value with $digits digits is $text', ({ value, digits, text }) => {
    expect(formatNumber(value, digits)).toBe(text);
  });
});

describe('formatAge', () => {
  it.each([
    { ms: -50, text: '0,0 s', why: 'a clock a little behind is no age' },
    { ms: 449, text: '0,4 s' },
    { ms: 9_999, text: '9,9 s', why: 'never rounds up to 10,0' },
    { ms: 12_345, text: '12 s' },
    { ms: 60_000, text: '1 ph' },
    { ms: 119 * 60_000, text: '119 ph' },
    { ms: 120 * 60_000, text: '2 giờ' },
    { ms: 72 * 3_600_000, text: '3 ngày' },
  ])('$ms ms is $text', ({ ms, text }) => expect(formatAge(ms)).toBe(text));
});

describe('formatSince', () => {
  it.each([
    { ms: -5, text: '<1 ph' },
    { ms: 59_999, text: '<1 ph' },
    { ms: 60_000, text: '1 ph' },
  ])('$ms ms is $text', ({ ms, text }) => expect(formatSince(ms)).toBe(text));
});

describe('formatOutage', () => {
  it.each([
    { ms: 2_500, text: '3 s' },
    { ms: 9_900, text: '10 s' },
    { ms: 119_000, text: '119 s' },
    { ms: 720_000, text: '12 ph' },
  ])('$ms ms is $text', ({ ms, text }) => expect(formatOutage(ms)).toBe(text));
});

describe('CityCalendar', () => {
  const calendar = new CityCalendar('Asia/Ho_Chi_Minh');

  it.each([
    { at: '2026-11-23T07:07:32.900Z', date: 'T2 23/11/2026', clock: '14:07:32' },
    { at: '2026-11-22T17:00:00.000Z', date: 'T2 23/11/2026', clock: '00:00:00', why: 'midnight is 00' },
    { at: '2026-11-22T16:59:59.999Z', date: 'CN 22/11/2026', clock: '23:59:59' },
  ])('$at is $date $clock', ({ at, date, clock }) => {
    expect(calendar.at(Date.parse(at))).toEqual({ date, clock, minute: clock.slice(0, 5) });
  });
});

describe('shortAreaName', () => {
  it.each([
    ['Phường Thủ Dầu Một', 'P. Thủ Dầu Một'],
    ['Xã Bàu Bàng', 'X. Bàu Bàng'],
    ['Dĩ An', 'Dĩ An'],
    ['Phường Dĩ An'.normalize('NFD'), 'P. Dĩ An'],
  ])('%s is %s', (name, short) => expect(shortAreaName(name)).toBe(short));
});
