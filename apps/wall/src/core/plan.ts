import type { FigureLines } from './figure-groups.js';
import { FLOOR_PX, legibility, LINE_HEIGHT, type Screen } from './legibility.js';

export type Layout = 'province' | 'area';

/** Where the blocks of a wall are, in lines of body text. What does not fit is left out by rank, never shrunk. */
export interface Plan {
  readonly layout: Layout;
  /** Sizes in px at this picture. */
  readonly bodyPx: number;
  readonly secondaryPx: number;
  readonly headlinePx: number;
  readonly rows: number;
  /** Lines of the alert list, without its heading. */
  readonly listLines: number;
  /** Lines of the figures' block, 0 where it is left out. */
  readonly figureLines: number;
  readonly figureCost: FigureLines;
  /** Columns that the figures are set in. */
  readonly figureColumns: number;
  /** Lines of the strip of trends, 0 where it is left out. */
  readonly trendLines: number;
  /** Charts side by side in the strip. */
  readonly trendsPerPage: number;
}

/** Lines around the middle of a wall: margins, header, freshness strip, and the gaps between blocks. */
const FRAME = 4.1;
const LIST_HEADING = 1.5;
const TRENDS = 3.4;
const GAP = 0.4;
/** A list shorter than this is no list: other blocks go first. */
const LEAST_LIST = 5.9;
/** An area's figures stand in a grid without headings, their targets as numbers. */
const AREA_FIGURE = 1.2;
const AREA_FIGURE_EDGE = 0.2;

export function planOf(layout: Layout, screen: Screen, width: number, height: number): Plan {
  const sizes = legibility(screen);
  const bodyPx = Math.max(FLOOR_PX, sizes.body * height);
  const rows = height / (bodyPx * LINE_HEIGHT);
  const columns = width / bodyPx;
  const base = {
    layout,
    bodyPx,
    secondaryPx: Math.max(FLOOR_PX, sizes.secondary * height),
    headlinePx: Math.max(FLOOR_PX, sizes.headline * height),
    rows,
  };

  let middle = rows - FRAME;
  if (layout === 'province') {
    const trendLines = middle - TRENDS - GAP >= 12 ? TRENDS : 0;
    if (trendLines > 0) middle -= trendLines + GAP;
    const figures = columns >= 56;
    return {
      ...base,
      listLines: Math.max(0, middle - LIST_HEADING),
      figureLines: figures ? middle : 0,
      figureCost: { heading: 1.55, figure: 1.2, bar: 0.5 },
      figureColumns: figures ? 1 : 0,
      trendLines,
      trendsPerPage: Math.max(1, Math.min(4, Math.floor(columns / 18))),
    };
  }

  const figureColumns = Math.max(1, Math.min(3, Math.floor(columns / 15)));
  const figureLines =
    [3, 2, 1]
      .map((lines) => lines * AREA_FIGURE + AREA_FIGURE_EDGE)
      .find((lines) => middle - lines - GAP >= LEAST_LIST) ?? 0;
  if (figureLines > 0) middle -= figureLines + GAP;
  return {
    ...base,
    listLines: Math.max(0, middle),
    figureLines,
    figureCost: { heading: 0, figure: AREA_FIGURE, bar: 0 },
    figureColumns: figureLines > 0 ? figureColumns : 0,
    trendLines: 0,
    trendsPerPage: 1,
  };
}
