import { NamedWindows } from './named-windows.js';

const MINUTE = 60_000;

describe('NamedWindows', () => {
  it.each([
    { value: { metric: 'pm25', sensor: 'a', start: MINUTE, at: MINUTE + 5 }, named: 'new' },
    { value: { metric: 'pm25', sensor: 'known', start: 0, at: 9 }, named: 'again', why: 'it is once enough' },
    { value: { metric: 'pm25', area: 'known', start: 0, at: 9 }, named: 'new', why: 'an area is no sensor' },
    { value: { metric: 'pm10', sensor: 'known', start: 0, at: 9 }, named: 'new', why: 'another metric' },
    { value: { metric: 'pm25', start: 0, at: 9 }, named: 'unreadable', why: 'of nobody' },
    {
      value: { metric: 'pm25', sensor: 'a', area: 'b', start: 0, at: 9 },
      named: 'unreadable',
      why: 'of two',
    },
    {
      value: { metric: 'pm25', sensor: 'a', start: 1, at: 9 },
      named: 'unreadable',
      why: 'no start of a minute',
    },
    { value: 'no notice', named: 'unreadable' },
  ])('$value is $named', ({ value, named }) => {
    const windows = new NamedWindows();
    windows.add({ metric: 'pm25', sensor: 'known', start: 0, at: 1 });
    expect(windows.add(value)).toBe(named);
    expect(windows.size).toBe(named === 'new' ? 2 : 1);
  });

  it('gives the oldest minute first, and forgets what is done', () => {
    const windows = new NamedWindows();
    for (const start of [2 * MINUTE, 0, MINUTE])
      windows.add({ metric: 'pm25', sensor: 'a', start, at: start });
    windows.add({ metric: 'pm25', area: 'b', start: 0, at: 0 });
    expect(windows.minutes().map(([start]) => start)).toEqual([0, MINUTE, 2 * MINUTE]);
    expect(windows.minutes()[0]![1].get('pm25')).toEqual(new Set(['sensor:a', 'area:b']));
    windows.done(0);
    expect(windows.size).toBe(2);
    expect(windows.minutes().map(([start]) => start)).toEqual([MINUTE, 2 * MINUTE]);
  });
});
