import { draw, type Episode, episode, type EpisodeShape, keyOf, wander } from './chance.js';
import { shapeAt } from './day.js';
import { type Scenario, type ScenarioKind, strengthAt } from './scenario.js';
import type { Site } from './site.js';
import { type Box, Weather } from './weather.js';

export interface SceneSetup {
  readonly seed: number;
  readonly sites: readonly Site[];
  /** What the city's clocks are ahead of UTC, ms. */
  readonly offset: number;
  readonly scenario?: Scenario;
}

/** A stretch in which a site reports so many times as often. */
export interface Haste {
  readonly times: number;
  readonly from: number;
  readonly until: number;
}

/** Metrics in which a few sensors are always in trouble, so that a wall is never without something to show. */
const TROUBLED: Readonly<Record<string, number>> = { bed_occupancy: 2, on_time_share: 1 };

/** What a scenario has its middle at: one of the sites that measure this. */
const FOCUS: Readonly<Partial<Record<ScenarioKind, readonly string[]>>> = {
  fire: ['fire_panel_ok', 'fire_panel_state'],
  outbreak: ['dengue_week', 'ed_waiting'],
};

/** Stations of the fleet that are read more often while it storms: each minute, roads twice. */
const HASTE: Readonly<Record<string, number>> = { rain_1h: 10, water_level: 5, road_flood: 10 };

const BLOCK_KM = 0.5;

/** A fleet of thousands has trouble enough at a tenth of the chances that show something on a wall of hundreds. */
const CALM = 0.1;

/** What happens in the city, as functions of time: its weather, its episodes, its troubled places. */
export class Scene {
  readonly seed: number;
  readonly weather: Weather;
  readonly #offset: number;
  readonly #scenario: Scenario | undefined;
  readonly #focus: Site | undefined;
  readonly #keys = new Map<string, number>();
  readonly #troubled = new Map<string, ReadonlySet<string>>();

  constructor({ seed, sites, offset, scenario }: SceneSetup) {
    this.seed = seed;
    this.#offset = offset;
    this.#scenario = scenario;
    this.weather = new Weather(seed, boxOf(sites), (local) => this.force('storm', local - offset));
    if (scenario) this.#focus = focusOf(scenario.kind, sites, seed);
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

  /** How hard a scenario is at an instant, from 0 to 1 at its height. */
  force(kind: ScenarioKind, at: number): number {
    return this.#scenario?.kind === kind ? strengthAt(this.#scenario, at) : 0;
  }

  /** The same at a site: less, the further from the middle it is. */
  forceAt(kind: ScenarioKind, site: Site, at: number, radiusKm: number): number {
    const force = this.force(kind, at);
    if (force === 0 || !this.#focus) return force;
    const distance = distanceKm(site, this.#focus) / radiusKm;
    return force * Math.exp(-distance * distance);
  }

  /** From when until when a scenario of this kind lasts. */
  spanOf(kind: ScenarioKind): Scenario | undefined {
    return this.#scenario?.kind === kind ? this.#scenario : undefined;
  }

  /** Whether a site stands in the block of a scenario's middle, a few hundred metres around. */
  isInBlock(site: Site): boolean {
    if (!this.#focus) return false;
    const distance = distanceKm(site, this.#focus) / BLOCK_KM;
    return Math.exp(-distance * distance) > 0.3;
  }

  /** When a site reports more often than usual, and how much. */
  hasteOf({ metrics, feed }: Site): Haste | undefined {
    const scenario = this.#scenario;
    if (scenario?.kind !== 'storm' || feed === undefined) return undefined;
    const times = HASTE[metrics[0]!];
    return times === undefined ? undefined : { times, from: scenario.start, until: scenario.end };
  }

  /** The chance of a site's own trouble. */
  odds({ feed }: Site, chance: number): number {
    return feed === undefined ? chance : chance * CALM;
  }

  /** A block is without power: everything in it that has no battery is out, and comes back together. */
  isDark({ blockKey }: Site, at: number): boolean {
    const storm = this.force('storm', at);
    if (storm === 0) return false;
    const shape = { every: 3_600_000, lasts: 2_400_000, chance: 0.15 * storm };
    return this.episode(blockKey, 'power', at, shape) !== undefined;
  }

  /** A constant of the site in [0, 1). */
  trait(site: Site, name: string): number {
    return draw(this.seed, site.key, this.#keyOf(name));
  }

  /** A smooth wander of the site in [-1, 1]. */
  wander(site: Site, name: string, at: number, period: number): number {
    return wander(this.seed, site.key ^ this.#keyOf(name), at, period);
  }

  /** A draw of the site and the instant in [0, 1). */
  draw(site: Site, name: string, at: number): number {
    return draw(this.seed, site.key ^ this.#keyOf(name), at);
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

function focusOf(kind: ScenarioKind, sites: readonly Site[], seed: number): Site | undefined {
  const wanted = FOCUS[kind];
  if (!wanted) return undefined;
  const key = keyOf(kind);
  let [focus, least] = [undefined as Site | undefined, Infinity];
  for (const site of sites) {
    if (!site.metrics.some((metric) => wanted.includes(metric))) continue;
    const drawn = draw(seed, site.key, key);
    if (drawn < least) [focus, least] = [site, drawn];
  }
  return focus;
}

/** A degree is 111 km to the north and 109 km to the east here. */
function distanceKm(a: Site, b: Site): number {
  return Math.hypot((a.lon - b.lon) * 109, (a.lat - b.lat) * 111);
}

function boxOf(sites: readonly Site[]): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { lon, lat } of sites) {
    [west, south] = [Math.min(west, lon), Math.min(south, lat)];
    [east, north] = [Math.max(east, lon), Math.max(north, lat)];
  }
  return [west, south, east, north];
}
