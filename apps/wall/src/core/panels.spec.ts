import type { Figure } from '@toancanh/events';
import { figurePages, panelsOf } from './panels.js';

const figure = (id: string): Figure => ({
  id,
  area: 'a',
  domain: id.charAt(0),
  metric: id,
  title: { vi: id, en: id },
  value: 1,
  unit: '',
  digits: 0,
  sources: { fresh: 1, all: 1 },
  asOf: null,
  simulated: false,
});
const FIGURES = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1', 'd1', 'd2'].map(figure);
const DOMAINS = ['a', 'b', 'c', 'd'];
const COST = { heading: 1.5, figure: 1, bar: 0.5 };
const idsOf = (figures: readonly Figure[]) => figures.map(({ id }) => id).join();

describe('panelsOf', () => {
  const panels = (lines: number, cells = 2) => {
    const { steady, pages } = panelsOf(FIGURES, DOMAINS, lines, COST, { cells, figuresPerCell: 2 });
    return {
      steady: steady.map((group) => idsOf(group.figures)),
      pages: pages.map((page) => page.map((cell) => idsOf(cell.figures))),
    };
  };

  it.each([
    { why: 'all fit', lines: 100, steady: ['a1,a2,a3', 'b1,b2', 'c1', 'd1,d2'], pages: [] },
    {
      why: 'the last domain has a page, and the third figure of the first',
      lines: 9.5,
      steady: ['a1,a2', 'b1,b2', 'c1'],
      pages: [['a3', 'd1,d2']],
    },
    {
      why: 'two domains with two figures before three with one',
      lines: 8,
      steady: ['a1,a2,a3', 'b1,b2'],
      pages: [['c1', 'd1,d2']],
    },
    {
      why: 'no room beside the map',
      lines: 0,
      steady: [],
      pages: [['a1,a2', 'a3'], ['b1,b2', 'c1'], ['d1,d2']],
    },
  ])('$why', ({ lines, steady, pages }) => expect(panels(lines)).toEqual({ steady, pages }));

  it('loses no figure, whatever the room', () => {
    for (let lines = 0; lines < 20; lines += 0.5) {
      const { steady, pages } = panels(lines, 3);
      const all = [...steady, ...pages.flat()].flatMap((ids) => ids.split(','));
      expect(all.sort()).toEqual(FIGURES.map(({ id }) => id));
    }
  });
});

describe('figurePages', () => {
  it.each([
    { perPage: 4, pages: ['a1,b1,c1,d1', 'a2,a3,b2,d2'], why: 'first a little of everything' },
    { perPage: 6, pages: ['a1,a2,b1,b2,c1,d1', 'a3,d2'], why: 'in the order of the domains' },
    { perPage: 0, pages: [], why: 'no room' },
  ])('$perPage a page: $why', ({ perPage, pages }) => {
    expect(figurePages(FIGURES, DOMAINS, perPage).map(idsOf)).toEqual(pages);
  });
});
