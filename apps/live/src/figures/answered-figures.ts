import { Injectable } from '@nestjs/common';
import { formulaNamed } from '@toancanh/domains';
import { type Figure, hasValues, type Span, type Window } from '@toancanh/events';
import {
  computed,
  type FigureDeclaration,
  inputsOf,
  type KnownEntry,
  type Point,
  standingOf,
  type Target,
  targetsOf,
} from '@toancanh/figures';
import { AppLogger, City } from '@toancanh/runtime';
import { Store } from '@toancanh/store';
import { Picture } from '../picture/picture.js';
import { type EnteredValue, figureView } from './figure-view.js';
import { KEPT, type Series, seriesKey } from './window-history.js';

const MINUTE = 60_000;
/** How long a store that did not answer is left alone. */
const ASK_AGAIN = 30_000;

type WindowsOf = (series: Series) => readonly Window[];

/** As of when; and by when it must have been known: of now whatever is on the log, its clock may be a little ahead. */
interface When {
  readonly at: number;
  readonly knownBy: number;
}

interface Kept {
  readonly key: string;
  readonly figures: readonly Figure[];
}

/**
 * The figures that somebody answers for, of an area: from the windows that the picture follows and what was entered by
 * hand, or as they were known at an instant, from the store.
 */
@Injectable()
export class AnsweredFigures {
  readonly #loading = new Map<string, Promise<void>>();
  readonly #failedAt = new Map<string, number>();
  readonly #kept = new Map<string, Kept>();
  readonly #targets = new Map<string, readonly Target[]>();

  constructor(
    private readonly city: City,
    private readonly picture: Picture,
    private readonly store: Store,
    private readonly logger: AppLogger,
  ) {}

  /** As of now, as far as is known here. The windows of an area that nobody has looked at yet are asked for. */
  of(area: string, now: number): readonly Figure[] {
    void this.#load(area, now);
    const { history, entries } = this.picture;
    const key = `${history.changesOf(area)} ${entries.size} ${Math.floor(now / MINUTE)}`;
    const kept = this.#kept.get(area);
    if (kept?.key === key) return kept.figures;
    const figures = this.#figures(area, { at: now, knownBy: Infinity }, (series) =>
      history.windows(area, series),
    );
    this.#kept.set(area, { key, figures });
    return figures;
  }

  /** As `of`, with the windows of the area there. */
  async whole(area: string, now: number): Promise<readonly Figure[]> {
    await this.#load(area, now);
    return this.of(area, now);
  }

  /** As they were known at an instant: windows as published until then, values as entered until then. */
  async knownAt(area: string, at: number): Promise<readonly Figure[]> {
    const windows = new Map<string, readonly Window[]>();
    for (const series of this.picture.history.needed) {
      const found = await this.#stored(area, series, at, at);
      windows.set(
        seriesKey(series),
        found.filter(({ end }) => end <= at),
      );
    }
    return this.#figures(area, { at, knownBy: at }, (series) => windows.get(seriesKey(series)) ?? []);
  }

  #figures(area: string, when: When, windowsOf: WindowsOf): readonly Figure[] {
    return this.city.figures.flatMap((figure) => {
      if (figure.areas && !figure.areas.includes(area)) return [];
      return figure.compute
        ? this.#computed(figure, area, when.at, windowsOf)
        : [this.#entered(figure, area, when)];
    });
  }

  /** What nothing in the city measures is no figure of it. */
  #computed(figure: FigureDeclaration, area: string, at: number, windowsOf: WindowsOf): Figure[] {
    const compute = figure.compute!;
    const metrics = inputsOf(compute, formulaNamed).map(({ metric }) => metric);
    const pointsOf = (span: Span) => computed(compute, (metric) => windowsOf({ metric, span }), formulaNamed);
    const newest = pointsOf(compute.span).at(-1);
    if (!newest && !metrics.every((metric) => this.#isMeasured(metric))) return [];
    const history = pointsOf(compute.every ?? compute.span);
    const standing = standingOf(figure, this.#targetsOf(figure, area), newest, history, at);
    return [figureView(figure, area, standing, { simulated: this.#isSimulated(metrics) })];
  }

  #entered(figure: FigureDeclaration, area: string, { at, knownBy }: When): Figure {
    const known = this.picture.entries.standing(figure.id, area, at, knownBy);
    const points = known.map(({ entry }): Point => ({ at: entry.asOf, value: entry.value }));
    const targets = this.#targetsOf(figure, area);
    const standing = standingOf(figure, targets, points.at(-1), points, at);
    const newest = known.at(-1);
    const entered = newest && this.#numbered(newest, knownBy);
    return figureView(figure, area, standing, { simulated: false, entered });
  }

  #numbered(known: KnownEntry, knownBy: number): EnteredValue {
    const { figure, area, asOf } = known.entry;
    const version = this.picture.entries
      .versions(figure, area)
      .filter(({ entry, knownAt }) => entry.asOf === asOf && knownAt <= knownBy).length;
    return { ...known, version };
  }

  #targetsOf({ id, targets = [] }: FigureDeclaration, area: string): readonly Target[] {
    const key = `${id}|${area}`;
    let known = this.#targets.get(key);
    if (!known) this.#targets.set(key, (known = targetsOf(targets, area, this.city.timeZone)));
    return known;
  }

  #isMeasured(metric: string): boolean {
    for (const { sensor } of this.picture.latest.reporting(metric)) if (sensor) return true;
    return false;
  }

  #isSimulated(metrics: readonly string[]): boolean {
    for (const metric of metrics) {
      for (const { cells } of this.picture.latest.reporting(metric)) {
        if (cells.get(metric)?.quality === 'simulated') return true;
      }
    }
    return false;
  }

  async #load(area: string, now: number): Promise<void> {
    const loading = this.#loading.get(area);
    if (loading) return loading;
    if (now - (this.#failedAt.get(area) ?? -Infinity) < ASK_AGAIN) return;
    const { history } = this.picture;
    history.follow(area);
    const load = this.#fill(area, now).catch((error: unknown) => {
      // Without the store figures begin with what comes by the log.
      this.logger.warn({ error, area }, 'the store did not give the windows of figures; it is asked again');
      this.#failedAt.set(area, now);
      this.#loading.delete(area);
    });
    this.#loading.set(area, load);
    return load;
  }

  async #fill(area: string, now: number): Promise<void> {
    for (const series of this.picture.history.needed) {
      for (const window of await this.#stored(area, series, now)) this.picture.history.take(window);
    }
  }

  async #stored(
    area: string,
    { metric, span }: Series,
    at: number,
    asOf?: number,
  ): Promise<readonly Window[]> {
    const { windows: limit, length } = KEPT[span];
    const { items } = await this.store.windows({
      ...{ metric, area, span, from: at - limit * length, to: at, limit },
      ...(asOf === undefined ? {} : { asOf }),
    });
    return items.filter(hasValues);
  }
}
