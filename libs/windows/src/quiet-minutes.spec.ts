import { sketchOf, Sketch } from './sketch.js';

/** As it is kept with a window of these ascending values. */
const sketchFrom = (...values: number[]) => {
  const sorted = Float64Array.from(values);
  const [min, max] = [sorted[0]!, sorted.at(-1)!];
  const sketch = sketchOf(sorted, values.length);
  return Sketch.ofWindow({
    count: values.length,
    ...{ min, max, p50: min, p95: max },
    ...(sketch !== undefined && { sketch }),
  });
};

it('what a minute with few values has is in the sketch of an hour that has many', () => {
  const hour = sketchFrom(...Array.from({ length: 65 }, (_, n) => n + 1));
  hour.merge(sketchFrom(1_000));
  hour.merge(sketchFrom(2_000, 2_001, 2_002));
  expect(hour.count).toBe(69);
  expect(hour.percentiles(1, 2_002).p95).toBeGreaterThan(100);
});
