import { countOf } from '../chance.js';
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
  const rush = scene.force('rush', at);
  const usual = Math.min(1, (shape / 2.4) * (0.6 + 0.5 * scene.trait(site, 'road')));
  const load = usual + (1 - usual) * 0.9 * rush;
  const found = scene.episode(site.key, 'jam', at, {
    ...{ every: 20 * MINUTE, lasts: 11 * MINUTE, ramp: MINUTE },
    chance: scene.odds(site, 0.022 + 0.03 * load) + 0.25 * rush,
  });
  return { load, jam: found?.strength ?? 0 };
}

function isLit(site: Site, at: number, scene: Scene): 0 | 1 {
  const chance = scene.odds(site, 0.045) * (1 + 4 * scene.force('storm', at));
  return scene.episode(site.key, 'signal', at, { every: HOUR, lasts: 25 * MINUTE, chance }) ? 0 : 1;
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
  volume: (site, at, scene) => {
    const { load, jam } = flowing(site, at, scene);
    const perHour = (500 + 900 * scene.trait(site, 'road')) * load * (1 - 0.65 * jam);
    return countOf((perHour * site.period) / HOUR, scene.draw(site, 'volume', at));
  },
  'buses/speed': (site, at, scene) => {
    const { load } = flowing(site, at, scene);
    const late = 1 - 0.62 * scene.force('rush', at);
    return (36 - 12 * load + 4 * scene.wander(site, 'bus', at, 5 * MINUTE)) * late;
  },
  bus_state: (site, at, scene) =>
    scene.episode(site.key, 'bus', at, { every: 12 * HOUR, lasts: HOUR, chance: 0.02 }) ? 0 : 1,
  camera_online: () => 1,
  signal_ok: isLit,
  signal_mode: (site, at, scene) => {
    if (isLit(site, at, scene) === 0) return 0;
    const hour = new Date(scene.local(at)).getUTCHours();
    const flashing = (hour >= 23 || hour < 5) && scene.trait(site, 'night') < 0.6;
    return flashing ? 2 : 1;
  },
  sign_ok: (site, at, scene) =>
    scene.episode(site.key, 'sign', at, { every: 6 * HOUR, lasts: HOUR, chance: scene.odds(site, 0.06) })
      ? 0
      : 1,
};
