import { HOUR, startOf } from './span.js';

describe('startOf', () => {
  // 0         10        20
  // [---------)[--------)[---
  it.each([
    { at: 0, start: 0, why: 'the start belongs to the span' },
    { at: 9, start: 0, why: 'the last instant inside' },
    { at: 10, start: 10, why: 'the end belongs to the next span' },
    { at: -1, start: -10, why: 'time before the epoch rounds down' },
  ])('$at falls in $start: $why', ({ at, start }) => expect(startOf(at, 10)).toBe(start));

  it('begins a day at local midnight with an offset', () => {
    const utcPlus7 = -7 * HOUR;
    const at = Date.UTC(2026, 10, 23, 17, 30);
    expect(startOf(at, 24 * HOUR, utcPlus7)).toBe(Date.UTC(2026, 10, 23, 17));
    expect(startOf(at - HOUR, 24 * HOUR, utcPlus7)).toBe(Date.UTC(2026, 10, 22, 17));
  });
});
