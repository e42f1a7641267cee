import { legibility } from './legibility.js';
import { planOf } from './plan.js';

describe('legibility', () => {
  it.each([
    { name: 'one 55″ at 5 m', heightM: 0.685, distanceM: 5, rows: 9.9 },
    { name: '3×3 of 55″ at 5 m', heightM: 2.055, distanceM: 5, rows: 29.6 },
    { name: 'LED 2.16 m at 8 m', heightM: 2.16, distanceM: 8, rows: 19.4 },
  ])('$name carries $rows rows at 24′', ({ rows, ...screen }) => {
    expect(legibility(screen).rows).toBeCloseTo(rows, 0);
  });

  // Published sizes of body text for a 55″ screen of 1080 and 2160 lines.
  it.each([
    { px: 1080, distanceM: 3, body: 45 },
    { px: 1080, distanceM: 5, body: 76 },
    { px: 2160, distanceM: 5, body: 151 },
    { px: 2160, distanceM: 10, body: 303 },
  ])('$px lines at $distanceM m: $body px', ({ px, distanceM, body }) => {
    expect(Math.abs(legibility({ heightM: 0.685, distanceM }).body * px - body)).toBeLessThan(1.5);
  });
});

describe('planOf', () => {
  const wall = { heightM: 2.055, distanceM: 5 };
  const single = { heightM: 0.685, distanceM: 3.5 };

  it('has the same lines at 1080p and at 4K: only the pixels double', () => {
    const small = planOf('province', wall, 1920, 1080);
    const large = planOf('province', wall, 3840, 2160);
    expect(large.bodyPx).toBeCloseTo(2 * small.bodyPx, 6);
    expect({ ...large, bodyPx: 0, secondaryPx: 0, headlinePx: 0, rows: 0 }).toEqual({
      ...small,
      bodyPx: 0,
      secondaryPx: 0,
      headlinePx: 0,
      rows: 0,
    });
  });

  it.each([
    { name: 'province', plan: planOf('province', wall, 1920, 1080) },
    { name: 'area', plan: planOf('area', single, 1920, 1080) },
    { name: 'province on too small a screen', plan: planOf('province', single, 1920, 1080) },
  ])('$name never needs more rows than there are', ({ plan }) => {
    const below = plan.layout === 'area' ? plan.figureLines : plan.trendLines + 1.5;
    expect(plan.listLines + below + 4.1).toBeLessThanOrEqual(plan.rows + 1e-9);
  });

  it('leaves out trends and figures before it shrinks a letter', () => {
    const plan = planOf('province', { heightM: 0.685, distanceM: 5 }, 1920, 1080);
    expect(plan.trendLines).toBe(0);
    expect(plan.figureLines).toBe(0);
    expect(plan.bodyPx).toBeGreaterThan(70);
  });

  it('never goes below 14 px', () => {
    expect(planOf('province', { heightM: 10, distanceM: 1 }, 1920, 1080).bodyPx).toBe(14);
  });
});
