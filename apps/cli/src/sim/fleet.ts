import type { City } from '@toancanh/runtime';
import { draw, keyOf } from './chance.js';
import { shareOf } from './province.js';
import { blockKeyOf, type Site, siteOf } from './site.js';

/** The gateway of sensors that are in no folder; it registers them by their first reading. */
export const LOAD_GATEWAY = 'sim-load';

/** What unlisted sensors are copies of: not cameras and panels, whose silence would be thousands of alerts. */
const COPIED = ['pm25', 'noise', 'speed', 'rain_1h', 'crowd_density'];
const SHORTEST_PERIOD = 50;

export interface FleetSize {
  /** How many sensors; those of simulated gateways in the city folder unless told. */
  readonly sensors?: number | undefined;
  /** Readings a second over all; by the sensors' own periods unless told. */
  readonly rate?: number | undefined;
}

/** The sensors to simulate. With more than the folder has, the others share what of the rate the folder's leave. */
export function fleetOf(city: City, seed: number, { sensors, rate }: FleetSize = {}): readonly Site[] {
  const listed = [...city.sensors.values()]
    .filter(({ gateway }) => city.gateways.get(gateway)?.simulated)
    .map((sensor) => siteOf(sensor));
  const wanted = sensors ?? listed.length;
  if (wanted <= listed.length) {
    const chosen = listed.filter(
      (_, i) => Math.floor(((i + 1) * wanted) / listed.length) > Math.floor((i * wanted) / listed.length),
    );
    return rate === undefined ? chosen : chosen.map(slowed(rateOf(chosen) / rate));
  }
  const models = listed.filter(({ metrics }) => metrics.some((metric) => COPIED.includes(metric)));
  const unlisted = Array.from({ length: wanted - listed.length }, (_, n) =>
    copyOf(models[n % models.length]!, n, seed),
  );
  if (rate === undefined) return [...listed, ...unlisted];
  const left = Math.max(rate - rateOf(listed), rate * 0.01);
  return [...listed, ...unlisted.map(slowed(rateOf(unlisted) / left))];
}

/** Readings a second of these sites, on the mean of a day. */
export function rateOf(sites: readonly Site[]): number {
  return sites.reduce((sum, { period, service }) => sum + (1_000 * shareOf(service)) / period, 0);
}

/** Events a second: a reading counts for as many as it holds values, a record or a state for one. */
export function eventRateOf(sites: readonly Site[]): number {
  return sites.reduce((sum, site) => sum + site.events * rateOf([site]), 0);
}

function slowed(factor: number): (site: Site) => Site {
  return (site) => ({ ...site, period: Math.max(SHORTEST_PERIOD, site.period * factor) });
}

function copyOf(model: Site, n: number, seed: number): Site {
  const id = `sim-${String(n + 1).padStart(5, '0')}`;
  const key = keyOf(id);
  // About a kilometre around the model; a place across the border of its area counts to the area that holds it.
  const lon = round5(model.lon + 0.02 * (draw(seed, key, 1) - 0.5));
  const lat = round5(model.lat + 0.02 * (draw(seed, key, 2) - 0.5));
  return {
    ...model,
    ...{ id, key, lon, lat },
    gateway: LOAD_GATEWAY,
    blockKey: blockKeyOf(lon, lat),
    unlisted: true,
  };
}

function round5(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000;
}
