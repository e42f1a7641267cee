import { Repeats } from './repeats.js';

describe('Repeats', () => {
  it.each([
    { then: [1, 1], seen: 'repeat', why: 'the same content' },
    { then: [1, 2], seen: 'correction', why: 'other content, by half of its hash' },
  ])('knows a key again: $why is a $seen', ({ then: [first, second], seen }) => {
    const repeats = new Repeats(8);
    expect(repeats.note(5, 6, 1, 1)).toBe('new');
    expect(repeats.note(5, 6, first!, second!)).toBe(seen);
    expect(repeats.note(5, 8, 1, 1)).toBe('new');
  });

  it('compares with what came last, so going back is a correction too', () => {
    const repeats = new Repeats(8);
    expect([1, 2, 1, 1].map((content) => repeats.note(-1, -3, content, 0))).toEqual([
      'new',
      'correction',
      'correction',
      'repeat',
    ]);
  });

  it('remembers at least its capacity, and at most twice as much', () => {
    const repeats = new Repeats(100);
    for (let key = 0; key < 1_000; key += 1) repeats.note(key, 2 * key, 1, 1);
    const recent = Array.from({ length: 100 }, (_, i) => 999 - i);
    // Looked at from the newest: looking is noting, and pushes the oldest out.
    expect(recent.map((key) => repeats.note(key, 2 * key, 1, 1))).toEqual(recent.map(() => 'repeat'));
    expect(repeats.note(0, 0, 1, 1)).toBe('new');
  });
});
