import type { City } from '@toancanh/runtime';
import { draw, keyOf } from './chance.js';
import { type Site, siteOf } from './site.js';

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

/** Readings a second of these sites. */
export function rateOf(sites: readonly Site[]): number {
  return sites.reduce((sum, { period }) => sum + 1_000 / period, 0);
}

function slowed(factor: number): (site: Site) => Site {
  return (site) => ({ ...site, period: Math.max(SHORTEST_PERIOD, site.period * factor) });
}

function copyOf(model: Site, n: number, seed: number): Site {
  const id = `sim-${String(n + 1).padStart(5, '0')}`;
  const key = keyOf(id);
  return {
    ...model,
    id,
    key,
    gateway: LOAD_GATEWAY,
    // About a kilometre around the model; a place across the border of its area counts to the area that holds it.
    lon: round5(model.lon + 0.02 * (draw(seed, key, 1) - 0.5)),
    lat: round5(model.lat + 0.02 * (draw(seed, key, 2) - 0.5)),
    unlisted: true,
  };
}

function round5(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000;
}
