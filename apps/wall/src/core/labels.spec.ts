import { type Label, placeLabels } from './labels.js';

const label = (text: string, x: number, y: number, rank = 1): Label => ({
  text,
  x,
  y,
  width: 40,
  height: 10,
  rank,
});
const box = (x: number, y: number, height = 10) => ({ x, y, width: 40, height });
const place = (labels: Label[], obstacles = [] as ReturnType<typeof box>[]) =>
  placeLabels(labels, obstacles, { width: 200, height: 100 }, 2).map(({ text, y }) => `${text} ${y}`);

describe('placeLabels', () => {
  it.each([
    { name: 'apart', labels: [label('a', 30, 50), label('b', 100, 50)], at: ['a 50', 'b 50'] },
    {
      name: 'the better rank stays',
      labels: [label('a', 50, 50, 2), label('b', 60, 55, 1)],
      at: ['b 55', 'a 43'],
    },
    {
      name: 'by name where ranks are equal',
      labels: [label('b', 50, 50), label('a', 50, 50)],
      at: ['a 50', 'b 36'],
    },
    { name: 'cut by the edge', labels: [label('a', 10, 50)], at: [] },
    { name: 'beside an alert', labels: [label('a', 50, 50)], obstacles: [box(50, 52)], at: ['a 36'] },
    { name: 'no room at all', labels: [label('a', 50, 50)], obstacles: [box(50, 50, 60)], at: [] },
  ])('$name', ({ labels, obstacles, at }) => expect(place(labels, obstacles)).toEqual(at));
});
