import { CityStream } from '@toancanh/client';
import { isSensitive } from '@toancanh/domains';
import type { StreamTick, Value, WindowView } from '@toancanh/events';
import type { Pulse } from '../core/condition.js';
import { Sources } from '../core/sources.js';
import { Trend, TREND_SPAN, type TrendOf } from '../core/trend.js';
import type { Areas } from '../map/geography.js';
import { reloadForBuild } from '../net/build-guard.js';
import { loadMinutes, loadSensors, type SensorItem, untilAnswered, type WallData } from '../net/resources.js';

/** What the strip of trends shows where the area has it, in this order: hazards first. */
export const WALL_TRENDS: readonly (readonly [metric: string, of: TrendOf])[] = [
  ['rain_1h', 'max'],
  ['water_level', 'max'],
  ['pm25', 'mean'],
  ['speed', 'mean'],
];

/** The list of sensors and the day's windows are asked for again at most this often. */
const ASK_AGAIN = 30_000;

/** Everything that a page hears of one area, kept in plain maps. It draws nothing; `changed` asks for a frame. */
export class Feed {
  readonly stream: CityStream;
  readonly sources = new Sources();
  readonly trends: readonly Trend[];
  /** Of the newest tick that came with a picture that follows the server; others prove nothing. */
  pulse: Pulse | undefined;
  tick: StreamTick | undefined;
  /** Whether there has been a picture at all. */
  known = false;
  refused: string | undefined;
  /** Grows when the list of sensors is replaced. */
  sitesVersion = 0;

  #sensorsAskedAt = -Infinity;
  #trendsAskedAt = -Infinity;

  constructor(
    private readonly data: WallData,
    private readonly areas: Areas,
    private readonly changed: () => void,
    /** Absent for a page that is no wall: its frames are nobody's concern. */
    wall?: string,
    trends = wall === undefined ? [] : WALL_TRENDS,
  ) {
    this.trends = trends.map(([metric, of]) => new Trend(metric, data.area, of));
    this.stream = new CityStream({
      url: '',
      areas: [data.area],
      ...(wall === undefined ? {} : { wall }),
    });
    this.stream.on('hello', ({ build }) => reloadForBuild(data.build, build));
    this.stream.on('snapshot', ({ latest, windows }) => {
      this.known = true;
      this.refused = undefined;
      this.#askForSensors();
      this.#askForTrends();
      this.#take(latest, windows);
    });
    this.stream.on('delta', ({ latest, windows }) => this.#take(latest, windows));
    this.stream.on('tick', (tick) => this.#ticked(tick));
    this.stream.on('refused', ({ detail }) => {
      this.refused = detail;
      this.changed();
    });
  }

  /** Longest silence to expect of the area, ms. */
  get expected(): number {
    return this.sources.expected;
  }

  #ticked(tick: StreamTick): void {
    if (this.stream.state !== 'live' || tick.seq !== this.stream.seq) return;
    this.tick = tick;
    this.pulse = { tickAt: performance.now(), dataAge: tick.dataAge };
    this.changed();
  }

  #take(latest: readonly Value[] = [], windows: readonly WindowView[] = []): void {
    let unknown = false;
    for (const { sensor, at } of latest) if (!this.sources.heard(sensor, Date.parse(at))) unknown = true;
    if (unknown) this.#askForSensors();
    for (const window of windows) this.#trend(window);
    this.changed();
  }

  #trend(window: WindowView): void {
    for (const trend of this.trends) trend.add(window);
  }

  #askForSensors(): void {
    const now = performance.now();
    if (now - this.#sensorsAskedAt < ASK_AGAIN) return;
    this.#sensorsAskedAt = now;
    void untilAnswered(() => loadSensors(this.data.area)).then((items) => {
      this.sources.replace(
        items.filter(isSite).map(({ id, area, lon, lat, period }) => ({
          id,
          area,
          point: lon === undefined || lat === undefined ? undefined : ([lon, lat] as const),
          period,
        })),
        this.areas.children.map(({ code }) => code),
        (area, child) => this.areas.childOf(area) === child,
      );
      this.sitesVersion += 1;
      this.changed();
    });
  }

  /** After each snapshot, because windows may have been missed before it. */
  #askForTrends(): void {
    const now = performance.now();
    if (now - this.#trendsAskedAt < ASK_AGAIN) return;
    this.#trendsAskedAt = now;
    const to = Date.parse(this.stream.hello?.serverTime ?? '') || Date.parse(this.tick?.serverTime ?? '');
    if (Number.isNaN(to)) return;
    for (const { metric } of this.trends) {
      void untilAnswered(() => loadMinutes(metric, this.data.area, to - TREND_SPAN, to)).then((windows) => {
        for (const window of windows) this.#trend(window);
        this.changed();
      });
    }
  }
}

/** What tells only numbers that nobody is sent would look silent on every wall. */
function isSite({ metrics }: SensorItem): boolean {
  return metrics.length === 0 || metrics.some((metric) => !isSensitive(metric));
}
