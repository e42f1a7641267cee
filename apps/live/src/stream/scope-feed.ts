import { type Alert, type Figure, toIso } from '@toancanh/events';
import type { AnsweredFigures } from '../figures/answered-figures.js';
import { endOf } from '../picture/alert-book.js';
import { figuresOf } from '../picture/figures.js';
import type { Picture } from '../picture/picture.js';
import { valueText } from '../picture/value-text.js';
import { alertView, windowView } from '../picture/views.js';
import type { RegionTree } from '@toancanh/regions';
import { LIMITS } from '../limits.js';
import type { Frame } from './frame.js';
import type { Scope } from './scope.js';

/** What every connection of a scope is sent in a frame, as the members of a JSON object after `seq`. */
export interface FrameBody {
  readonly text: string;
  /** For a connection that cannot take more: the alerts alone; null if there are none. */
  readonly alertsText: string | null;
  /** How many values, windows and figures are in `text`. */
  readonly coalescible: number;
}

/** Which alerts a snapshot has besides those that are not over and those just over. */
export interface AlertsWanted {
  /** Changed at or after this event time. */
  readonly since?: number;
  /** Arrived here after this one. */
  readonly arrivedAfter?: number;
}

/** The work that all connections of one scope share. */
export class ScopeFeed {
  #figures = new Map<string, string>();
  #figureChanges: string[] = [];
  /** Text of the snapshot's coalescible part; kept until the next frame, for many walls may come at once. */
  #snapshot: string | undefined;

  constructor(
    readonly scope: Scope,
    private readonly picture: Picture,
    private readonly regions: RegionTree,
    private readonly answered: Pick<AnsweredFigures, 'of'>,
    now: number,
  ) {
    this.refreshFigures(now);
    this.#figureChanges = [];
  }

  /** Once a second: figures age even when nothing arrives. */
  refreshFigures(now: number): void {
    for (const area of this.scope.areas) {
      const under = this.regions.under(area, now);
      const panel = figuresOf(area, under, this.picture.latest, now, this.scope.domains);
      const answered = this.answered.of(area, now).filter(({ domain }) => this.scope.seesDomain(domain));
      const released = this.picture.released.get(area) ?? [];
      const counts = released.filter(({ domain }) => this.scope.seesDomain(domain));
      for (const figure of [...panel, ...counts, ...answered]) {
        const key = keyOf(figure);
        const text = JSON.stringify(figure);
        if (this.#figures.get(key) === text) continue;
        this.#figures.set(key, text);
        this.#figureChanges.push(text);
      }
    }
  }

  /** The body of this frame's delta; undefined if nothing in this scope changed. */
  frame(frame: Frame): FrameBody | undefined {
    this.#snapshot = undefined;
    const values: string[] = [];
    for (let i = 0; i < frame.cells.length; i++) {
      const { sensor } = frame.cells[i]!.source;
      if (sensor && this.scope.seesSensor(sensor)) values.push(frame.valueText(i));
    }
    const windows = frame.windows.filter((window) => this.scope.seesWindow(window));
    const alerts = frame.alerts.filter((alert) => this.scope.seesAlert(alert));
    const figures = this.#figureChanges;
    this.#figureChanges = [];
    const coalescible = values.length + windows.length + figures.length;
    if (coalescible + alerts.length === 0) return undefined;
    const alertsText =
      alerts.length === 0
        ? null
        : list(
            'alerts',
            alerts.map((alert) => frame.alertText(alert)),
          );
    const text =
      (values.length === 0 ? '' : list('latest', values)) +
      (windows.length === 0
        ? ''
        : list(
            'windows',
            windows.map((window) => frame.windowText(window)),
          )) +
      (alertsText ?? '') +
      (figures.length === 0 ? '' : list('figures', figures));
    return { text, alertsText, coalescible };
  }

  /** The body of a snapshot as of now. What it has of changes that the next frame brings again does no harm. */
  snapshot(now: number, wanted: AlertsWanted = {}): string {
    this.#snapshot ??= this.#coalescible(now);
    const alerts: string[] = [];
    for (const { alert, arrival } of this.picture.alerts.all()) {
      if (!this.scope.seesAlert(alert)) continue;
      if (isShown(alert, now) || arrival > (wanted.arrivedAfter ?? Infinity) || isSince(alert, wanted.since))
        alerts.push(JSON.stringify(alertView(alert)));
    }
    return `,"at":"${toIso(now)}"${this.#snapshot}${list('alerts', alerts)}`;
  }

  /** The body of a tick: ages in milliseconds of the newest reading in the scope, and of each of its sources. */
  tick(now: number): string {
    const ages: { [area: string]: number } = {};
    let newest = 0;
    for (const area of this.scope.areas) {
      newest = Math.max(newest, this.picture.heardOf(area, now) ?? 0);
      for (const source of this.scope.sourcesOf(area, now)) {
        const heard = this.picture.heardOf(source, now);
        if (heard !== undefined) ages[source] = Math.max(0, now - heard);
      }
    }
    const dataAge = Math.max(0, now - newest);
    return `,"serverTime":"${toIso(now)}","dataAge":${dataAge},"sources":${JSON.stringify(ages)}`;
  }

  #coalescible(now: number): string {
    const values: string[] = [];
    for (const { sensor, cells } of this.picture.latest.sources()) {
      if (!sensor || !this.scope.seesSensor(sensor)) continue;
      for (const cell of cells.values()) values.push(valueText(cell, now) ?? '');
    }
    const windows: string[] = [];
    for (const window of this.picture.windows.all()) {
      if (this.scope.seesWindow(window)) windows.push(JSON.stringify(windowView(window)));
    }
    return list('latest', values) + list('windows', windows) + list('figures', [...this.#figures.values()]);
  }
}

function list(name: string, items: readonly string[]): string {
  return `,"${name}":[${items.join(',')}]`;
}

function keyOf({ area, id }: Figure): string {
  return `${area}|${id}`;
}

/** Not over, or over so shortly that a screen still shows its after-image. */
function isShown(alert: Alert, now: number): boolean {
  const end = endOf(alert);
  return end === undefined || end > now - LIMITS.afterImage;
}

function isSince({ history }: Alert, since: number | undefined): boolean {
  return since !== undefined && (history.at(-1)?.at ?? 0) >= since;
}
