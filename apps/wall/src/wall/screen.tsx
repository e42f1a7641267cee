import { DOMAINS } from '@toancanh/domains';
import type { AlertView, Figure } from '@toancanh/events';
import { render } from 'preact';
import { countsByPriority, lookOf, orderAlerts, rowsOf, unseenCount } from '../core/alert-rows.js';
import { type Condition, conditionAt, WATCH_EVERY } from '../core/condition.js';
import { CityCalendar, formatAge, formatOutage } from '../core/format.js';
import { legibility } from '../core/legibility.js';
import { answeredPages } from '../core/answered-text.js';
import { pageAt } from '../core/pages.js';
import { figurePages, panelsOf, type PageShape, type Panels } from '../core/panels.js';
import { type Plan, planOf } from '../core/plan.js';
import { CityMap, type MapAlert } from '../map/city-map.js';
import type { Areas, Geography } from '../map/geography.js';
import type { WallData } from '../net/resources.js';
import { Watchdog } from '../net/watchdog.js';
import type { Feed } from './feed.js';
import { Frames } from './frames.js';
import { vi, type WallModel } from './model.js';
import { TrendChart } from './trend-chart.js';
import { captionOf } from './trend-captions.js';
import { Wall } from './wall.js';

/** Symbols on the map that are not in the list: enough to see where, few enough to draw. */
const UNLISTED_SYMBOLS = 60;
/** Figures below the heading of a cell of the strip. */
const FIGURES_PER_CELL = 2;
const DOMAIN_ORDER = DOMAINS.map(({ name }) => name);

export interface Place {
  readonly data: WallData;
  readonly areas: Areas;
  readonly geography: Geography;
}

/** Draws the feed: at most four times a second, and once for each second that passes without data. */
export class WallScreen {
  readonly frames = new Frames((now) => this.#draw(now));
  readonly #watchdog = new Watchdog();
  readonly #calendar: CityCalendar;
  readonly #startedAt = performance.now();
  #plan: Plan | undefined;
  #map: CityMap | undefined;
  #charts: TrendChart[] = [];
  #sitesDrawn = -1;
  #page = 0;
  #said = '';
  #drawnAt = 0;
  #paintedAt = performance.now();
  #paintedTick = '';

  constructor(
    private readonly host: HTMLElement,
    private readonly place: Place,
    private readonly feedOf: () => Feed,
  ) {
    const { data } = place;
    this.#calendar = new CityCalendar(data.timeZone);
    const sizes = legibility(data.screen);
    for (const name of ['body', 'secondary', 'headline'] as const) {
      host.style.setProperty(`--u-${name}`, String(100 * sizes[name]));
    }
    new ResizeObserver(() => {
      this.#plan = undefined;
      this.frames.request();
    }).observe(host);
    setInterval(() => this.#watch(), WATCH_EVERY);
  }

  /** The wall's own clock: it speaks up when nothing comes, and shows the watchdog that the page can draw. */
  #watch(): void {
    const now = performance.now();
    const { kind, hatched, age } = this.#condition(now);
    const said = kind === 'live' ? kind : `${kind} ${hatched} ${formatOutage(age)}`;
    if (said === this.#said && now - this.#drawnAt < 1_500) return;
    this.#said = said;
    this.frames.request();
  }

  #condition(now: number): Condition {
    const feed = this.feedOf();
    return conditionAt(now, this.#startedAt, feed.pulse, feed.expected);
  }

  #draw(now: number): void {
    const feed = this.feedOf();
    const { data } = this.place;
    const { clientWidth: width, clientHeight: height } = this.host;
    const fresh = this.#plan === undefined;
    const plan = (this.#plan ??= planOf(data.layout, data.screen, width, height));
    if (fresh) {
      this.host.style.setProperty('--trends', String(plan.trendsPerPage));
      this.host.style.setProperty('--figure-columns', String(plan.figureColumns));
      this.host.style.setProperty('--figure-lines', String(plan.figureLines));
    }
    const condition = this.#condition(now);
    const ordered = orderAlerts(feed.stream.picture.alerts.values());
    const model = this.#modelOf(plan, condition, ordered);

    render(<Wall model={model} />, this.host);
    if (fresh) this.#layout(plan);
    this.#drawMap(model, ordered);
    this.#drawTrends(model);
    this.#report(now);
  }

  #modelOf(plan: Plan, condition: Condition, ordered: readonly AlertView[]): WallModel {
    const feed = this.feedOf();
    const { data, areas } = this.place;
    const { alerts, figures } = feed.stream.picture;
    const serverTime = feed.tick ? Date.parse(feed.tick.serverTime) : 0;
    const second = Math.floor(serverTime / 1_000);
    const unseen = unseenCount(ordered);
    const own = [...figures.values()].filter(({ area }) => area === data.area);
    const some = (each: { simulated: boolean }): boolean => each.simulated;
    const panels = this.#panelsOf(
      plan,
      own.filter(({ how }) => how === undefined),
    );
    const answered = answeredPages(
      own.filter(({ how }) => how !== undefined),
      this.#answeredPerPage(plan),
    );
    const trendPages = plan.layout === 'area' ? 0 : this.#trendPages(plan);
    const pages = trendPages + panels.pages.length + answered.length;
    if (!ordered.some(({ priority, state }) => priority === 1 && state === 'unacknowledged')) {
      this.#page = pageAt(serverTime, pages);
    }
    const turn = Math.min(this.#page, pages - 1) - trendPages;
    const panel = panels.pages[turn];
    return {
      plan,
      name: vi(data.title),
      time: feed.tick ? this.#calendar.at(serverTime) : undefined,
      simulated: data.simulated || own.some(some) || [...alerts.values()].some(some),
      condition,
      sources: feed.sources.count(serverTime),
      areas: feed.tick ? feed.sources.areas(areas.children, feed.tick.sources) : [],
      alerts: rowsOf(ordered, plan.listLines),
      counts: countsByPriority(ordered),
      unseen,
      known: feed.known,
      serverTime,
      lookOf: (alert) => lookOf(alert, second, unseen, condition.hatched),
      areaName: (code) => this.#areaName(code),
      figures: plan.layout === 'area' ? (panel ?? []) : panels.steady,
      panel: plan.layout === 'area' ? undefined : panel,
      answered: answered[turn - panels.pages.length],
      calendar: this.#calendar,
      trends: this.#trendsShown(plan).map((trend) => captionOf(trend, serverTime)),
    };
  }

  #areaName(code: string): string {
    const { areas, geography, data } = this.place;
    if (code === data.area) return data.name;
    return areas.name(code) ?? geography.units.get(code)?.properties.name ?? code;
  }

  /** An area's block of figures turns its pages; a province's stays, and what has no place in it turns in the strip. */
  #panelsOf(plan: Plan, figures: readonly Figure[]): Panels {
    if (plan.layout === 'area') {
      const lines = Math.floor(plan.figureLines / plan.figureCost.figure);
      const pages = figurePages(figures, DOMAIN_ORDER, lines * plan.figureColumns);
      return { steady: [], pages: pages.map((page) => [{ domain: '', figures: page }]) };
    }
    const shape: PageShape = { cells: plan.trendsPerPage, figuresPerCell: FIGURES_PER_CELL };
    const { steady, pages } = panelsOf(figures, DOMAIN_ORDER, plan.figureLines, plan.figureCost, shape);
    return { steady, pages: plan.trendLines > 0 ? pages : [] };
  }

  /** In the strip one a cell; in an area's block each takes two lines. */
  #answeredPerPage(plan: Plan): number {
    if (plan.layout === 'province') return plan.trendLines > 0 ? plan.trendsPerPage : 0;
    return Math.floor(plan.figureLines / (2 * plan.figureCost.figure)) * plan.figureColumns;
  }

  #trendPages(plan: Plan): number {
    return plan.trendLines === 0 ? 0 : Math.ceil(this.feedOf().trends.length / plan.trendsPerPage);
  }

  #trendsShown(plan: Plan) {
    if (plan.trendLines === 0) return [];
    const first = Math.min(this.#page, this.#trendPages(plan) - 1) * plan.trendsPerPage;
    return this.feedOf().trends.slice(first, first + plan.trendsPerPage);
  }

  /** After a change of size: the canvases take the sizes that the grid has given them. */
  #layout(plan: Plan): void {
    const box = this.host.querySelector<HTMLElement>('.map');
    if (!box) return;
    this.#map ??= new CityMap(box);
    this.#map.layout(
      {
        width: box.clientWidth,
        height: box.clientHeight,
        pixelRatio: devicePixelRatio,
        namePx: plan.secondaryPx,
        bodyPx: plan.bodyPx,
      },
      this.place.geography,
    );
    for (const chart of this.#charts) chart.destroy();
    const colour = getComputedStyle(this.host).getPropertyValue('--series');
    this.#charts = [...this.host.querySelectorAll<HTMLElement>('.chart')].map(
      (chart) => new TrendChart(chart, plan.bodyPx, colour),
    );
  }

  #drawMap(model: WallModel, ordered: readonly AlertView[]): void {
    const feed = this.feedOf();
    if (!this.#map) return;
    if (this.#sitesDrawn !== feed.sitesVersion) {
      this.#sitesDrawn = feed.sitesVersion;
      this.#map.setSites(feed.sources.sites.values());
    }
    const listed = model.alerts.shown;
    const unlisted = ordered
      .filter((alert) => alert.state !== 'normal')
      .slice(listed.length, listed.length + UNLISTED_SYMBOLS);
    const symbolOf = (alert: AlertView, number: number | undefined): MapAlert => ({
      point: alert.sensor === undefined ? undefined : feed.sources.sites.get(alert.sensor)?.point,
      area: alert.heir ?? alert.area,
      priority: alert.priority,
      look: model.lookOf(alert),
      number,
    });
    this.#map.draw(
      {
        alerts: [
          ...listed.flatMap((alert, index) => (alert.state === 'normal' ? [] : [symbolOf(alert, index + 1)])),
          ...unlisted.map((alert) => symbolOf(alert, undefined)),
        ],
        lost: new Map(
          model.areas
            .filter(({ lost }) => lost)
            .map(({ code, age }) => [code, age === undefined ? 'chưa có số liệu' : `mất ${formatAge(age)}`]),
        ),
        dotsAt: model.serverTime,
      },
      (site, now) => feed.sources.freshness(site, now),
    );
  }

  #drawTrends(model: WallModel): void {
    if (model.serverTime === 0) return;
    for (const [place, trend] of this.#trendsShown(model.plan).entries()) {
      this.#charts[place]?.draw(trend, model.serverTime);
    }
  }

  /** Tells the watchdog of each frame, and the server once a second which tick it can be seen on. */
  #report(now: number): void {
    this.#watchdog.drawn();
    this.#drawnAt = now;
    const { tick, stream } = this.feedOf();
    const elapsed = now - this.#paintedAt;
    if (!tick || tick.serverTime === this.#paintedTick || elapsed < 900) return;
    this.#paintedAt = now;
    this.#paintedTick = tick.serverTime;
    const heap = heapBytes();
    stream.painted({
      seq: tick.seq,
      at: tick.serverTime,
      fps: Math.round((this.frames.takeCount() * 10_000) / elapsed) / 10,
      ...(heap === undefined ? {} : { heap }),
    });
  }
}

/** Chromium's own figure; other browsers keep it to themselves. */
function heapBytes(): number | undefined {
  return (performance as Performance & { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize;
}
