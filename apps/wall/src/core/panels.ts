import type { Figure } from '@toancanh/events';
import { type FigureGroup, type FigureLines, groupsOf } from './figure-groups.js';

/** A domain that shows fewer than this of its figures beside the map is not worth its heading there. */
const LEAST_OF_A_DOMAIN = 2;

/** Where the figures of an area stand: some always in sight, the others in turn. */
export interface Panels {
  readonly steady: readonly FigureGroup[];
  /** Pages of cells; a cell is one domain with some of its figures. */
  readonly pages: readonly (readonly FigureGroup[])[];
}

export interface PageShape {
  readonly cells: number;
  readonly figuresPerCell: number;
}

/**
 * The first domains that fit into so many lines stand beside the map, each with two figures at least. Whatever figure has
 * no place there goes on pages, in the same order, so that a new domain is seen without a change of the layout.
 */
export function panelsOf(
  figures: readonly Figure[],
  domains: readonly string[],
  lines: number,
  cost: FigureLines,
  page: PageShape,
): Panels {
  const steady = steadyOf(figures, domains, lines, cost);
  const placed = new Set(steady.flatMap((group) => group.figures));
  const rest = groupsOf(
    figures.filter((figure) => !placed.has(figure)),
    domains,
    Infinity,
    cost,
  );
  const cells = rest.flatMap(({ domain, figures: all }) =>
    chunks(all, page.figuresPerCell).map((some) => ({ domain, figures: some })),
  );
  return { steady, pages: chunks(cells, page.cells) };
}

/**
 * The figures of a block without headings, in turn: each domain's first before any domain's second, so that the first page
 * shows a little of everything.
 */
export function figurePages(
  figures: readonly Figure[],
  domains: readonly string[],
  perPage: number,
): readonly (readonly Figure[])[] {
  if (perPage < 1) return [];
  const groups = groupsOf(figures, domains, Infinity, { heading: 0, figure: 0, bar: 0 });
  const deepest = Math.max(0, ...groups.map((group) => group.figures.length));
  const ranked = Array.from({ length: deepest }, (_, rank) =>
    groups.flatMap((group) => group.figures[rank] ?? []),
  ).flat();
  const place = new Map(groups.flatMap((group) => group.figures).map((figure, at) => [figure, at]));
  return chunks(ranked, perPage).map((page) => page.sort((a, b) => place.get(a)! - place.get(b)!));
}

function steadyOf(
  figures: readonly Figure[],
  domains: readonly string[],
  lines: number,
  cost: FigureLines,
): readonly FigureGroup[] {
  const known = [...domains, ...new Set(figures.map(({ domain }) => domain))].filter(
    (domain, at, all) => all.indexOf(domain) === at && figures.some((figure) => figure.domain === domain),
  );
  for (let count = known.length; count > 1; count -= 1) {
    const first = known.slice(0, count);
    const groups = groupsOf(ofDomains(figures, first), domains, lines, cost);
    if (first.every((domain) => isWorthIts(domain, groups, figures))) return groups;
  }
  return groupsOf(ofDomains(figures, known.slice(0, 1)), domains, lines, cost);
}

function isWorthIts(domain: string, groups: readonly FigureGroup[], figures: readonly Figure[]): boolean {
  const shown = groups.find((group) => group.domain === domain)?.figures.length ?? 0;
  const all = figures.filter((figure) => figure.domain === domain).length;
  return shown >= Math.min(LEAST_OF_A_DOMAIN, all);
}

function ofDomains(figures: readonly Figure[], domains: readonly string[]): Figure[] {
  return figures.filter(({ domain }) => domains.includes(domain));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
