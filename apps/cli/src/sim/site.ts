import type { Sensor } from '@toancanh/events';
import { keyOf } from './chance.js';

/** A sensor as the simulator sees it: its place, and the key of its own chance. */
export interface Site {
  readonly id: string;
  readonly gateway: string;
  readonly area: string;
  readonly domain: string;
  readonly metrics: readonly string[];
  readonly lon: number;
  readonly lat: number;
  /** Milliseconds between two reports, while it is in service. */
  readonly period: number;
  readonly key: number;
  /** What all sensors of an area have in common: smoke, a jam. */
  readonly areaKey: number;
  /** What those within about a kilometre have in common: the power line. */
  readonly blockKey: number;
  /** Not in the city folder: its first report tells its place. */
  readonly unlisted: boolean;
  /** Its feed in the reference fleet of a province; a sensor of the city folder has none. */
  readonly feed?: string;
  /** Events that a report counts for: its values, or one where it is a record or a state. */
  readonly events: number;
  /** Whether it is in service at each local hour, 00 to 23; always unless told. */
  readonly service?: readonly boolean[];
}

export function siteOf(sensor: Sensor, unlisted = false): Site {
  const { lon = 0, lat = 0 } = sensor;
  return {
    id: sensor.id,
    gateway: sensor.gateway,
    area: sensor.area,
    domain: sensor.domain,
    metrics: sensor.metrics,
    lon,
    lat,
    period: (sensor.period ?? 60) * 1_000,
    key: keyOf(sensor.id),
    areaKey: keyOf(sensor.area),
    blockKey: blockKeyOf(lon, lat),
    unlisted,
    events: sensor.metrics.length,
  };
}

export function blockKeyOf(lon: number, lat: number): number {
  return keyOf(`${Math.round(lon * 100)}/${Math.round(lat * 100)}`);
}
