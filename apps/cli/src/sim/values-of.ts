import { metricOf } from '@toancanh/domains';
import type { Scene } from './scene.js';
import type { Site } from './site.js';
import { administration } from './values/administration.js';
import { environment } from './values/environment.js';
import type { Generators } from './values/generator.js';
import { health } from './values/health.js';
import { security } from './values/security.js';
import { traffic } from './values/traffic.js';

export const GENERATORS: Generators = {
  ...environment,
  ...traffic,
  ...health,
  ...security,
  ...administration,
};

/** What the site measures at an instant: a pure function of seed, site and time. Empty if it measures nothing known. */
export function valuesOf(site: Site, at: number, scene: Scene): Record<string, number> {
  const values: Record<string, number> = {};
  for (const name of site.metrics) {
    const metric = metricOf(name);
    const generator = GENERATORS[name];
    if (!metric || !generator) continue;
    const scale = 10 ** metric.digits;
    const rounded = Math.round(generator(site, at, scene) * scale) / scale;
    values[name] = Math.min(metric.max, Math.max(metric.min, rounded));
  }
  return values;
}
