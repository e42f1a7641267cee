export const MINUTE = 60_000;
/** An hour of a day may be shorter and a day may have more or fewer of them: see `Calendar`. */
export const HOUR = 3_600_000;

/**
 * The start of the half-open span [start, start + size) that holds `at`, in epoch milliseconds. `offset` shifts the grid
 * away from the epoch, for example to local midnight.
 */
export function startOf(at: number, size: number, offset = 0): number {
  return Math.floor((at - offset) / size) * size + offset;
}
