import type { City } from './city.js';
import type { Feed } from './feed.js';
import { type Settings, SettingsError } from './settings.js';

/** A feed that names no brokers is on those of the city's own log, so there must be some. */
export function refuseHomelessFeeds(settings: Settings, city: City): void {
  for (const feed of city.feeds) brokersOf(feed, settings);
}

export function brokersOf({ name, brokers }: Feed, { log }: Pick<Settings, 'log'>): readonly string[] {
  if (brokers) return brokers;
  if (log.kind === 'kafka') return log.brokers;
  const expected = `kafka://host:9092, since the feed "${name}" of city.yaml names no brokers`;
  throw new SettingsError('TOANCANH_LOG', 'embedded:', expected);
}
