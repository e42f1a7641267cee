import type { StoreBatch } from '../store.js';
import { isUnwritable, readingLine, type Unwritable, windowLine } from './line-protocol.js';

/** The two retention policies, each with the rows of its name. */
export type Policy = 'readings' | 'windows';

/** Lines of one request: they go to one retention policy. */
export interface Body {
  readonly policy: Policy;
  readonly lines: readonly string[];
}

/** A point that is not stored, and why: our own reason or the server's. */
export interface Refused {
  readonly point: string;
  readonly reason: string;
}

const REASONS: Record<Unwritable, string> = {
  instant: 'its instant is before 1970 or after 2262',
  number: 'a number that is not finite',
};

/** The lines of a batch, one request at a time. What cannot be written goes to `onRefused`. */
export function* bodiesOf(
  { readings = [], windows = [] }: StoreBatch,
  most: number,
  onRefused: (refused: Refused) => void,
): Generator<Body> {
  let lines: string[] = [];
  const add = (line: string, point: () => string) => {
    if (isUnwritable(line)) onRefused({ point: point(), reason: REASONS[line] });
    else lines.push(line);
  };
  for (const reading of readings) {
    for (const metric in reading.values) {
      add(readingLine(reading, metric), () => `reading ${reading.sensor} ${metric} ${reading.at}`);
      if (lines.length < most) continue;
      yield { policy: 'readings', lines };
      lines = [];
    }
  }
  if (lines.length > 0) yield { policy: 'readings', lines };
  lines = [];
  for (const window of windows) {
    const { sensor, area, metric, span, start } = window;
    add(windowLine(window), () => `window ${sensor ?? area} ${metric} ${span} ${start}`);
    if (lines.length < most) continue;
    yield { policy: 'windows', lines };
    lines = [];
  }
  if (lines.length > 0) yield { policy: 'windows', lines };
}
