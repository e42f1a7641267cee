import { tide } from './tide.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The high waters between two instants. */
function peaks(from: number, to: number): { at: number; level: number }[] {
  const found = [];
  for (let at = from; at < to; at += MINUTE) {
    if (tide(at) > tide(at - MINUTE) && tide(at) >= tide(at + MINUTE)) found.push({ at, level: tide(at) });
  }
  return found;
}

describe('tide', () => {
  it('has two peaks a day, each day about 50 minutes later', () => {
    const week = peaks(Date.UTC(2026, 10, 23), Date.UTC(2026, 10, 30));
    expect(week.length).toBeGreaterThanOrEqual(13);
    const shift = (week[2]!.at - week[0]!.at - 24 * HOUR) / MINUTE;
    expect(shift).toBeGreaterThan(25);
    expect(shift).toBeLessThan(75);
  });

  it.each([
    { day: '2026-11-24', moon: 'full moon, the fifteenth', above: 1.4, below: 1.65 },
    { day: '2026-12-01', moon: 'last quarter', above: 0.6, below: 1.1 },
  ])('stands between $above and $below m at high water on $day, $moon', ({ day, above, below }) => {
    const start = Date.parse(`${day}T00:00:00+07:00`);
    const highest = Math.max(...peaks(start, start + 25 * HOUR).map(({ level }) => level));
    expect(highest).toBeGreaterThan(above);
    expect(highest).toBeLessThan(below);
  });

  it('peaks in the small hours and before the evening at full moon', () => {
    const start = Date.parse('2026-11-24T00:00:00+07:00');
    const hours = peaks(start, start + 24 * HOUR).map(({ at }) => (at - start) / HOUR);
    expect(hours.some((hour) => hour >= 3 && hour <= 8)).toBe(true);
    expect(hours.some((hour) => hour >= 15 && hour <= 21)).toBe(true);
  });
});
