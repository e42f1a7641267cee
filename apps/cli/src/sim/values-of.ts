import { metricOf } from '@toancanh/domains';
import type { Scene } from './scene.js';
import type { Site } from './site.js';
import { administration } from './values/administration.js';
import { environment } from './values/environment.js';
import type { Generator, Generators } from './values/generator.js';
import { health } from './values/health.js';
import { security } from './values/security.js';
import { traffic } from './values/traffic.js';
import { typical } from './values/typical.js';

export const GENERATORS: Generators = {
  ...typical,
  ...environment,
  ...traffic,
  ...health,
  ...security,
  ...administration,
};

/** That of the feed if it has one of its own, else that of the metric. */
export function generatorOf(metric: string, feed: string | undefined): Generator | undefined {
  return (feed === undefined ? undefined : GENERATORS[`${feed}/${metric}`]) ?? GENERATORS[metric];
}

interface Measure {
  readonly name: string;
  readonly generator: Generator;
  readonly min: number;
  readonly max: number;
  readonly scale: number;
}

/** By site: what it measures is looked up once. */
const measures = new WeakMap<Site, readonly Measure[]>();

/** What the site measures at an instant: a pure function of seed, site and time. Empty if it measures nothing known. */
export function valuesOf(site: Site, at: number, scene: Scene): Record<string, number> {
  const values: Record<string, number> = {};
  let measured = measures.get(site);
  if (!measured) measures.set(site, (measured = measuresOf(site)));
  for (const { name, generator, min, max, scale } of measured) {
    const rounded = Math.round(generator(site, at, scene) * scale) / scale;
    values[name] = Math.min(max, Math.max(min, rounded));
  }
  return values;
}

function measuresOf({ metrics, feed }: Site): readonly Measure[] {
  return metrics.flatMap((name) => {
    const metric = metricOf(name);
    const generator = generatorOf(name, feed);
    if (!metric || !generator) return [];
    const { min, max, digits } = metric;
    return [{ name, generator, min, max, scale: 10 ** digits }];
  });
}
