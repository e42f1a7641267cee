import { Tail, TailBudget } from './tail.js';

const records = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ offset: from + i, key: 'k', appendTime: 0, value: null }));
const offsets = (tail: Tail, from: number, most = 100) => tail.read(from, most)?.map(({ offset }) => offset);

describe('Tail', () => {
  // offsets 0 1 2 | 3 4 | 5        three commits
  const filled = () => {
    const tail = new Tail(0);
    tail.push(records(0, 3), 30);
    tail.push(records(3, 2), 20);
    tail.push(records(5, 1), 10);
    return tail;
  };

  it.each([
    { from: 0, most: 100, gives: [0, 1, 2, 3, 4, 5], why: 'all of it' },
    { from: 2, most: 2, gives: [2, 3], why: 'across commits, as many as asked for' },
    { from: 6, most: 100, gives: [], why: 'nothing yet' },
  ])('from $from gives $gives: $why', ({ from, most, gives }) => {
    expect(offsets(filled(), from, most)).toEqual(gives);
  });

  it.each([
    { before: 2, from: 0, bytes: 60, why: 'a commit of which something is needed stays whole' },
    { before: 3, from: 3, bytes: 30, why: 'the first commit goes' },
    { before: 6, from: 6, bytes: 0, why: 'everything goes' },
  ])('released before $before begins at $from: $why', ({ before, from, bytes }) => {
    const tail = filled();
    tail.releaseBefore(before);
    expect(tail.bytes).toBe(bytes);
    expect(offsets(tail, from - 1)).toBeUndefined();
    expect(offsets(tail, from)).toEqual([0, 1, 2, 3, 4, 5].slice(from));
    tail.push(records(6, 2), 20);
    expect(offsets(tail, 5 + (from === 6 ? 1 : 0))?.at(-1)).toBe(7);
  });
});

describe('TailBudget', () => {
  it('takes from the largest tail, oldest first, until the rest fits', () => {
    const budget = new TailBudget(50);
    const [large, small] = [budget.tail(), budget.tail()];
    for (let i = 0; i < 4; i += 1) large.push(records(i, 1), 15);
    small.push(records(0, 1), 15);
    budget.enforce();
    expect(large.bytes + small.bytes).toBeLessThanOrEqual(50);
    expect(offsets(small, 0)).toEqual([0]);
    expect(offsets(large, 2)).toEqual([2, 3]);
    expect(offsets(large, 1)).toBeUndefined();
  });
});
