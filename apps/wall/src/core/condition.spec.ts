import { expectedSilence } from './cadence.js';
import { conditionAt } from './condition.js';

describe('conditionAt', () => {
  // The page begins at 0; the last tick came at 100,000 and carried data 400 ms old.
  const pulse = { tickAt: 100_000, dataAge: 400 };

  it.each([
    { now: 101_000, kind: 'live', age: 1_400, hatched: false },
    { now: 102_000, kind: 'live', age: 2_400, hatched: false },
    {
      now: 102_350,
      kind: 'live',
      age: 2_750,
      hatched: false,
      why: 'a late tick is not blamed on the readings',
    },
    { now: 102_400, kind: 'cut', age: 2_400, hatched: false, why: 'said by the third second' },
    { now: 109_350, kind: 'cut', age: 9_350, hatched: false },
    { now: 109_400, kind: 'cut', age: 9_400, hatched: true, why: 'hatched by the tenth' },
    { now: 820_000, kind: 'cut', age: 720_000, hatched: true },
  ])('ticks stop: at $now it is $kind, hatched $hatched', ({ now, kind, age, hatched }) => {
    expect(conditionAt(now, 0, pulse, 200)).toEqual({ kind, age, hatched });
  });

  it.each([
    { dataAge: 2_000, expected: 200, kind: 'live', hatched: false },
    { dataAge: 2_400, expected: 200, kind: 'silent', hatched: false },
    { dataAge: 9_400, expected: 200, kind: 'silent', hatched: true },
    { dataAge: 11_000, expected: 8_000, kind: 'live', hatched: false, why: 'slow sensors may be silent' },
    { dataAge: 12_000, expected: 8_000, kind: 'silent', hatched: false },
    { dataAge: 24_000, expected: 8_000, kind: 'silent', hatched: true },
  ])(
    'ticks come with data $dataAge old, $expected expected: $kind, hatched $hatched',
    ({ dataAge, expected, kind, hatched }) => {
      const condition = conditionAt(100_000, 0, { tickAt: 100_000, dataAge }, expected);
      expect(condition).toEqual({ kind, age: dataAge, hatched });
    },
  );

  it('a page that never heard a tick never says it is live', () => {
    expect(conditionAt(100, 0, undefined, 0)).toEqual({ kind: 'waiting', age: 100, hatched: false });
    expect(conditionAt(9_500, 0, undefined, 0)).toEqual({ kind: 'waiting', age: 9_500, hatched: true });
  });

  it('is live again with the first tick that carries data', () => {
    expect(conditionAt(900_000, 0, { tickAt: 899_900, dataAge: 50 }, 200).kind).toBe('live');
  });
});

describe('expectedSilence', () => {
  it.each([
    { name: 'no sensors, no expectation', periods: [], atLeast: 0, atMost: 0 },
    { name: 'one sensor is silent for its period', periods: [60], atLeast: 60_000, atMost: 60_000 },
    { name: 'never longer than the fastest', periods: [1, 3_600], atLeast: 1_000, atMost: 1_000 },
    { name: 'a centre of 45 sensors', periods: Array<number>(45).fill(30), atLeast: 4_000, atMost: 7_000 },
    { name: 'a province of 400', periods: Array<number>(400).fill(30), atLeast: 500, atMost: 1_000 },
  ])('$name', ({ periods, atLeast, atMost }) => {
    const silence = expectedSilence(periods);
    expect(silence).toBeGreaterThanOrEqual(atLeast);
    expect(silence).toBeLessThanOrEqual(atMost);
  });
});
