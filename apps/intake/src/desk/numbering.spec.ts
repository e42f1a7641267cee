import fc from 'fast-check';
import { Numbering } from './numbering.js';
import { Rate } from './rate.js';

const LIMITS = { ahead: 3, stretches: 3, jump: 1_000 };

describe('Numbering', () => {
  it.each([
    { seqs: [7, 8, 9], reached: 9, missing: 0, healed: 0, why: 'in order, from wherever it begins' },
    { seqs: [7, 9, 10], reached: 7, missing: 1, healed: 0, why: 'a number is missing' },
    { seqs: [7, 9, 10, 8], reached: 10, missing: 0, healed: 1, why: 'it came after all' },
    { seqs: [7, 8, 8, 3], reached: 8, missing: 0, healed: 0, why: 'repeats' },
    { seqs: [1, 3, 4, 5, 6], reached: 6, missing: 1, healed: 0, why: 'three later ones are waited, no more' },
    { seqs: [1, 3, 4, 5, 6, 2], reached: 6, missing: 0, healed: 1, why: 'it came when nobody waited' },
    { seqs: [1, 9, 5], reached: 1, missing: 6, healed: 1, why: 'one from the middle of what is missing' },
    { seqs: [1, 9, 2, 8], reached: 2, missing: 5, healed: 2, why: 'from both ends' },
    { seqs: [1, 3, 5, 7, 9], reached: 3, missing: 4, healed: 0, why: 'more stretches than are remembered' },
    { seqs: [1, 3, 5, 7, 9, 2], reached: 3, missing: 4, healed: 0, why: 'the oldest of them cannot heal' },
    { seqs: [1, 5_000, 5_001], reached: 5_001, missing: 0, healed: 0, why: 'too far ahead to be a gap' },
  ])('$seqs reaches $reached with $missing missing: $why', ({ seqs, reached, missing, healed }) => {
    const numbering = new Numbering(LIMITS);
    for (const seq of seqs) numbering.note('e', seq);
    expect(numbering).toMatchObject({ reached, missing, healed, found: missing + healed });
  });

  it('begins again with each epoch, and keeps what was found', () => {
    const numbering = new Numbering(LIMITS);
    for (const seq of [100, 103]) numbering.note('e1', seq);
    numbering.note('e2', 1);
    expect(numbering).toMatchObject({ epoch: 'e2', reached: 1, missing: 0, found: 2, healed: 0 });
  });

  it('counts what an observer counts who remembers every number', () => {
    const limits = { ahead: 5, stretches: 1_000, jump: 1_000 };
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 60, size: 'max' }), (seqs) => {
        const numbering = new Numbering(limits);
        const [first] = seqs;
        const came = new Set<number>();
        for (const seq of seqs) {
          numbering.note('e', seq);
          if (seq >= first!) came.add(seq);
          const missing = Math.max(...came) - first! + 1 - came.size;
          expect([numbering.missing, numbering.found - numbering.healed]).toEqual([missing, missing]);
        }
      }),
    );
  });
});

describe('Rate', () => {
  it.each([
    { at: 0, admits: true, why: 'a second’s worth at once' },
    { at: 999, admits: false, why: 'ten were spent' },
    { at: 1_001, admits: true, why: 'they have come back' },
  ])('10 a second, 20 spent: at $at ms $admits, since $why', ({ at, admits }) => {
    const rate = new Rate(10);
    if (at > 0) rate.spend(20, 0);
    expect(rate.admits(at)).toBe(admits);
  });

  it('says how long to wait', () => {
    const rate = new Rate(10);
    rate.spend(15, 1_000);
    expect(rate.debt(1_000)).toBe(501);
    expect(rate.admits(1_501)).toBe(true);
    expect(new Rate(null).debt(0)).toBe(0);
  });
});
