import { countOf } from '../chance.js';
import { SHAPES } from '../day.js';
import type { Scene } from '../scene.js';
import type { Site } from '../site.js';
import { callsTimes, type Generators, HOUR, MINUTE } from './generator.js';

/** The panels of the block that is on fire. */
function burns(site: Site, at: number, scene: Scene): boolean {
  return scene.force('fire', at) > 0.3 && scene.isInBlock(site);
}

export const security: Generators = {
  fire_panel_ok: (site, at, scene) => {
    if (burns(site, at, scene)) return 0;
    const shape = { every: 2 * HOUR, lasts: 25 * MINUTE, chance: scene.odds(site, 0.04) };
    return scene.episode(site.key, 'panel', at, shape) ? 0 : 1;
  },
  fire_panel_state: (site, at, scene) => {
    if (burns(site, at, scene)) return 5;
    const shape = { every: 2 * HOUR, lasts: 25 * MINUTE, chance: scene.odds(site, 0.04) };
    return scene.episode(site.key, 'panel', at, shape) ? 2 : 0;
  },
  crowd_density: (site, at, scene) => {
    const found = scene.episode(site.key, 'gathering', at, {
      ...{ every: 3 * HOUR, lasts: 20 * MINUTE, ramp: 4 * MINUTE },
      chance: scene.odds(site, 0.02),
    });
    const usual = (0.25 + 0.45 * scene.trait(site, 'crowd')) * scene.shape(SHAPES.crowd, at);
    return usual + 0.1 * scene.wander(site, 'crowd', at, 2 * MINUTE) + 3.6 * (found?.strength ?? 0);
  },
  people_count: (site, at, scene) => {
    const perHour = (120 + 900 * scene.trait(site, 'people')) * scene.shape(SHAPES.crowd, at);
    const mean = (perHour * (1 + scene.force('rush', at)) * site.period) / HOUR;
    return countOf(mean, scene.draw(site, 'people', at));
  },
  calls_114: (site, at, scene) =>
    (0.6 + 1.2 * scene.trait(site, 'fire')) * scene.shape(SHAPES.calls, at) * callsTimes(site, at, scene) +
    0.6 * (1 + scene.wander(site, 'fire', at, 10 * MINUTE)),
};
