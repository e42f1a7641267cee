import type { Window } from '@toancanh/events';
import { hasValues } from '@toancanh/events';
import type { LongSpan } from './calendar.js';
import { Sketch } from './sketch.js';
import { compensatedSum } from './statistics.js';
import { MINUTE } from './span.js';

/** What one sensor or area has over an hour or a day, gathered from the minutes or hours in it. */
export class SpanTally {
  readonly #sums: number[] = [];
  readonly #sketch = new Sketch();
  #min = Infinity;
  #max = -Infinity;
  #expected = 0;
  #covered = 0;
  #asOf = -Infinity;

  /** To be called in the order of their starts, once for each: sums are added in that order. */
  add(window: Window): void {
    this.#covered += window.end - window.start;
    this.#expected += window.expected;
    this.#asOf = Math.max(this.#asOf, window.asOf);
    if (!hasValues(window)) return;
    this.#sums.push(window.sum);
    this.#min = Math.min(this.#min, window.min);
    this.#max = Math.max(this.#max, window.max);
    this.#sketch.merge(Sketch.ofWindow(window));
  }

  /**
   * The window of the span; undefined if nothing of it has a value. All of it but the percentiles is exact: the sum is
   * Neumaier's compensated sum of the sums in the order of time, so a repeat gives the same bits. Where there was no
   * window at all as many readings were expected as were due then: `dueAMinute`.
   */
  window(
    { span, start, end }: LongSpan,
    target: Pick<Window, 'metric' | 'sensor' | 'area'>,
    dueAMinute: number,
    { epoch, asOf }: Pick<Window, 'epoch' | 'asOf'>,
  ): Window | undefined {
    const { count } = this.#sketch;
    if (count === 0) return undefined;
    const sum = compensatedSum(this.#sums);
    const [min, max] = [this.#min, this.#max];
    const silent = (end - start - this.#covered) / MINUTE;
    const expected = Math.round((this.#expected + silent * dueAMinute) * 1e6) / 1e6;
    const sketch = span === '1d' || count <= 2 ? undefined : this.#sketch.text;
    return {
      ...target,
      ...{ span, start, end, count, sum, min, max, mean: sum / count },
      ...this.#sketch.percentiles(min, max),
      ...(sketch !== undefined && { sketch }),
      ...{ expected, coverage: Math.min(1, count / expected) },
      // It is not known before what it is made of, whatever this machine's clock says.
      ...{ revision: 0, epoch, asOf: Math.max(asOf, this.#asOf) },
    };
  }
}
