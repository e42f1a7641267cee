import { toIso } from '@toancanh/events';
import fc from 'fast-check';
import { readingOf, SmallDirectory, T } from '../testing/small-city.js';
import { LatestValues, valueOf } from './latest-values.js';
import { isoText, valueText } from './value-text.js';

describe('valueText', () => {
  it('is the JSON of valueOf', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 0, max: 400_000 }),
        fc.constantFrom('ok', 'suspect', 'simulated'),
        (value, age, quality) => {
          const latest = new LatestValues(new SmallDirectory());
          latest.take(readingOf('air-1', T - age, { pm25: value }, { quality }));
          const cell = latest.source('air-1')!.cells.get('pm25')!;
          const expected: unknown = JSON.parse(JSON.stringify(valueOf(cell, T)));
          expect(JSON.parse(valueText(cell, T)!)).toEqual(expected);
          expect(JSON.parse(valueText(cell, T)!)).toEqual(expected);
        },
      ),
    );
  });

  it('is none for a sensor that nobody knows', () => {
    const latest = new LatestValues(new SmallDirectory());
    latest.take(readingOf('new-1', T, { pm25: 1 }));
    expect(valueText(latest.source('new-1')!.cells.get('pm25')!, T)).toBeUndefined();
  });
});

describe('isoText', () => {
  it('is toIso of any instant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -8.64e15, max: 8.64e15 }),
        fc.integer({ min: 0, max: 90_000 }),
        (at, step) => {
          const then = Math.min(at + step, 8.64e15);
          expect([isoText(at), isoText(then)]).toEqual([toIso(at), toIso(then)]);
        },
      ),
    );
  });
});
