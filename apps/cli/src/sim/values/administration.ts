import { doneToday, SHAPES } from '../day.js';
import type { Scene } from '../scene.js';
import { type Generators, HOUR } from './generator.js';

const DAY = 24 * HOUR;

/** 1 January 1970 was a Thursday; offices work from Monday to Friday. */
function isWorkday(at: number, scene: Scene): boolean {
  const weekday = (Math.floor(scene.local(at) / DAY) + 4) % 7;
  return weekday >= 1 && weekday <= 5;
}

export const administration: Generators = {
  online_share: (site, at, scene) =>
    70 + 16 * scene.trait(site, 'online') + 1.5 * scene.wander(site, 'online', at, 8 * HOUR),
  on_time_share: (site, at, scene) => {
    const base = scene.isTroubled(site, 'on_time_share') ? 87 : 94.5 + 4 * scene.trait(site, 'on-time');
    return base + 0.8 * scene.wander(site, 'on-time', at, 8 * HOUR);
  },
  online_payment_share: (site, at, scene) =>
    44 + 22 * scene.trait(site, 'payment') + 2 * scene.wander(site, 'payment', at, 8 * HOUR),
  received: (site, at, scene) =>
    isWorkday(at, scene)
      ? Math.floor((90 + 160 * scene.trait(site, 'received')) * doneToday(SHAPES.dossiers, scene.local(at)))
      : 0,
  in_process: (site, at, scene) =>
    240 + 400 * scene.trait(site, 'process') + 30 * scene.wander(site, 'process', at, 12 * HOUR),
  due_24h: (site, at, scene) =>
    2 + 9 * scene.trait(site, 'due') * (1 + scene.wander(site, 'due', at, 6 * HOUR)) * 0.5,
  overdue: (site, at, scene) =>
    (scene.isTroubled(site, 'on_time_share') ? 14 : 2) + 2 * scene.wander(site, 'overdue', at, 12 * HOUR),
};
