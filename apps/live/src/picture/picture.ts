import { Injectable } from '@nestjs/common';
import { isSensitive } from '@toancanh/domains';
import type { Alert, Figure, FigureEntry, Reading, Rejection, Window } from '@toancanh/events';
import { EntryBook } from '@toancanh/figures';
import { City, SensorDirectory } from '@toancanh/runtime';
import { takeGivenValues } from '../figures/given-values.js';
import { neededSeries } from '../figures/needed-series.js';
import { WindowHistory } from '../figures/window-history.js';
import { LIMITS } from '../limits.js';
import { AlertBook } from './alert-book.js';
import { AreaAges } from './area-ages.js';
import { AreaWindows } from './area-windows.js';
import { type Cell, LatestValues, type Taken } from './latest-values.js';
import { Rejections } from './rejections.js';

export interface Changes {
  readonly values: readonly Cell[];
  readonly windows: readonly Window[];
  readonly alerts: readonly Alert[];
  /** When intake received the oldest reading among them; undefined if there is none. */
  readonly receivedAt: number | undefined;
}

/** The city as it is now, in memory. It is filled from the log and knows nothing of who looks at it. */
@Injectable()
export class Picture {
  readonly latest: LatestValues;
  readonly windows = new AreaWindows(LIMITS);
  readonly alerts = new AlertBook(LIMITS.closedAlerts);
  readonly rejections = new Rejections(LIMITS.rejections);
  /** Windows of the areas whose figures somebody looks at. */
  readonly history: WindowHistory;
  /** Values of figures that were entered by hand. */
  readonly entries = new EntryBook();
  /** Figures of sensitive counts that may be seen, by area; see `CountRelease`. */
  released: ReadonlyMap<string, readonly Figure[]> = new Map();
  readonly #ages = new AreaAges();
  #receivedAt: number | undefined;

  constructor(
    private readonly city: City,
    sensors: SensorDirectory,
  ) {
    this.latest = new LatestValues(sensors);
    this.history = new WindowHistory(neededSeries(city.figures));
    takeGivenValues(city.figures, city.timeZone, this.entries);
  }

  takeReading(reading: Reading, appendTime: number): Taken {
    const taken = this.latest.take(reading);
    const area = this.latest.source(reading.sensor)?.sensor?.area;
    if (area !== undefined) this.#ages.take(area, appendTime);
    if (this.#receivedAt === undefined || reading.receivedAt < this.#receivedAt)
      this.#receivedAt = reading.receivedAt;
    return taken;
  }

  /** Of a sensitive metric a window of an area may be a single place's count, so none is in the picture. */
  takeWindow(window: Window): void {
    if (isSensitive(window.metric)) return;
    this.windows.take(window);
    this.history.take(window);
  }

  /** `appendTime` is when it became known to everybody, by the log's own clock. */
  takeEntry(entry: FigureEntry, appendTime: number): void {
    this.entries.take(entry, appendTime);
  }

  takeAlert(alert: Alert): void {
    this.alerts.take(alert);
  }

  takeRejection(rejection: Rejection): void {
    this.rejections.take(rejection);
  }

  takeChanges(): Changes {
    const receivedAt = this.#receivedAt;
    this.#receivedAt = undefined;
    return {
      receivedAt,
      values: this.latest.takeChanges(),
      windows: this.windows.takeChanges(),
      alerts: this.alerts.takeChanges(),
    };
  }

  /** When the newest reading in or below an area came into the log; undefined if none ever did. */
  heardOf(area: string, now: number): number | undefined {
    return this.#ages.newestOf(this.city.areas.under(area, now));
  }
}
