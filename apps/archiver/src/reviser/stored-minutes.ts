import { setImmediate as turn } from 'node:timers/promises';
import { countsInWindows, type Window } from '@toancanh/events';
import type { City, SensorDirectory } from '@toancanh/runtime';
import type { Store } from '@toancanh/store';
import {
  dayIn,
  Expectation,
  MINUTE,
  OpenMinute,
  type Recomputation,
  SeriesTable,
  windowsOf,
} from '@toancanh/windows';
import type { ReviserLimits } from './limits.js';
import { targetOf } from './named-windows.js';
import { pagesOf } from './stored-windows.js';

/** One metric of one minute, and how many readings of it were due. */
export interface MetricMinute {
  readonly metric: string;
  readonly start: number;
  readonly expectation: Expectation;
}

/** Minutes as the readings in the store make them now. */
export class StoredMinutes {
  readonly #dayOf: (at: number) => string;

  constructor(
    private readonly store: Store,
    private readonly city: City,
    private readonly sensors: SensorDirectory,
    private readonly limits: Pick<ReviserLimits, 'page' | 'chunk'>,
  ) {
    this.#dayOf = dayIn(city.timeZone);
  }

  expectationAt(start: number): Expectation {
    return new Expectation(this.sensors.placed(), MINUTE, this.#dayOf(start), this.#pathAt(start));
  }

  /**
   * The windows of the targets as the stored readings make them, by target, with the functions that the aggregator closes
   * a minute with. It holds the values of one metric and one minute, as an open minute of the aggregator does. A sensor
   * that nobody knows enters no window there, and none here.
   */
  async recomputed(
    { metric, start, expectation }: MetricMinute,
    targets: ReadonlySet<string>,
    { epoch, asOf }: Recomputation,
  ): Promise<Map<string, Window>> {
    const minute = new OpenMinute(start);
    const series = new SeriesTable();
    const query = { metric, from: start, to: start + MINUTE, limit: this.limits.page };
    const pages = pagesOf((cursor) => this.store.readings({ ...query, ...cursor }));
    for await (const page of pages) {
      for (const { sensor: id, at, values, quality } of page) {
        const sensor = this.sensors.get(id, at);
        const value = values[metric];
        if (!sensor || value === undefined || !countsInWindows(quality)) continue;
        minute.fold(series.numberOf(sensor, metric), at, value);
      }
    }
    const windows = new Map<string, Window>();
    let made = 0;
    const context = { series, expectation, pathOf: this.#pathAt(start), epoch, asOf };
    for (const window of windowsOf(minute, context)) {
      if (targets.has(targetOf(window))) windows.set(targetOf(window), window);
      made += 1;
      if (made % this.limits.chunk === 0) await turn();
    }
    return windows;
  }

  #pathAt(start: number): (area: string) => readonly string[] {
    return (area) => this.city.areas.pathOf(area, start);
  }
}
