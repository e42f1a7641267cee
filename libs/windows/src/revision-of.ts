import type { Window } from '@toancanh/events';

/** When a window was computed again, and in which activation. */
export interface Recomputation {
  readonly epoch: number;
  readonly asOf: number;
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
 * goes on without values.
 */
export function revisionOf(
  known: Window | undefined,
  found: Window | undefined,
  { epoch, asOf }: Recomputation,
): Window | undefined {
  if (known === undefined) return found && { ...found, revision: 1, epoch, asOf };
  const next = found ?? withoutValues(known);
  if (FIGURES.every((figure) => known[figure] === next[figure])) return undefined;
  // A clock that was behind the log's own must not make the correction known before what it corrects.
  return { ...next, revision: known.revision + 1, epoch, asOf: Math.max(asOf, known.asOf) };
}

function withoutValues(window: Window): Window {
  return { ...window, count: 0, sum: 0, min: 0, max: 0, mean: 0, p50: 0, p95: 0, coverage: 0 };
}
