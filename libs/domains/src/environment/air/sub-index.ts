import { BREAKPOINTS, type IndexColumn, INDEX_STEPS } from './index-table.js';

const MOST = 500;

/**
 * The index of one concentration, µg/m³, whole and at most 500; undefined for a concentration that cannot be or that the
 * column gives no index for. The decision says neither how to round nor what lies beyond its last row: it is rounded once,
 * at the end, halves up, and stays 500.
 */
export function subIndex(column: IndexColumn, concentration: number): number | undefined {
  const breakpoints = BREAKPOINTS[column];
  if (!(concentration >= 0)) return undefined;
  if (column === 'o3_8h' && concentration > breakpoints.at(-1)!) return undefined;
  const above = breakpoints.findIndex((breakpoint) => concentration < breakpoint);
  const i = (above === -1 ? breakpoints.length - 1 : above) - 1;
  const [low, high] = [breakpoints[i]!, breakpoints[i + 1]!];
  const [from, to] = [INDEX_STEPS[i]!, INDEX_STEPS[i + 1]!];
  const raw = ((to - from) / (high - low)) * (concentration - low) + from;
  return Math.min(MOST, roundedHalfUp(raw));
}

/** A half that binary fractions miss by a hair is still a half. */
function roundedHalfUp(value: number): number {
  return Math.round(Number(value.toPrecision(12)));
}
