import { Shape } from './fault.js';
import { toMillis } from './instant.js';
import { Envelope, isTick, ReadingInput } from './reading.js';

const input = new Shape(ReadingInput);
const good = { sensor: 'bd-aq-0007', values: { pm25: 31.2 } };

describe('ReadingInput', () => {
  it.each([
    { why: 'the least there is', value: good },
    { why: 'an ISO instant', value: { ...good, at: '2026-11-23T07:00:00.000Z' } },
    { why: 'an ISO instant with a zone', value: { ...good, at: '2026-11-23T14:00:00+07:00' } },
    { why: 'epoch milliseconds', value: { ...good, at: 1_763_881_200_000 } },
    {
      why: 'everything at once',
      value: {
        ...good,
        at: 0,
        units: { pm25: 'µg/m³' },
        quality: 'suspect',
        epoch: '2026-11-20T00:00:00Z',
        seq: 1832,
        place: [106.65, 10.98],
      },
    },
  ])('takes $why', ({ value }) => {
    expect(input.check(value)).toBe(true);
  });

  it.each([
    { why: 'no object', value: 7, path: '' },
    { why: 'no sensor', value: { values: { pm25: 1 } }, path: '/sensor' },
    { why: 'a sensor of spaces', value: { ...good, sensor: ' x' }, path: '/sensor' },
    { why: 'no values', value: { sensor: 'a' }, path: '/values' },
    { why: 'not one value', value: { sensor: 'a', values: {} }, path: '/values' },
    { why: 'a number as text', value: { sensor: 'a', values: { pm25: '31,2' } }, path: '/values/pm25' },
    { why: 'infinity', value: { sensor: 'a', values: { pm25: Infinity } }, path: '/values/pm25' },
    { why: 'a field nobody knows', value: { ...good, colour: 'red' }, path: '/colour' },
    { why: 'a date without a time', value: { ...good, at: '2026-11-23' }, path: '/at' },
    { why: 'half a millisecond', value: { ...good, at: 1.5 }, path: '/at' },
    { why: 'a quality nobody knows', value: { ...good, quality: 'fine' }, path: '/quality' },
    { why: 'a place outside the world', value: { ...good, place: [106, -122.42] }, path: '/place/1' },
    { why: 'a sequence below zero', value: { ...good, seq: -1 }, path: '/seq' },
  ])('refuses $why, and says where', ({ value, path }) => {
    expect(input.check(value)).toBe(false);
    expect(input.faultOf(value).path).toBe(path);
  });

  it('leaves the readings of an envelope to be judged one by one', () => {
    expect(new Shape(Envelope).check({ epoch: 'a', seq: 1, readings: [good, 'nonsense'] })).toBe(true);
  });
});

it.each([
  { instant: '2026-11-23T07:00:00.000Z', millis: 1_795_417_200_000 },
  { instant: '2026-11-23T14:00:00+07:00', millis: 1_795_417_200_000 },
  { instant: 1_795_417_200_000, millis: 1_795_417_200_000 },
  { instant: '2026-02-31T25:00:00Z', millis: NaN },
])('$instant is $millis', ({ instant, millis }) => {
  expect(toMillis(instant)).toBe(millis);
});

it('tells ticks from readings', () => {
  expect([{ tick: 1 }, good, null, 'tick'].map(isTick)).toEqual([true, false, false, false]);
});
