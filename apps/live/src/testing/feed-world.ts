import type { Subscribe } from '@toancanh/events';
import { MemoryLogger, Metrics } from '@toancanh/runtime';
import { MemoryStore } from '@toancanh/store/testing';
import { AnsweredFigures } from '../figures/answered-figures.js';
import { Picture } from '../picture/picture.js';
import { CityFeed } from '../stream/city-feed.js';
import { Connection } from '../stream/connection.js';
import { Latency } from '../stream/latency.js';
import { readingOf, SmallCity, SmallDirectory, T } from './small-city.js';
import { Wire } from './wire.js';

/** Small, so that a few frames reach them. */
export const BOUNDS = { slow: 2_000, stuck: 8_000 };

/** A picture and those who look at it, without a network; the test is the timer. */
export function feedWorld(directory = new SmallDirectory()) {
  const city = new SmallCity();
  const picture = new Picture(city, directory);
  const answered = new AnsweredFigures(city, picture, new MemoryStore(), new MemoryLogger());
  const feed = new CityFeed(picture, city, new Latency(new Metrics()), answered);
  let shed = 0;
  const join = (query: Subscribe, now = T) => {
    const wire = new Wire();
    const connection = new Connection(wire, BOUNDS, (dropped) => (shed += dropped));
    const answer = feed.subscribe(connection, query, now);
    return { wire, connection, answer };
  };
  const hear = (sensor: string, at: number, pm25: number) =>
    picture.takeReading(readingOf(sensor, at, { pm25 }), at + 300);
  return { picture, feed, join, hear, shed: () => shed };
}

type Data = Record<string, unknown>;

export function sensorsOf(data: Data): string[] {
  return ((data.latest ?? []) as { sensor: string }[]).map(({ sensor }) => sensor);
}

export function alertIdsOf(data: Data): string[] {
  return ((data.alerts ?? []) as { id: string }[]).map(({ id }) => id);
}
