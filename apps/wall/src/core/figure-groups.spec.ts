import type { Figure } from '@toancanh/events';
import { bullet, groupsOf, missesTarget } from './figure-groups.js';

function figure(id: string, domain: string, more: Partial<Figure> = {}): Figure {
  return {
    id,
    area: 'a',
    domain,
    metric: id,
    title: { vi: id, en: id },
    value: 1,
    unit: '',
    digits: 0,
    sources: { fresh: 1, all: 1 },
    asOf: null,
    simulated: false,
    ...more,
  };
}

const COST = { heading: 1.55, figure: 1.2, bar: 0.5 };
const all = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((id) => figure(id, id.charAt(0)));
const names = (lines: number, domains = ['a', 'b', 'c']) =>
  groupsOf(all, domains, lines, COST).map(
    ({ domain, figures }) => `${domain}:${figures.map(({ id }) => id).join()}`,
  );

describe('groupsOf', () => {
  it.each([
    { lines: 100, groups: ['a:a1,a2,a3', 'b:b1,b2', 'c:c1'] },
    { lines: 8.3, groups: ['a:a1', 'b:b1', 'c:c1'], why: 'a little of everything' },
    { lines: 9.5, groups: ['a:a1,a2', 'b:b1', 'c:c1'] },
    { lines: 1, groups: [] },
  ])('$lines lines hold $groups', ({ lines, groups }) => expect(names(lines)).toEqual(groups));

  it('a bar needs room too', () => {
    const targeted = figure('t', 'a', { target: { value: 1, better: 'higher' } });
    expect(groupsOf([targeted], [], 3.2, COST)).toEqual([]);
    expect(groupsOf([targeted], [], 3.3, COST)).toHaveLength(1);
  });

  it('keeps the order of the catalogue, then what it does not know', () => {
    expect(names(100, ['c', 'a'])).toEqual(['c:c1', 'a:a1,a2,a3', 'b:b1,b2']);
  });
});

describe('bullet', () => {
  it.each([
    { value: 76, target: 80, ordered: 'below' },
    { value: 97, target: 95, ordered: 'above' },
  ])('$value of $target: the bar ends $ordered the tick, both inside', ({ value, target, ordered }) => {
    const { filled, tick } = bullet(value, target);
    expect(filled < tick ? 'below' : 'above').toBe(ordered);
    expect(Math.max(filled, tick)).toBeLessThan(1);
  });

  it('nothing of nothing is an empty bar', () => expect(bullet(0, 0)).toEqual({ filled: 0, tick: 0 }));
});

describe('missesTarget', () => {
  it.each([
    { value: 76, target: { value: 80, better: 'higher' }, missed: true },
    { value: 80, target: { value: 80, better: 'higher' }, missed: false },
    { value: 101, target: { value: 100, better: 'lower' }, missed: true },
    { value: null, target: { value: 100, better: 'lower' }, missed: false },
  ] as const)('$value against $target.value ($target.better): $missed', ({ value, target, missed }) => {
    expect(missesTarget(figure('f', 'a', { value, target }))).toBe(missed);
  });
});
