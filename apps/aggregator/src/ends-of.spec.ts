import { Calendar, OpenMinute } from '@toancanh/windows';
import { endsOf } from './ends-of.js';

const at = (text: string) => Date.parse(`2026-11-23T${text}:00Z`);

describe('endsOf', () => {
  // Local midnight is 17:00 UTC.
  it.each([
    { why: 'no hour ended', since: at('05:01'), asOf: at('05:59'), ends: [] },
    { why: 'nothing moved', since: at('05:00'), asOf: at('05:00'), ends: [] },
    { why: 'no watermark yet', since: -Infinity, asOf: -Infinity, ends: [] },
    { why: 'an hour', since: at('04:59'), asOf: at('05:00'), ends: ['1h 04:00'] },
    {
      why: 'it was away for long: each, hours before the day that holds them',
      since: at('15:30'),
      asOf: at('18:10'),
      ends: ['1h 15:00', '1h 16:00', '1d 17:00', '1h 17:00'],
    },
    {
      why: 'the very first time: those that ended last',
      since: -Infinity,
      asOf: at('18:10'),
      ends: ['1h 17:00', '1d 17:00'],
    },
    {
      why: 'the very first time, on a log that others have filled for long',
      since: -Infinity,
      asOf: at('18:10'),
      oldest: at('14:20'),
      ends: ['1h 13:00', '1d 17:00', '1h 14:00', '1h 15:00', '1h 16:00', '1d 17:00', '1h 17:00'],
    },
  ])('$why', ({ since, asOf, oldest, ends }) => {
    const minutes = oldest === undefined ? [] : [new OpenMinute(oldest)];
    const found = endsOf({ since, asOf, minutes, late: [] }, new Calendar('Asia/Ho_Chi_Minh'));
    expect(found.map(({ span, start }) => `${span} ${new Date(start).toISOString().slice(11, 16)}`)).toEqual(
      ends,
    );
    expect(new Set(found.map((end) => end.at))).toEqual(new Set(ends.length > 0 ? [asOf] : []));
  });
});
