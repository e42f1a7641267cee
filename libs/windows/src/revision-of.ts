import type { Window } from '@toancanh/events';
import { SPAN_SIZE } from './span.js';

/** When a window was computed again, and in which activation. */
export interface Recomputation {
  readonly epoch: number;
  readonly asOf: number;
  /**
   * Whether to say the same again under the next number. What a predecessor that was paused had in hand, and publishes when
   * it wakes, would stand otherwise where nothing differed in the meantime.
   */
  readonly affirms?: boolean;
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
  { epoch, asOf, affirms = false }: Recomputation,
): Window | undefined {
  if (known === undefined) return found && { ...found, revision: 1, epoch, asOf };
  if (known.revision > 0 && known.epoch > epoch) return undefined;
  const next = found ?? withoutValues(known);
  if (!affirms && FIGURES.every((figure) => known[figure] === next[figure])) return undefined;
  // A clock that was behind the log's own must not make the correction known before what it corrects.
  return { ...next, revision: known.revision + 1, epoch, asOf: Math.max(asOf, known.asOf) };
}

/** What is found of a minute in which nothing is left, for who affirms that there is nothing. */
export function emptyMinute(
  of: { metric: string; sensor: string } | { metric: string; area: string },
  start: number,
): Window {
  const end = start + SPAN_SIZE['1m'];
  return { ...of, span: '1m', start, end, ...NO_VALUES, expected: 0, revision: 0, epoch: 0, asOf: end };
}

const NO_VALUES = { count: 0, sum: 0, min: 0, max: 0, mean: 0, p50: 0, p95: 0, coverage: 0 };

function withoutValues(window: Window): Window {
  return { ...window, ...NO_VALUES };
}
