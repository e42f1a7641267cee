import type { Scene } from '../scene.js';
import type { Site } from '../site.js';

/** What a metric is at a site and an instant; rounding and the metric's range are seen to by `valuesOf`. */
export type Generator = (site: Site, at: number, scene: Scene) => number;
export type Generators = Readonly<Record<string, Generator>>;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
