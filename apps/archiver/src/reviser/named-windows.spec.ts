import { Calendar } from '@toancanh/windows';
import { ClosedSpans } from './closed-spans.js';
import { NamedWindows } from './named-windows.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** In 1970 clocks in Saigon were eight hours ahead. */
const DAY = -8 * HOUR;

const named = () => {
  const closed = new ClosedSpans();
  return { closed, windows: new NamedWindows(new Calendar('Asia/Ho_Chi_Minh'), closed) };
};

describe('NamedWindows', () => {
  it.each([
    { value: { metric: 'pm25', sensor: 'a', start: MINUTE, at: MINUTE + 5 }, is: 'new' },
    { value: { metric: 'pm25', sensor: 'known', start: 0, at: 9 }, is: 'again', why: 'it is once enough' },
    { value: { metric: 'pm25', sensor: 'known', span: '1m', start: 0, at: 9 }, is: 'again', why: 'the same' },
    { value: { metric: 'pm25', area: 'known', start: 0, at: 9 }, is: 'new', why: 'an area is no sensor' },
    { value: { metric: 'pm10', sensor: 'known', start: 0, at: 9 }, is: 'new', why: 'another metric' },
    { value: { metric: 'pm25', sensor: 'known', span: '1h', start: 0, at: 9 }, is: 'new', why: 'its hour' },
    { value: { metric: 'pm25', sensor: 'a', span: '1h', start: HOUR, at: 9 }, is: 'early', why: 'goes on' },
    { value: { metric: 'pm25', sensor: 'a', span: '1d', start: DAY, at: 9 }, is: 'early', why: 'goes on' },
    { value: { span: '1h', start: HOUR, at: 2 * HOUR }, is: 'new', why: 'has ended' },
    { value: { span: '1h', start: 0, at: HOUR }, is: 'again', why: 'was said' },
    { value: { span: '1d', start: DAY, at: DAY + 24 * HOUR }, is: 'new', why: 'has ended' },
    { value: { span: '1d', start: 0, at: DAY }, is: 'unreadable', why: 'no start of a day here' },
    { value: { span: '1m', start: 0, at: MINUTE }, is: 'unreadable', why: 'minutes are the aggregator’s' },
    { value: { metric: 'pm25', start: 0, at: 9 }, is: 'unreadable', why: 'of nobody' },
    { value: { metric: 'pm25', sensor: 'a', area: 'b', start: 0, at: 9 }, is: 'unreadable', why: 'of two' },
    {
      value: { metric: 'pm25', sensor: 'a', start: 1, at: 9 },
      is: 'unreadable',
      why: 'no start of a minute',
    },
    { value: 'no notice', is: 'unreadable' },
  ])('$value is $is: $why', ({ value, is }) => {
    const { windows } = named();
    windows.add({ metric: 'pm25', sensor: 'known', start: 0, at: 1 });
    windows.add({ span: '1h', start: 0, at: HOUR });
    expect(windows.add(value)).toBe(is);
    expect(windows.size).toBe(is === 'new' ? 3 : 2);
  });

  it('gives the oldest of a span first, and forgets what is done', () => {
    const { windows } = named();
    for (const start of [2 * MINUTE, 0, MINUTE])
      windows.add({ metric: 'pm25', sensor: 'a', start, at: start });
    windows.add({ metric: 'pm25', area: 'b', start: 0, at: 0 });
    windows.add({ span: '1h', start: 0, at: 0 });
    expect(windows.of('1m').map(({ start }) => start)).toEqual([0, MINUTE, 2 * MINUTE]);
    expect(windows.of('1m')[0]!.targets.get('pm25')).toEqual(new Set(['sensor:a', 'area:b']));
    expect(windows.of('1h')).toMatchObject([{ start: 0, end: HOUR, whole: true }]);
    windows.done(windows.of('1m')[0]!);
    windows.done(windows.of('1h')[0]!);
    expect(windows.size).toBe(2);
    expect(windows.of('1m').map(({ start }) => start)).toEqual([MINUTE, 2 * MINUTE]);
    expect(windows.of('1h')).toEqual([]);
  });

  it('has what is named, and all of a span that has ended', () => {
    const { windows } = named();
    windows.add({ span: '1h', start: 0, at: HOUR });
    windows.done(windows.of('1h')[0]!);
    windows.add({ metric: 'pm25', sensor: 'a', span: '1h', start: 0, at: 1 });
    windows.add({ span: '1h', start: HOUR, at: 2 * HOUR });
    expect(windows.has('1h', 0, 'pm25', 'sensor:a')).toBe(true);
    expect(windows.has('1h', 0, 'pm25', 'area:a')).toBe(false);
    expect(windows.has('1h', HOUR, 'pm10', 'area:b')).toBe(true);
    expect(windows.has('1h', 2 * HOUR, 'pm25', 'sensor:a')).toBe(false);
  });
});
