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
  /** Milliseconds between two reports. */
  readonly period: number;
  readonly key: number;
  /** What all sensors of an area have in common: smoke, a jam. */
  readonly areaKey: number;
  /** Not in the city folder: its first report tells its place. */
  readonly unlisted: boolean;
}

export function siteOf(sensor: Sensor, unlisted = false): Site {
  return {
    id: sensor.id,
    gateway: sensor.gateway,
    area: sensor.area,
    domain: sensor.domain,
    metrics: sensor.metrics,
    lon: sensor.lon ?? 0,
    lat: sensor.lat ?? 0,
    period: (sensor.period ?? 60) * 1_000,
    key: keyOf(sensor.id),
    areaKey: keyOf(sensor.area),
    unlisted,
  };
}
