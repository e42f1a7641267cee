import { draw, type Episode, episode, type EpisodeShape, keyOf, wander } from './chance.js';
import { shapeAt } from './day.js';
import type { Site } from './site.js';
import { type Box, Weather } from './weather.js';

export interface SceneSetup {
  readonly seed: number;
  readonly sites: readonly Site[];
  /** What the city's clocks are ahead of UTC, ms. */
  readonly offset: number;
  readonly storm?: boolean;
}

/** Metrics in which a few sensors are always in trouble, so that a wall is never without something to show. */
const TROUBLED: Readonly<Record<string, number>> = { bed_occupancy: 2, on_time_share: 1 };

/** What happens in the city, as functions of time: its weather, its episodes, its troubled places. */
export class Scene {
  readonly seed: number;
  readonly storm: boolean;
  readonly weather: Weather;
  readonly #offset: number;
  readonly #keys = new Map<string, number>();
  readonly #troubled = new Map<string, ReadonlySet<string>>();

  constructor({ seed, sites, offset, storm = false }: SceneSetup) {
    this.seed = seed;
    this.storm = storm;
    this.#offset = offset;
    this.weather = new Weather(seed, boxOf(sites), storm);
    for (const [metric, count] of Object.entries(TROUBLED)) {
      const key = keyOf(metric);
      const having = sites.filter(({ metrics, unlisted }) => !unlisted && metrics.includes(metric));
      const worst = [...having]
        .sort((a, b) => draw(seed, a.key, key) - draw(seed, b.key, key))
        .slice(0, count);
      this.#troubled.set(metric, new Set(worst.map(({ id }) => id)));
    }
  }

  /** The city's clock as milliseconds. */
  local(at: number): number {
    return at + this.#offset;
  }

  shape(shape: readonly number[], at: number): number {
    return shapeAt(shape, this.local(at));
  }

  isTroubled(site: Site, metric: string): boolean {
    return this.#troubled.get(metric)?.has(site.id) ?? false;
  }

  /** A constant of the site in [0, 1). */
  trait(site: Site, name: string): number {
    return draw(this.seed, site.key, this.#keyOf(name));
  }

  /** A smooth wander of the site in [-1, 1]. */
  wander(site: Site, name: string, at: number, period: number): number {
    return wander(this.seed, site.key ^ this.#keyOf(name), at, period);
  }

  episode(key: number, name: string, at: number, shape: EpisodeShape): Episode | undefined {
    return episode(this.seed, key ^ this.#keyOf(name), at, shape);
  }

  /** The few dozen names are asked for with every value. */
  #keyOf(name: string): number {
    let key = this.#keys.get(name);
    if (key === undefined) this.#keys.set(name, (key = keyOf(name)));
    return key;
  }
}

function boxOf(sites: readonly Site[]): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { lon, lat } of sites) {
    [west, south] = [Math.min(west, lon), Math.min(south, lat)];
    [east, north] = [Math.max(east, lon), Math.max(north, lat)];
  }
  return [west, south, east, north];
}
