import { DOMAINS, type Domain, type Feed } from '@toancanh/domains';
import type { City } from '@toancanh/runtime';
import { draw, keyOf } from './chance.js';
import { blockKeyOf, type Site, siteOf } from './site.js';

/** The gateway of the reference fleet; it registers the fleet's sensors by their first reading. */
export const PROVINCE_GATEWAY = 'sim-fleet';

/** Every feed of every pack that reports readings, with the pack that it is of. */
export const PROVINCE_FEEDS: readonly { readonly domain: Domain; readonly feed: Feed }[] = DOMAINS.flatMap(
  (domain) => (domain.feeds ?? []).map((feed) => ({ domain, feed })),
);

/** Events in a report of the feed: a pack may have fewer metrics than its devices have values. */
export function eventsOf({ valuesPerReport, metrics }: Feed): number {
  return Math.min(valuesPerReport, metrics.length);
}

/**
 * The devices of a whole province: those of each feed stand where the listed sensors of its domain stand, their places
 * as density. With `times` each reports that many times as often.
 */
export function provinceOf(city: City, seed: number, times = 1): readonly Site[] {
  const listed = [...city.sensors.values()]
    .filter(({ gateway, lon }) => lon !== undefined && city.gateways.get(gateway)?.simulated)
    .map((sensor) => siteOf(sensor));
  if (listed.length === 0) return [];
  return PROVINCE_FEEDS.flatMap(({ domain, feed }) => {
    const models = modelsOf(feed, domain, listed);
    return Array.from({ length: feed.devices }, (_, n) =>
      deviceOf({ domain, feed }, n, models[n % models.length]!, { city, seed, times }),
    );
  });
}

/** Sensors that measure the same, else of the same domain, else all. */
function modelsOf({ metrics }: Feed, { name }: Domain, listed: readonly Site[]): readonly Site[] {
  const same = listed.filter((site) => site.metrics.some((metric) => metrics.includes(metric)));
  if (same.length > 0) return same;
  const akin = listed.filter(({ domain }) => domain === name);
  return akin.length > 0 ? akin : listed;
}

function deviceOf(
  { domain, feed }: (typeof PROVINCE_FEEDS)[number],
  n: number,
  model: Site,
  { city, seed, times }: { readonly city: City; readonly seed: number; readonly times: number },
): Site {
  const id = `fleet-${feed.name.replaceAll(' ', '-')}-${String(n + 1).padStart(5, '0')}`;
  const key = keyOf(id);
  const beside = (of: number, what: number) => round5(of + 0.02 * (draw(seed, key, what) - 0.5));
  const [lon, lat] = [beside(model.lon, 1), beside(model.lat, 2)];
  const area = city.areaAt(lon, lat);
  const place = area === undefined ? { lon: model.lon, lat: model.lat } : { lon, lat };
  const service = serviceOf(feed);
  return {
    id,
    gateway: PROVINCE_GATEWAY,
    area: area ?? model.area,
    domain: domain.name,
    metrics: feed.metrics,
    ...place,
    period: (feed.periodSeconds * 1_000 * shareOf(service)) / times,
    key,
    areaKey: keyOf(area ?? model.area),
    blockKey: blockKeyOf(place.lon, place.lat),
    unlisted: true,
    feed: feed.name,
    events: eventsOf(feed),
    ...(service && { service }),
  };
}

/** A feed whose hours fall to nothing is out of service then; other shapes are those of its values. */
function serviceOf({ hours }: Feed): readonly boolean[] | undefined {
  return hours?.includes(0) ? hours.map((share) => share > 0) : undefined;
}

/** Share of the day in service: the period of a feed is that of its mean over the day. */
export function shareOf(service: readonly boolean[] | undefined): number {
  return service ? service.filter(Boolean).length / service.length : 1;
}

function round5(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000;
}
