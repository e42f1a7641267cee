import type { Scene } from '../scene.js';
import type { Site } from '../site.js';

/** What a metric is at a site and an instant; rounding and the metric's range are seen to by `valuesOf`. */
export type Generator = (site: Site, at: number, scene: Scene) => number;
/** By metric, or by feed and metric (`buses/speed`) where a feed's devices measure something of their own. */
export type Generators = Readonly<Record<string, Generator>>;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** How many times as many emergency calls there are as usual: five in a storm, more around a fire. */
export function callsTimes(site: Site, at: number, scene: Scene): number {
  const storm = 4 * scene.force('storm', at);
  return 1 + storm + scene.force('outbreak', at) + 6 * scene.forceAt('fire', site, at, 15);
}
