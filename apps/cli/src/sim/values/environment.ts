import { SHAPES, wave } from '../day.js';
import type { Scene } from '../scene.js';
import type { Site } from '../site.js';
import { tide } from '../tide.js';
import { type Generators, HOUR, MINUTE } from './generator.js';

/** How far the smoke of a fire is felt. */
const SMOKE_KM = 4;

/** Smoke over a ward now and then: burning fields, a factory fire. */
function smoke(site: Site, at: number, scene: Scene): number {
  const found = scene.episode(site.areaKey, 'smoke', at, {
    ...{ every: 2 * HOUR, lasts: 35 * MINUTE, chance: 0.02, ramp: 5 * MINUTE },
  });
  const burning = 260 * scene.forceAt('fire', site, at, SMOKE_KM);
  return burning + (found ? found.strength * (70 + 50 * found.kind) : 0);
}

function dust(site: Site, at: number, scene: Scene): number {
  const base = 17 + 14 * scene.trait(site, 'dust') + 6 * scene.wander(site, 'dust', at, 3 * HOUR);
  const washed = Math.min(0.6, scene.weather.rainRate(site.lon, site.lat, scene.local(at)) / 40);
  return base * scene.shape(SHAPES.dust, at) * (1 - washed) + smoke(site, at, scene);
}

/** Water on a road: a drain that gives way, and what hard rain and a high river leave. */
function flood(site: Site, at: number, scene: Scene): number {
  const found = scene.episode(site.key, 'drain', at, {
    ...{ every: 40 * MINUTE, lasts: 12 * MINUTE, ramp: 3 * MINUTE },
    chance: 0.035 + 0.365 * scene.force('storm', at),
  });
  const drain = found ? found.strength * (0.14 + 0.24 * found.kind * found.kind) : 0;
  const rain = scene.weather.rainOfHour(site.lon, site.lat, scene.local(at));
  const left = Math.max(0, (rain - 45) / 160) * (0.4 + scene.trait(site, 'drain'));
  return drain + left;
}

export const environment: Generators = {
  pm25: dust,
  pm10: (site, at, scene) => 1.6 * dust(site, at, scene) + 6 + 3 * scene.wander(site, 'pm10', at, HOUR),
  no2: (site, at, scene) =>
    14 +
    16 * scene.shape(SHAPES.traffic, at) * (0.5 + scene.trait(site, 'no2')) +
    4 * scene.wander(site, 'no2', at, HOUR),
  so2: (site, at, scene) => 8 + 10 * scene.trait(site, 'so2') + 4 * scene.wander(site, 'so2', at, HOUR),
  o3: (site, at, scene) => 62 + 42 * wave(scene.local(at), 14) + 14 * scene.wander(site, 'o3', at, 2 * HOUR),
  co: (site, at, scene) =>
    420 +
    620 * scene.shape(SHAPES.traffic, at) * (0.4 + scene.trait(site, 'co')) +
    9_000 * scene.forceAt('fire', site, at, SMOKE_KM) +
    90 * scene.wander(site, 'co', at, HOUR),
  temperature: (site, at, scene) =>
    27.6 +
    3.6 * wave(scene.local(at), 14) +
    0.8 * scene.wander(site, 'temperature', at, 2 * HOUR) -
    Math.min(4, scene.weather.rainRate(site.lon, site.lat, scene.local(at)) / 12),
  humidity: (site, at, scene) =>
    76 -
    14 * wave(scene.local(at), 14) +
    4 * scene.wander(site, 'humidity', at, 2 * HOUR) +
    Math.min(12, scene.weather.rainRate(site.lon, site.lat, scene.local(at)) / 3),
  noise: (site, at, scene) => {
    const found = scene.episode(site.key, 'works', at, { every: HOUR, lasts: 18 * MINUTE, chance: 0.06 });
    const street = 54 + 6 * scene.trait(site, 'noise') + 3.2 * scene.shape(SHAPES.traffic, at);
    return (found ? 77 : street) + 1.5 * scene.wander(site, 'noise', at, 2 * MINUTE);
  },
  rain_1h: (site, at, scene) => scene.weather.rainOfHour(site.lon, site.lat, scene.local(at)),
  water_level: (site, at, scene) => {
    // The first gauge is the one the alarm levels are written for; the others stand higher up or on other rivers.
    const reach = site.id.endsWith('-0001') ? 1 : 0.55 + 0.35 * scene.trait(site, 'reach');
    const rain =
      0.002 * scene.weather.rainOfHour(site.lon, site.lat, scene.local(at)) + 0.5 * scene.force('storm', at);
    return (
      reach * tide(at - (1 - reach) * 3 * HOUR) + rain + 0.012 * scene.wander(site, 'level', at, 10 * MINUTE)
    );
  },
  reservoir_level: (site, at, scene) => 23.6 + 0.4 * scene.wander(site, 'reservoir', at, 96 * HOUR),
  road_flood: flood,
  light: (site, at, scene) =>
    Math.max(0, 70_000 * wave(scene.local(at), 12)) * (0.6 + 0.4 * scene.trait(site, 'sky')),
};
