import fc from 'fast-check';
import { mergeSorted, SortedValues } from './sorted-values.js';

const runs = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 80, size: 'max' }), {
  maxLength: 9,
});

describe('sorted values', () => {
  it('merges any number of runs', () => {
    fc.assert(
      fc.property(runs, (given) => {
        const sorted = given.map((run) => Float64Array.from(run).sort());
        expect(mergeSorted(sorted)).toEqual(Float64Array.from(given.flat()).sort());
      }),
    );
  });

  it('gathers any number of parts', () => {
    fc.assert(
      fc.property(runs, (given) => {
        const gathered = new SortedValues();
        for (const run of given) gathered.add(Float64Array.from([...run, 99]), run.length);
        expect(gathered.sorted()).toEqual(Float64Array.from(given.flat()).sort());
      }),
    );
  });
});
