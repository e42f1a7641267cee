import type { Sensor } from '@toancanh/events';
import type { Placements } from '@toancanh/regions';
import type { City } from '../city.js';
import { Clock } from '../clock.js';
import { readAreas } from './areas-json.js';
import { readBoundaries } from './boundaries.js';
import { readCalendars } from './calendars.js';
import { defaultRulesOf } from './default-rules.js';
import { readDesks } from './desks-yaml.js';
import { readCityYaml } from './city-yaml.js';
import { type CityFault, Findings } from './fault.js';
import { readFeeds } from './feeds.js';
import { readFigures } from './figures-yaml.js';
import { FolderCity } from './folder-city.js';
import { readGateways } from './gateways-yaml.js';
import { readRules } from './rule-files.js';
import { readSensors } from './sensors-csv.js';
import { readWalls } from './walls-yaml.js';

export type LoadedCity =
  | { readonly city: City; readonly warnings: readonly CityFault[] }
  | { readonly faults: readonly CityFault[]; readonly warnings: readonly CityFault[] };

/**
 * Reads and checks a city folder. All faults are told at once, as far as the files can be understood without each
 * other: what stands in no areas cannot be checked against them. `now` decides which areas and sensors are in force.
 */
export function loadCity(folder: string, now: number = new Clock().now()): LoadedCity {
  const findings = new Findings();
  const { faults, warnings } = findings;
  const settings = readCityYaml(folder, findings);
  const areas = settings && readAreas(folder, settings, findings);
  if (!settings || !areas) return { faults, warnings };
  const boundaries = readBoundaries(folder, areas, now, findings);
  const shapes = boundaries?.shapes;
  const gateways = readGateways(folder, areas, now, findings);
  const placements = readSensors(folder, { areas, shapes, gateways, now }, findings);
  const sensors = placements && inForce(placements, dayOf(now, settings.timeZone));
  const written = readRules(folder, areas, sensors, findings);
  const defaultRules = defaultRulesOf(written, settings);
  const calendars = readCalendars(folder, findings);
  const walls = readWalls(folder, areas, now, findings);
  const desks = readDesks(folder, areas, now, findings);
  const figures = readFigures(folder, areas, findings);
  const feeds = readFeeds(settings.file, settings.feeds, { gateways, areas });
  if (!placements || !sensors || faults.length > 0) return { faults, warnings };
  const { name, timeZone, root, limits, retention } = settings;
  const city = new FolderCity({
    ...{ folder, name, timeZone, root, limits, retention, areas, sensors, gateways, walls, shapes },
    rules: [
      ...written,
      ...defaultRules.filter(({ standing }) => standing === 'in-force').map(({ rule }) => rule),
    ],
    defaultRules,
    calendars,
    placements,
    desks,
    feeds,
    figures,
    boundaries: boundaries?.text ?? null,
  });
  return { city, warnings };
}

/** What `toancanh check` tells of a folder; no faults means that every app would start with it. */
export function checkCity(
  folder: string,
  now: number = new Clock().now(),
): { readonly faults: readonly CityFault[]; readonly warnings: readonly CityFault[] } {
  const loaded = loadCity(folder, now);
  return { faults: 'faults' in loaded ? loaded.faults : [], warnings: loaded.warnings };
}

/** The sensors that have a row today, as it has them. */
function inForce(placements: ReadonlyMap<string, Placements>, today: string): ReadonlyMap<string, Sensor> {
  const sensors = new Map<string, Sensor>();
  for (const [id, { rows }] of placements) {
    const row = rows.find(({ from = '', to = '9999' }) => from <= today && today < to);
    if (row) sensors.set(id, row);
  }
  return sensors;
}

function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
