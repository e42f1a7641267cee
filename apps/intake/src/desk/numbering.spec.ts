import { Numbering } from './numbering.js';
import { Rate } from './rate.js';

describe('Numbering', () => {
  it.each([
    { seqs: [7, 8, 9], reached: 9, gaps: 0, why: 'in order, from wherever it begins' },
    { seqs: [7, 9, 10], reached: 7, gaps: 0, why: 'a number is missing' },
    { seqs: [7, 9, 10, 8], reached: 10, gaps: 0, why: 'it came after all' },
    { seqs: [7, 8, 8, 3], reached: 8, gaps: 0, why: 'repeats' },
    { seqs: [1, 3, 4, 5, 6], reached: 6, gaps: 1, why: 'it is given up when three later ones are there' },
  ])('$seqs reaches $reached: $why', ({ seqs, reached, gaps }) => {
    const numbering = new Numbering(3);
    for (const seq of seqs) numbering.note('e', seq);
    expect(numbering).toMatchObject({ reached, gaps });
  });

  it('begins again with each epoch', () => {
    const numbering = new Numbering(3);
    numbering.note('e1', 100);
    numbering.note('e2', 1);
    expect(numbering).toMatchObject({ epoch: 'e2', reached: 1 });
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
