import { SHAPES } from '../day.js';
import type { Scene } from '../scene.js';
import type { Site } from '../site.js';
import { type Generators, HOUR, MINUTE } from './generator.js';

interface Flowing {
  readonly load: number;
  readonly jam: number;
}

/** How full the road is, and whether it stands. Jams are likelier when roads are full. */
function flowing(site: Site, at: number, scene: Scene): Flowing {
  const shape = scene.shape(SHAPES.traffic, at);
  const load = Math.min(1, (shape / 2.4) * (0.6 + 0.5 * scene.trait(site, 'road')));
  const found = scene.episode(site.key, 'jam', at, {
    ...{ every: 20 * MINUTE, lasts: 11 * MINUTE, ramp: MINUTE, chance: 0.022 + 0.03 * load },
  });
  return { load, jam: found?.strength ?? 0 };
}

export const traffic: Generators = {
  speed: (site, at, scene) => {
    const { load, jam } = flowing(site, at, scene);
    const free = 42 + 16 * scene.trait(site, 'speed');
    const moving = free * (1 - 0.42 * load) + 3 * scene.wander(site, 'speed', at, MINUTE);
    return moving * (1 - jam) + (7 + 1.5 * scene.wander(site, 'jam', at, MINUTE)) * jam;
  },
  flow: (site, at, scene) => {
    const { load, jam } = flowing(site, at, scene);
    const capacity = 2_400 + 2_800 * scene.trait(site, 'road');
    return capacity * load * (1 - 0.65 * jam) + 60 * (1 + scene.wander(site, 'flow', at, MINUTE));
  },
  occupancy: (site, at, scene) => {
    const { load, jam } = flowing(site, at, scene);
    return 6 + 28 * load + 45 * jam + 3 * scene.wander(site, 'occupancy', at, MINUTE);
  },
  camera_online: () => 1,
  signal_ok: (site, at, scene) =>
    scene.episode(site.key, 'signal', at, { every: HOUR, lasts: 25 * MINUTE, chance: 0.045 }) ? 0 : 1,
};
