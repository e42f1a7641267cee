import { Calendar } from './calendar.js';

const HOUR = 3_600_000;
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
const at = (text: string) => Date.parse(`${text}Z`);

describe('Calendar', () => {
  it.each([
    { zone: 'Asia/Ho_Chi_Minh', in: '2026-11-23T05:00', start: '2026-11-22T17:00', hours: 24 },
    { zone: 'Asia/Ho_Chi_Minh', in: '2026-11-22T17:00', start: '2026-11-22T17:00', hours: 24 },
    { zone: 'Asia/Ho_Chi_Minh', in: '2026-11-22T16:59', start: '2026-11-21T17:00', hours: 24 },
    { zone: 'Asia/Kolkata', in: '2026-11-23T00:00', start: '2026-11-22T18:30', hours: 24 },
    { zone: 'Europe/Berlin', in: '2026-03-29T01:00', start: '2026-03-28T23:00', hours: 23 },
    { zone: 'Europe/Berlin', in: '2026-10-25T01:00', start: '2026-10-24T22:00', hours: 25 },
    { zone: 'Europe/Berlin', in: '2026-10-25T22:59', start: '2026-10-24T22:00', hours: 25 },
    { zone: 'Australia/Lord_Howe', in: '2026-10-03T20:00', start: '2026-10-03T13:30', hours: 23.5 },
    { zone: 'Australia/Lord_Howe', in: '2026-04-04T20:00', start: '2026-04-04T13:00', hours: 24.5 },
    { zone: 'America/St_Johns', in: '2026-07-01T12:00', start: '2026-07-01T02:30', hours: 24 },
    { zone: 'America/St_Johns', in: '2026-11-01T12:00', start: '2026-11-01T02:30', hours: 25 },
    // Clocks went from 00:01 back to 23:01 of the day before: the date came twice, and the day is one.
    { zone: 'America/St_Johns', in: '2006-10-29T03:00', start: '2006-10-29T02:30', hours: 25 },
    // Clocks jump from 00:00 to 01:00: the day begins with the jump.
    { zone: 'America/Sao_Paulo', in: '2018-11-04T12:00', start: '2018-11-04T03:00', hours: 23 },
    // A whole day was left out.
    { zone: 'Pacific/Apia', in: '2011-12-30T09:59', start: '2011-12-29T10:00', hours: 24 },
    { zone: 'Pacific/Apia', in: '2011-12-30T10:00', start: '2011-12-30T10:00', hours: 24 },
  ])('the day of $zone at $in begins at $start and has $hours hours', ({ zone, start, hours, ...given }) => {
    const day = new Calendar(zone).spanAt('1d', at(given.in));
    expect({ start: iso(day.start), hours: (day.end - day.start) / HOUR }).toEqual({ start, hours });
  });

  it.each([
    { zone: 'Asia/Ho_Chi_Minh', in: '2026-11-23T05:59', is: '2026-11-23T05:00', minutes: 60 },
    { zone: 'Asia/Kolkata', in: '2026-11-23T05:59', is: '2026-11-23T05:30', minutes: 60 },
    { zone: 'America/St_Johns', in: '2026-07-01T02:30', is: '2026-07-01T02:30', minutes: 60 },
    { zone: 'Europe/Berlin', in: '2026-10-25T00:30', is: '2026-10-25T00:00', minutes: 60 },
    { zone: 'Australia/Lord_Howe', in: '2026-10-04T12:59', is: '2026-10-04T12:30', minutes: 30 },
    { zone: 'Australia/Lord_Howe', in: '2026-04-05T13:15', is: '2026-04-05T13:00', minutes: 30 },
  ])('the hour of $zone at $in begins at $is and has $minutes minutes', ({ zone, is, minutes, ...given }) => {
    const { start, end } = new Calendar(zone).spanAt('1h', at(given.in));
    expect({ is: iso(start), minutes: (end - start) / 60_000 }).toEqual({ is, minutes });
  });

  it.each([
    { zone: 'Asia/Ho_Chi_Minh', hours: 365 * 24 },
    { zone: 'Europe/Berlin', hours: 365 * 24 },
    // One short hour in each of the two days on which clocks change.
    { zone: 'Australia/Lord_Howe', hours: 365 * 24 + 1 },
    { zone: 'America/St_Johns', hours: 365 * 24 },
  ])('hours and days of $zone tile a year', ({ zone, hours }) => {
    const calendar = new Calendar(zone);
    const begin = calendar.spanAt('1d', at('2026-01-01T12:00')).start;
    const end = calendar.spanAt('1d', at('2027-01-01T12:00')).start;
    const spans = [...calendar.endedIn(begin, end)];
    for (const span of ['1h', '1d'] as const) {
      const each = spans.filter((one) => one.span === span);
      expect(each.map(({ start }) => start)).toEqual([begin, ...each.slice(0, -1).map((one) => one.end)]);
      expect(each.at(-1)!.end).toBe(end);
      expect(each).toHaveLength(span === '1d' ? 365 : hours);
    }
  });

  it.each([
    { after: '04:30', upTo: '04:59', says: [] },
    { after: '04:30', upTo: '05:00', says: ['1h 04:00'] },
    { after: '05:00', upTo: '05:59', says: [], why: 'it ended with the watermark before' },
    { after: '04:59', upTo: '07:10', says: ['1h 04:00', '1h 05:00', '1h 06:00'] },
    { after: '15:10', upTo: '17:00', says: ['1h 15:00', '1h 16:00', '1d 17:00'], why: 'local midnight' },
  ])('from $after to $upTo there ended $says', ({ after, upTo, says }) => {
    const calendar = new Calendar('Asia/Ho_Chi_Minh');
    const ended = [...calendar.endedIn(at(`2026-11-23T${after}`), at(`2026-11-23T${upTo}`))];
    expect(ended.map(({ span, start }) => `${span} ${iso(start).slice(11)}`)).toEqual(says);
  });
});
