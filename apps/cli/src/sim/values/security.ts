import { SHAPES } from '../day.js';
import { type Generators, HOUR, MINUTE } from './generator.js';

export const security: Generators = {
  fire_panel_ok: (site, at, scene) =>
    scene.episode(site.key, 'panel', at, { every: 2 * HOUR, lasts: 25 * MINUTE, chance: 0.04 }) ? 0 : 1,
  crowd_density: (site, at, scene) => {
    const found = scene.episode(site.key, 'gathering', at, {
      ...{ every: 3 * HOUR, lasts: 20 * MINUTE, ramp: 4 * MINUTE, chance: 0.02 },
    });
    const usual = (0.25 + 0.45 * scene.trait(site, 'crowd')) * scene.shape(SHAPES.crowd, at);
    return usual + 0.1 * scene.wander(site, 'crowd', at, 2 * MINUTE) + 3.6 * (found?.strength ?? 0);
  },
  calls_114: (site, at, scene) =>
    (0.6 + 1.2 * scene.trait(site, 'fire')) * scene.shape(SHAPES.calls, at) * (scene.storm ? 5 : 1) +
    0.6 * (1 + scene.wander(site, 'fire', at, 10 * MINUTE)),
};
