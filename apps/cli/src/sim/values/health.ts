import { season, SHAPES } from '../day.js';
import { callsTimes, type Generators, HOUR, MINUTE } from './generator.js';

export const health: Generators = {
  bed_occupancy: (site, at, scene) => {
    const base = scene.isTroubled(site, 'bed_occupancy') ? 106 : 64 + 26 * scene.trait(site, 'beds');
    const ill = 24 * scene.forceAt('outbreak', site, at, 20);
    return base + ill + 3 * scene.wander(site, 'beds', at, 6 * HOUR);
  },
  ed_waiting: (site, at, scene) => {
    const found = scene.episode(site.key, 'rush', at, {
      ...{ every: 3 * HOUR, lasts: 30 * MINUTE, ramp: 6 * MINUTE },
      chance: scene.odds(site, 0.04) + 0.36 * scene.force('storm', at),
    });
    const ill = 1 + 1.6 * scene.forceAt('outbreak', site, at, 20);
    const usual = (5 + 9 * scene.trait(site, 'waiting')) * scene.shape(SHAPES.calls, at) * ill;
    return usual + 2 * scene.wander(site, 'waiting', at, 15 * MINUTE) + 35 * (found?.strength ?? 0);
  },
  calls_115: (site, at, scene) => {
    const found = scene.episode(site.key, 'surge', at, {
      ...{ every: 4 * HOUR, lasts: 25 * MINUTE, ramp: 4 * MINUTE },
      chance: scene.odds(site, 0.03),
    });
    const usual =
      (3 + 6 * scene.trait(site, 'calls')) * scene.shape(SHAPES.calls, at) * callsTimes(site, at, scene);
    return usual + 1.5 * (1 + scene.wander(site, 'calls', at, 5 * MINUTE)) + 34 * (found?.strength ?? 0);
  },
  dengue_week: (site, at, scene) => {
    const usual = (0.4 + 2.6 * scene.trait(site, 'dengue')) * (1 + 0.85 * season(scene.local(at), 258));
    const outbreak = scene.forceAt('outbreak', site, at, 12);
    return (
      usual * (1 + 0.3 * scene.wander(site, 'dengue', at, 72 * HOUR)) * (1 + 6 * outbreak) + 9 * outbreak
    );
  },
};
