import fc from 'fast-check';
import { Sketch, sketchOf } from './sketch.js';
import { statisticsOf } from './statistics.js';

const size = { size: 'max', minLength: 1, maxLength: 400 } as const;
const DISTRIBUTIONS = {
  'anywhere, also near zero': fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  'a narrow band': fc.double({ min: 20, max: 21, noNaN: true }),
  'a long tail': fc.double({ min: 0, max: 1, noNaN: true }).map((u) => 5 / (1 - u * 0.999_999)),
  'tenths around zero, with many equals': fc.integer({ min: -30, max: 30 }).map((n) => n / 10),
  'either side of zero, by magnitudes': fc
    .tuple(fc.integer({ min: -12, max: 12 }), fc.constantFrom(-1, 1))
    .map(([power, sign]) => sign * 10 ** power),
  'two heaps': fc.oneof(fc.double({ min: 1, max: 2, noNaN: true }), fc.constant(900)),
};

const sorted = (values: readonly number[]) => Float64Array.from(values).sort();
const statsOf = (values: readonly number[]) => statisticsOf(sorted(values));
const sketched = (values: readonly number[]) => {
  const sketch = new Sketch();
  for (const value of values) sketch.add(value);
  return sketch;
};
/** As it goes through a window and the store. */
const windowed = (values: readonly number[]) => {
  const sketch = sketchOf(sorted(values), values.length);
  const window = { ...statsOf(values), ...(sketch !== undefined && { sketch }) };
  return Sketch.ofWindow(JSON.parse(JSON.stringify(window)) as typeof window);
};

describe('Sketch', () => {
  describe.each(Object.entries(DISTRIBUTIONS))('of %s', (_, value) => {
    it('has quantiles within one in a hundred of the values they lie between, exact up to 64', () => {
      fc.assert(
        fc.property(fc.array(value, size), (values) => {
          const ordered = sorted(values);
          const { min, max, ...exact } = statisticsOf(ordered);
          const found = windowed(values).percentiles(min, max);
          for (const [name, q] of [['p50', 0.5] as const, ['p95', 0.95] as const]) {
            const below = Math.floor((values.length - 1) * q);
            const [a, b] = [ordered[below]!, ordered[Math.min(below + 1, values.length - 1)]!];
            const bound = values.length <= 64 ? 0 : 0.01 * Math.max(Math.abs(a), Math.abs(b)) + 1e-9;
            expect(Math.abs(found[name] - exact[name])).toBeLessThanOrEqual(bound);
          }
        }),
        { numRuns: 200 },
      );
    });

    it('is the same however its values are divided and in whatever order the parts are merged', () => {
      const parts = fc.array(fc.array(value, { ...size, maxLength: 120 }), {
        ...size,
        minLength: 2,
        maxLength: 6,
      });
      fc.assert(
        fc.property(parts, fc.infiniteStream(fc.nat()), (given, chance) => {
          const all = given.flat();
          const heap = given.map(windowed);
          // Any tree of merges: two of what is left become one until one is left.
          while (heap.length > 1) {
            const [one] = heap.splice(chance.next().value % heap.length, 1) as [Sketch];
            heap[chance.next().value % heap.length]!.merge(one);
          }
          expect(heap[0]!.count).toBe(all.length);
          expect(heap[0]!.text).toBe(sketchOf(sorted(all), all.length));
          expect(sketched(all).text).toBe(heap[0]!.text);
        }),
        { numRuns: 200 },
      );
    });
  });

  it.each([
    { of: [7], text: undefined, why: 'it is the least and the greatest' },
    { of: [7, 8], text: undefined, why: 'they are the least and the greatest' },
    { of: [1, 31.25, 5, 5, 5, 40], text: '5*3 31.25', why: 'the least and the greatest are left out' },
    { of: Array.from({ length: 64 }, () => 3), text: '3*62', why: 'still exact' },
    { of: Array.from({ length: 65 }, () => 1), text: '~1kw:1t', why: '65 in the bucket that ends at 1' },
    { of: [...Array.from({ length: 65 }, () => 0), 1, 1.01, -1], text: '~-1kw:1 1kw:1t 1kw:1 1' },
  ])('of $of.length values is the text $text', ({ of, text }) => {
    expect(sketchOf(sorted(of), of.length)).toBe(text);
  });

  it.each([
    { sketch: undefined, why: 'an older version published it' },
    { sketch: '5 5', why: 'it does not hold what is counted' },
    { sketch: '~5', why: 'it is torn' },
    { sketch: '', why: 'it is empty' },
  ])('takes the quantiles of a window for its values when $why', ({ sketch }) => {
    const window = { count: 201, min: 0, max: 100, p50: 20, p95: 60 };
    const taken = Sketch.ofWindow({ ...window, ...(sketch !== undefined && { sketch }) });
    expect(taken.count).toBe(201);
    const { p50, p95 } = taken.percentiles(0, 100);
    expect(Math.abs(p50 - 20)).toBeLessThan(0.2);
    expect(Math.abs(p95 - 60)).toBeLessThan(0.6);
  });
});
