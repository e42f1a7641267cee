import { type Sensor, type SpanEnd, targetKey, TOPICS } from '@toancanh/events';
import type { Entry } from '@toancanh/log';
import type { City, SensorDirectory } from '@toancanh/runtime';
import {
  dayIn,
  type Due,
  Expectation,
  MINUTE,
  type MinuteStage,
  noticesOf,
  windowsOf,
} from '@toancanh/windows';

/** Entries of one topic that are appended together. */
export interface Chunk {
  readonly topic: string;
  readonly entries: readonly Entry[];
}

/** Small enough that making one does not hold up the sockets of the same process. */
const CHUNK = 500;

/**
 * What is due, as it goes to the log: the windows of each minute, then the hours and days that ended with them, and only
 * then the notices of late readings, which may touch those.
 */
export function* chunksOf(
  { asOf, minutes, late }: Due,
  ends: readonly SpanEnd[],
  { series, epoch }: MinuteStage,
  city: City,
  sensors: SensorDirectory,
): Generator<Chunk> {
  for (const minute of minutes) {
    const day = dayIn(city.timeZone)(minute.start);
    const pathOf = (area: string) => city.areas.pathOf(area, minute.start);
    const expectation = new Expectation(sensors.placed(), MINUTE, day, pathOf);
    const asPlaced = (sensor: Sensor) => sensors.get(sensor.id, minute.start) ?? sensor;
    const windows = windowsOf(minute, { series, expectation, asPlaced, pathOf, epoch, asOf });
    yield* grouped(TOPICS.windows.name, windows, (window) => targetKey(window));
  }
  yield* grouped(TOPICS.late.name, ends, ({ span, start }) => `${span}@${start}`);
  const notices = noticesOf(late, (area, when) => city.areas.pathOf(area, when));
  yield* grouped(
    TOPICS.late.name,
    notices,
    ([key]) => key,
    ([, notice]) => notice,
  );
}

function* grouped<T>(
  topic: string,
  items: Iterable<T>,
  keyOf: (item: T) => string,
  valueOf: (item: T) => unknown = (item) => item,
): Generator<Chunk> {
  let entries: Entry[] = [];
  for (const item of items) {
    entries.push({ key: keyOf(item), value: JSON.stringify(valueOf(item)) });
    if (entries.length < CHUNK) continue;
    yield { topic, entries };
    entries = [];
  }
  if (entries.length > 0) yield { topic, entries };
}
