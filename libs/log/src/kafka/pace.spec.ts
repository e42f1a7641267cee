import { Pace } from './pace.js';

describe('Pace', () => {
  it('lets a burst through, then one at a time, and a burst again after a rest', () => {
    const pace = new Pace(2, 3);
    const taken = (now: number) => pace.take(now) === 0;
    // 0: three at once; 1: not yet; 2: one; 3: not yet; 100: three again
    const asked = [0, 0, 0, 0, 1, 2, 2, 3, 100, 100, 100, 100];
    expect(asked.map(taken).map(Number).join('')).toBe('111001001110');
  });

  it('says how long to wait', () => {
    const pace = new Pace(10, 1);
    expect([pace.take(0), pace.take(0), pace.take(4), pace.take(10)]).toEqual([0, 10, 6, 0]);
  });
});
