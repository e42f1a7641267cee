import { setImmediate as turn } from 'node:timers/promises';
import type { Window } from '@toancanh/events';
import type { City, SensorDirectory } from '@toancanh/runtime';
import { dayIn, Expectation, type LongSpan, MINUTE, type Recomputation, SpanTally } from '@toancanh/windows';
import type { ReviserLimits } from './limits.js';
import { ofTarget, targetOf } from './named-windows.js';
import type { StoredWindows } from './stored-windows.js';

/** What an hour or a day is made of. */
const PARTS = { '1h': '1m', '1d': '1h' } as const;

/** Hours as the minutes in the store make them, days as the hours do. */
export class StoredSpans {
  readonly #dayOf: (at: number) => string;

  constructor(
    private readonly windows: StoredWindows,
    private readonly city: City,
    private readonly sensors: SensorDirectory,
    private readonly limits: Pick<ReviserLimits, 'tallies' | 'chunk'>,
    private readonly rest: () => Promise<void>,
  ) {
    this.#dayOf = dayIn(city.timeZone);
  }

  /** How many readings a minute owes on the day of the span. */
  expectationAt(start: number): Expectation {
    const pathOf = (area: string) => this.city.areas.pathOf(area, start);
    return new Expectation(this.sensors.placed(), MINUTE, this.#dayOf(start), pathOf);
  }

  /**
   * The windows of those of the targets, or of all, that have a shorter one in the span, by target, a part of them at a
   * time; undefined where none of it has a value. Rests after each page of the store.
   */
  async *recomputed(
    metric: string,
    span: LongSpan,
    targets: ReadonlySet<string> | undefined,
    expectation: Expectation,
    at: Recomputation,
  ): AsyncGenerator<Map<string, Window | undefined>> {
    const done = new Set<string>();
    for (let isMore = true; isMore;) {
      const tallies = new Map<string, SpanTally>();
      isMore = await this.#tally(metric, span, targets, done, tallies);
      const windows = new Map<string, Window | undefined>();
      for (const [target, tally] of tallies) {
        const of = { metric, ...ofTarget(target) };
        windows.set(target, tally.window(span, of, this.#due(of, span.start, expectation), at));
        done.add(target);
        if (windows.size % this.limits.chunk === 0) await turn();
      }
      if (windows.size > 0) yield windows;
    }
  }

  /** Whether there are more targets than may be tallied at once. */
  async #tally(
    metric: string,
    { span, start, end }: LongSpan,
    targets: ReadonlySet<string> | undefined,
    done: ReadonlySet<string>,
    tallies: Map<string, SpanTally>,
  ): Promise<boolean> {
    let isMore = false;
    const range = { metric, span: PARTS[span], from: start, to: end };
    for await (const page of this.windows.pages(range, targets)) {
      for (const [n, window] of page.entries()) {
        const target = targetOf(window);
        if (done.has(target)) continue;
        let tally = tallies.get(target);
        if (!tally) {
          if (tallies.size >= this.limits.tallies) {
            isMore = true;
            continue;
          }
          tallies.set(target, (tally = new SpanTally()));
        }
        tally.add(window);
        if (n % this.limits.chunk === this.limits.chunk - 1) await turn();
      }
      await this.rest();
    }
    return isMore;
  }

  #due(
    { metric, ...of }: { metric: string; sensor?: string; area?: string },
    start: number,
    due: Expectation,
  ): number {
    if (of.area !== undefined) return due.ofArea(of.area, metric);
    const sensor = this.sensors.get(of.sensor!, start);
    return (sensor && due.ofSensor(sensor, metric)) ?? 0;
  }
}
