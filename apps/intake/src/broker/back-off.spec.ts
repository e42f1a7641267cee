import { BackOff } from './back-off.js';

describe('BackOff', () => {
  it('doubles up to the longest, between half and all of it', () => {
    const least = new BackOff({ first: 100, longest: 500 });
    const most = new BackOff({ first: 100, longest: 500 });
    expect([0, 0, 0, 0, 0].map((random) => least.next(random))).toEqual([50, 100, 200, 250, 250]);
    expect([1, 1, 1, 1, 1].map((random) => most.next(random))).toEqual([100, 200, 400, 500, 500]);
  });

  it('begins again after a success', () => {
    const backOff = new BackOff({ first: 100, longest: 500 });
    backOff.next(0);
    backOff.next(0);
    backOff.reset();
    expect(backOff.next(0)).toBe(50);
  });
});
