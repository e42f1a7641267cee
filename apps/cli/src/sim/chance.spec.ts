import { draw, episode, keyOf, wander } from './chance.js';

const MINUTE = 60_000;

describe('draw', () => {
  it('is the same for the same seed, key and number, and another for any other', () => {
    const first = draw(1, 2, 3);
    expect(draw(1, 2, 3)).toBe(first);
    expect(new Set([first, draw(2, 2, 3), draw(1, 3, 3), draw(1, 2, 4)]).size).toBe(4);
  });

  it.each([
    { why: 'counting numbers', n: (i: number) => i },
    {
      why: 'instants of neighbouring minutes, beyond 32 bits',
      n: (i: number) => 1_790_000_000_000 + i * MINUTE,
    },
    { why: 'instants 2^32 ms apart', n: (i: number) => i * 0x1_0000_0000 },
  ])('spreads evenly over $why', ({ n }) => {
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) tenths[Math.floor(draw(7, keyOf('x'), n(i)) * 10)]!++;
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});

describe('wander', () => {
  it('stays in [-1, 1] and makes no jumps', () => {
    let before = wander(1, 2, 0, MINUTE);
    for (let at = 1_000; at < 100 * MINUTE; at += 1_000) {
      const value = wander(1, 2, at, MINUTE);
      expect(Math.abs(value)).toBeLessThanOrEqual(1);
      expect(Math.abs(value - before)).toBeLessThan(0.06);
      before = value;
    }
  });
});

describe('episode', () => {
  const shape = { every: 20 * MINUTE, lasts: 5 * MINUTE, chance: 0.5, ramp: MINUTE };

  it('is there as often and as long as its shape says', () => {
    let inside = 0;
    const minutes = 200_000;
    for (let minute = 0; minute < minutes; minute++) if (episode(1, 2, minute * MINUTE, shape)) inside++;
    // Half of the chances, a quarter of the time.
    expect(inside / minutes).toBeCloseTo(0.125, 2);
  });

  //  strength 1      ┌─────────┐
  //                 ╱           ╲
  //           0 ───┘             └───
  //             start  +1 min … end
  it('comes up, holds, and goes, with one start, end and kind', () => {
    let at = 0;
    while (!episode(1, 2, at, shape)) at += 1_000;
    const { start, end, kind } = episode(1, 2, at, shape)!;
    expect(end - start).toBeCloseTo(shape.lasts);
    expect(episode(1, 2, start + 30_000, shape)).toEqual({
      strength: expect.closeTo(0.5, 3),
      kind,
      start,
      end,
    });
    expect(episode(1, 2, (start + end) / 2, shape)?.strength).toBe(1);
    expect(episode(1, 2, end - 15_000, shape)?.strength).toBeCloseTo(0.25, 3);
    expect(episode(1, 2, end, shape)?.start).not.toBe(start);
  });
});
