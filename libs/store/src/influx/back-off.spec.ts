import { pauseBefore } from './back-off.js';

const pauses = { firstPause: 100, longestPause: 2_000 };

describe('pauseBefore', () => {
  it.each([
    { attempt: 1, least: 50, most: 100 },
    { attempt: 2, least: 100, most: 200 },
    { attempt: 5, least: 800, most: 1_600 },
    { attempt: 6, least: 1_000, most: 2_000 },
    { attempt: 2_000, least: 1_000, most: 2_000 },
  ])('attempt $attempt waits [$least, $most]', ({ attempt, least, most }) => {
    expect(pauseBefore(attempt, pauses, () => 0)).toBe(least);
    expect(pauseBefore(attempt, pauses, () => 1)).toBe(most);
  });
});
