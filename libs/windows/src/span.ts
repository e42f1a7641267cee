import type { Span } from '@toancanh/events';

/** The length of each span in milliseconds. Vietnam keeps no summer time, so a day is always 24 hours. */
export const SPAN_SIZE: Readonly<Record<Span, number>> = { '1m': 60_000, '1h': 3_600_000, '1d': 86_400_000 };

/**
 * The start of the half-open span [start, start + size) that holds `at`, in epoch milliseconds. `offset` shifts the grid
 * away from the epoch, for example to local midnight.
 */
export function startOf(at: number, size: number, offset = 0): number {
  return Math.floor((at - offset) / size) * size + offset;
}
