import type { Window } from '@toancanh/events';

/** When a window was computed, and in which activation. */
export interface Recomputation {
  readonly epoch: number;
  readonly asOf: number;
  /**
   * Whether to say the same again under the next number. What a predecessor that was paused had in hand, and publishes when
   * it wakes, would stand otherwise where nothing differed in the meantime.
   */
  readonly affirms?: boolean;
  /** The revision of a window that is not there yet: 0 when its span has just ended, else 1. */
  readonly first?: 0 | 1;
}

/**
 * What follows from the values alone. How many readings were due may have changed since, when a sensor was added: that
 * says nothing new of the minute.
 */
const FIGURES = ['count', 'sum', 'min', 'max', 'mean', 'p50', 'p95'] as const;

/**
 * The next revision of a window: `known` is the newest that there is and `found` is what its readings say now, each
 * undefined if there is none. Undefined where nothing differs, so computing it again gives nothing new. A window that
 * never closed begins with revision 1, because 0 says that it was known on time; one whose values were all withdrawn
 * goes on without values. A correction of a later epoch is a successor's, who has seen all that there was: it is left alone.
 */
export function revisionOf(
  known: Window | undefined,
  found: Window | undefined,
  { epoch, asOf, affirms = false, first = 1 }: Recomputation,
): Window | undefined {
  if (known === undefined) {
    return found && { ...found, revision: first, epoch, asOf: Math.max(asOf, found.asOf) };
  }
  // Minutes of revision 0 are the aggregator's, who counts epochs of its own.
  if ((known.revision > 0 || known.span !== '1m') && known.epoch > epoch) return undefined;
  const next = found ?? withoutValues(known);
  if (!affirms && isSame(known, next)) return undefined;
  // A clock that was behind the log's own must not make the correction known before what it corrects.
  return { ...next, revision: known.revision + 1, epoch, asOf: Math.max(asOf, known.asOf, next.asOf) };
}

/** What is found of a minute, hour or day in which nothing is left, for who affirms that there is nothing. */
export function emptyWindow(
  of: Pick<Window, 'metric' | 'sensor' | 'area' | 'span' | 'start' | 'end'>,
): Window {
  return { ...of, ...NO_VALUES, expected: 0, revision: 0, epoch: 0, asOf: 0 };
}

const NO_VALUES = { count: 0, sum: 0, min: 0, max: 0, mean: 0, p50: 0, p95: 0, coverage: 0 };

/** A window that an older version published has no sketch; that it would have one now is no correction. */
function isSame(known: Window, next: Window): boolean {
  const hasSketch = known.sketch !== undefined;
  return (
    FIGURES.every((figure) => known[figure] === next[figure]) && !(hasSketch && known.sketch !== next.sketch)
  );
}

function withoutValues({ sketch: _, ...window }: Window): Window {
  return { ...window, ...NO_VALUES };
}
