import fc from 'fast-check';
import { densityOf, spaceMeanSpeed, timeMeanSpeed } from './mean-speed.js';

describe('mean speeds', () => {
  it.each([
    {
      parts: [
        { volume: 10, speed: 60 },
        { volume: 10, speed: 20 },
      ],
      time: 40,
      space: 30,
      why: 'the slow are longer on the road',
    },
    {
      parts: [
        { volume: 30, speed: 60 },
        { volume: 10, speed: 20 },
      ],
      time: 50,
      space: 40,
      why: 'each vehicle counts, not each lane',
    },
    {
      parts: [
        { volume: 10, speed: 40 },
        { volume: 0, speed: null },
        { volume: 0, speed: 90 },
      ],
      time: 40,
      space: 40,
      why: 'a lane without vehicles has no say',
    },
    {
      parts: [
        { volume: 10, speed: 40 },
        { volume: 10, speed: 0 },
      ],
      time: 20,
      space: 0,
      why: 'those who stand never arrive',
    },
    { parts: [], time: undefined, space: undefined, why: 'nobody passes' },
    { parts: [{ volume: 3, speed: null }], time: undefined, space: undefined, why: 'no speed is known' },
  ])('$time by time and $space by space: $why', ({ parts, time, space }) => {
    expect(timeMeanSpeed(parts)).toBe(time);
    expect(spaceMeanSpeed(parts)).toBe(space);
  });

  it('by space is never above that by time, and both lie within the speeds', () => {
    const part = fc.record({
      volume: fc.integer({ min: 1, max: 500 }),
      speed: fc.double({ min: 1, max: 200, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        const [time, space] = [timeMeanSpeed(parts)!, spaceMeanSpeed(parts)!];
        const speeds = parts.map(({ speed }) => speed);
        expect(space).toBeLessThanOrEqual(time * (1 + 1e-12));
        expect(space).toBeGreaterThanOrEqual(Math.min(...speeds) * (1 - 1e-12));
        expect(time).toBeLessThanOrEqual(Math.max(...speeds) * (1 + 1e-12));
      }),
    );
  });

  it('give a density, where traffic moves', () => {
    expect(densityOf(1_200, 40)).toBe(30);
    expect(densityOf(0, 0)).toBeUndefined();
  });
});
