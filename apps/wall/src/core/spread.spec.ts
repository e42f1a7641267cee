import { touch } from './labels.js';
import { spread } from './spread.js';

const box = (x: number, y: number, width = 20, height = 10) => ({ x, y, width, height });

describe('spread', () => {
  it.each([
    { name: 'apart', boxes: [box(0, 0), box(100, 0)] },
    { name: 'on one point', boxes: Array.from({ length: 9 }, () => box(50, 50)) },
    { name: 'large and small', boxes: [box(0, 0, 60, 40), box(5, 5), box(-5, 0)] },
  ])('$name: no two touch, and the first stays', ({ boxes }) => {
    const placed = spread(boxes);
    expect(placed[0]).toEqual(boxes[0]);
    for (const [i, a] of placed.entries()) {
      for (const b of placed.slice(i + 1)) expect(touch(a, b, -1e-6)).toBe(false);
    }
  });

  it('gives up calmly where there is no room: the symbol stays on its point', () => {
    const placed = spread(Array.from({ length: 300 }, () => box(0, 0)));
    expect(placed.at(-1)).toEqual(box(0, 0));
  });
});
