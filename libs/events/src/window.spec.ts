import { freshnessOf } from './stream.js';
import { supersedes, targetKey, windowIdentity } from './window.js';

describe('supersedes', () => {
  it.each([
    {
      a: { revision: 1, epoch: 1 },
      b: { revision: 0, epoch: 9 },
      stands: true,
      why: 'a later revision wins whatever the epoch',
    },
    {
      a: { revision: 0, epoch: 2 },
      b: { revision: 0, epoch: 1 },
      stands: true,
      why: 'of one revision the later epoch wins',
    },
    {
      a: { revision: 0, epoch: 1 },
      b: { revision: 0, epoch: 1 },
      stands: false,
      why: 'a repeat changes nothing',
    },
    {
      a: { revision: 0, epoch: 1 },
      b: { revision: 0, epoch: 2 },
      stands: false,
      why: 'what a replaced process says is too late',
    },
  ])('$why', ({ a, b, stands }) => {
    expect(supersedes(a, b)).toBe(stands);
  });
});

it('never takes an area for a sensor of the same name', () => {
  const sensor = { metric: 'pm25', sensor: 'di-an', span: '1m' as const, start: 0 };
  const area = { metric: 'pm25', area: 'di-an', span: '1m' as const, start: 0 };
  expect(targetKey(sensor)).toBe('pm25@di-an');
  expect(targetKey(area)).toBe('pm25@area:di-an');
  expect(windowIdentity(sensor)).not.toBe(windowIdentity(area));
});

describe('freshnessOf a sensor that reports each 10 s', () => {
  // age  0        15       30              100 s
  //      [--live--][--late--][----stale-----][ lost
  it.each([
    { age: 15_000, is: 'live' },
    { age: 15_001, is: 'late' },
    { age: 30_000, is: 'late' },
    { age: 30_001, is: 'stale' },
    { age: 100_000, is: 'stale' },
    { age: 100_001, is: 'lost' },
  ])('$age ms is $is', ({ age, is }) => {
    expect(freshnessOf(age, 10)).toBe(is);
  });

  it('takes a minute where the period is unknown', () => {
    expect(freshnessOf(90_000, undefined)).toBe('live');
  });
});
