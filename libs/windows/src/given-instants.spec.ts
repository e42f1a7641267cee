import fc from 'fast-check';
import { GivenInstants } from './given-instants.js';

const BLOCK = 4;

const numbered = (
  at: number,
  more: { seq?: number; epoch?: string; given?: number; sensor?: string; gateway?: string } = {},
) => ({
  sensor: 'a',
  gateway: 'g',
  epoch: 'e',
  seq: 1,
  given: 0,
  at,
  ...more,
});

/** Asks for the records at their offsets, in order, and answers the instants. */
const instantsOf = (records: readonly (readonly [offset: number, record: ReturnType<typeof numbered>])[]) => {
  const instants = new GivenInstants(BLOCK);
  return records.map(([offset, record]) => instants.instantOf(0, offset, record));
};

describe('GivenInstants', () => {
  // offsets   0···3 | 4···7 | 8···11      blocks of 4
  it.each([
    { why: 'in the same block', first: 0, second: 3, more: {}, is: 100 },
    { why: 'in the next block', first: 0, second: 7, more: {}, is: 100 },
    { why: 'a whole block between them', first: 0, second: 8, more: {}, is: 200 },
    { why: 'another sequence', first: 0, second: 1, more: { seq: 2 }, is: 200 },
    { why: 'another epoch', first: 0, second: 1, more: { epoch: 'f' }, is: 200 },
    { why: 'another place in the message', first: 0, second: 1, more: { given: 1 }, is: 200 },
    { why: 'another sensor', first: 0, second: 1, more: { sensor: 'b' }, is: 200 },
    { why: 'another gateway', first: 0, second: 1, more: { gateway: 'h' }, is: 200 },
  ])('$why: the second is of $is', ({ first, second, more, is }) => {
    expect(
      instantsOf([
        [first, numbered(100)],
        [second, numbered(200, more)],
      ]),
    ).toEqual([100, is]);
  });

  it('leaves an instant that the gateway gave alone', () => {
    const { given: _, ...dated } = numbered(200);
    const instants = new GivenInstants(BLOCK);
    instants.instantOf(0, 0, numbered(100));
    expect(instants.instantOf(0, 1, dated)).toBe(200);
  });

  it('keeps partitions apart, and forgets one', () => {
    const instants = new GivenInstants(BLOCK);
    instants.instantOf(0, 0, numbered(100));
    expect(instants.instantOf(1, 1, numbered(200))).toBe(200);
    instants.forget(0);
    expect(instants.instantOf(0, 2, numbered(300))).toBe(300);
  });

  it('holds three blocks, however long the log is', () => {
    const instants = new GivenInstants(BLOCK);
    for (let offset = 0; offset < 1_000; offset++)
      instants.instantOf(0, offset, numbered(0, { seq: offset }));
    expect(instants.size).toBe(3 * BLOCK);
  });

  // One intake or many wrote the log, and whoever reads it began somewhere: all come to the same instants.
  it('gives every reader the same answers, wherever it began and whatever came again', () => {
    const log = fc.array(
      fc.record({
        seq: fc.nat(6),
        given: fc.option(fc.nat(1), { nil: undefined }),
        sensor: fc.constantFrom('a', 'b'),
      }),
      { minLength: 1, maxLength: 60, size: 'max' },
    );
    const begins = fc.array(fc.nat(59), { maxLength: 3 });
    fc.assert(
      fc.property(log, begins, fc.nat(BLOCK), (given, restarts, repeated) => {
        const records = given.map(({ given: place, ...one }, offset) => ({
          ...{ gateway: 'g', epoch: 'e', at: 1_000 + offset },
          ...one,
          ...(place !== undefined && { given: place }),
        }));
        const whole = new GivenInstants(BLOCK);
        const answers = records.map((record, offset) => whole.instantOf(0, offset, record));
        for (const needed of restarts.filter((offset) => offset < records.length)) {
          const late = new GivenInstants(BLOCK);
          for (let offset = late.beginningFor(needed); offset < records.length; offset++) {
            // A batch comes back now and then.
            for (
              let again = Math.max(late.beginningFor(needed), offset - repeated);
              again <= offset;
              again++
            ) {
              const answer = late.instantOf(0, again, records[again]!);
              if (again >= needed) expect(answer).toBe(answers[again]);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
