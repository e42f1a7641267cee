import { type Freshness, freshnessOf } from '@toancanh/events';
import { expectedSilence } from './cadence.js';
import { silenceLimits } from './condition.js';

/** A sensor as the map and the freshness strip need it. */
export interface Site {
  readonly id: string;
  readonly area: string;
  readonly point: readonly [number, number] | undefined;
  readonly period: number | undefined;
}

/** Where a child area's data stands: its age, and whether it is old enough for the hatch. */
export interface AreaSource {
  readonly code: string;
  readonly name: string;
  readonly age: number | undefined;
  readonly lost: boolean;
}

/** When each sensor was last heard, by measurement time, and how fresh that leaves it. */
export class Sources {
  readonly #sites = new Map<string, Site>();
  readonly #heard = new Map<string, number>();
  #silence = new Map<string, number>();
  #expected = 0;

  get sites(): ReadonlyMap<string, Site> {
    return this.#sites;
  }

  /** Longest silence to expect of the whole scope, ms. */
  get expected(): number {
    return this.#expected;
  }

  /** `within(area, child)`: whether an area is the child or below it. */
  replace(
    sites: Iterable<Site>,
    children: readonly string[],
    within: (area: string, child: string) => boolean,
  ): void {
    this.#sites.clear();
    for (const site of sites) this.#sites.set(site.id, site);
    const all = [...this.#sites.values()];
    this.#expected = silenceOf(all);
    this.#silence = new Map();
    for (const child of children) {
      const own = all.filter(({ area }) => within(area, child));
      if (own.length > 0) this.#silence.set(child, silenceOf(own));
    }
  }

  /** False where the sensor is not in the list, which is then to be asked for again. */
  heard(sensor: string, at: number): boolean {
    const old = this.#heard.get(sensor);
    if (old === undefined || at > old) this.#heard.set(sensor, at);
    return this.#sites.has(sensor);
  }

  freshness(site: Site, now: number): Freshness {
    const at = this.#heard.get(site.id);
    return at === undefined ? 'lost' : freshnessOf(now - at, site.period);
  }

  count(now: number): { fresh: number; all: number } {
    let fresh = 0;
    for (const site of this.#sites.values()) {
      const freshness = this.freshness(site, now);
      if (freshness === 'live' || freshness === 'late') fresh += 1;
    }
    return { fresh, all: this.#sites.size };
  }

  /** The child areas that have sensors, worst first. `ages` are the newest tick's. */
  areas(
    children: readonly { readonly code: string; readonly name: string }[],
    ages: Readonly<Record<string, number>>,
  ): AreaSource[] {
    return children
      .flatMap(({ code, name }) => {
        const silence = this.#silence.get(code);
        if (silence === undefined) return [];
        const age = ages[code];
        return [{ code, name, age, lost: age === undefined || age >= silenceLimits(silence).hatch }];
      })
      .sort((a, b) => Number(b.lost) - Number(a.lost) || (b.age ?? Infinity) - (a.age ?? Infinity));
  }
}

function silenceOf(sites: readonly Site[]): number {
  return expectedSilence(sites.map(({ period }) => period ?? 60));
}
