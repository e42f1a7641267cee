import { draw, keyOf } from './chance.js';
import type { Scene } from './scene.js';
import type { Site } from './site.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A reading as the gateway words it. Values may be text: some devices write a decimal comma. */
export interface Report {
  sensor: string;
  at: number;
  values: Record<string, number | string>;
  units?: Record<string, string>;
  quality: 'simulated' | 'calibrating' | 'fault';
  place?: [number, number];
}

export interface Delivery {
  /** When the gateway sends it: at once, later because the link was down, twice because it was in doubt. */
  readonly sendAt: number;
  readonly report: Report;
}

export interface FaultRates {
  /** Many readings arrive after their minute has closed. */
  readonly late?: boolean;
  /** Many readings are sent twice. */
  readonly duplicates?: boolean;
}

const CHANCE = keyOf('fault');
const YEAR = 8_760 * HOUR;

/** Chances for one report, from the top; they are laid end to end on one draw, so at most one happens to a report. */
const FAULTS = {
  duplicate: 0.003,
  late: 0.001,
  outOfOrder: 0.004,
  calibrating: 0.001,
  broken: 0.0005,
  clockAhead: 0.0003,
  clockBehind: 0.0003,
  decimalComma: 0.0004,
  unitMixUp: 0.0005,
  unknownDevice: 0.0003,
} as const;
type Fault = keyof typeof FAULTS;

/** What a site reports for an instant, with all that can go wrong between the probe and the gateway's antenna. */
export function deliveriesOf(
  site: Site,
  at: number,
  values: Record<string, number>,
  scene: Scene,
  rates: FaultRates = {},
): readonly Delivery[] {
  const report: Report = { sensor: site.id, at, values, quality: 'simulated' };
  const fault = faultAt(site, at, scene, rates);
  const later = draw(scene.seed, site.key ^ CHANCE, at + 1);
  switch (fault) {
    case 'duplicate':
      return [
        { sendAt: at, report },
        { sendAt: at + 500 + 4_000 * later, report },
      ];
    case 'late':
      return [{ sendAt: at + 90_000 + 150_000 * later, report }];
    case 'outOfOrder':
      return [{ sendAt: at + Math.min(1.5 * site.period, 20_000), report }];
    case 'calibrating':
      return [{ sendAt: at, report: { ...report, quality: 'calibrating' } }];
    case 'broken':
      return [{ sendAt: at, report: { ...report, quality: 'fault' } }];
    case 'clockAhead':
      return [{ sendAt: at, report: { ...report, at: at + (later < 0.5 ? 7 * HOUR : YEAR) } }];
    case 'clockBehind':
      return [{ sendAt: at, report: { ...report, at: at - (later < 0.5 ? 7 * HOUR : YEAR) } }];
    case 'decimalComma':
      return [{ sendAt: at, report: { ...report, values: withComma(values) } }];
    case 'unitMixUp':
      return [{ sendAt: at, report: { ...report, ...inMilligrams(values, later < 0.5) } }];
    case 'unknownDevice':
      return [{ sendAt: at, report: { ...report, sensor: strangerOf(site) } }];
    case undefined:
      return [{ sendAt: backOnline(site, at, scene), report }];
  }
}

/** A gateway that registers what it meets would register strangers without end: its feed has one. */
function strangerOf({ id, unlisted }: Site): string {
  return unlisted ? id.replace(/\d+$/, 'moi') : `${id}-moi`;
}

/** A camera or panel that is silent sends nothing, not even later; nor does anything on a line that is dark. */
export function isSilent(site: Site, at: number, scene: Scene): boolean {
  const metric = site.metrics[0]!;
  if (MAINS.has(metric) && scene.isDark(site, at)) return true;
  const chance = SILENCES[metric];
  if (chance === undefined) return false;
  const odds = scene.odds(site, chance) * (1 + 4 * scene.force('storm', at));
  const shape = { every: 20 * MINUTE, lasts: 15 * MINUTE, chance: odds };
  return scene.episode(site.key, 'silent', at, shape) !== undefined;
}
/** Without a battery of its own; a panel and a station have one. */
const MAINS = new Set([
  'camera_online',
  'people_count',
  'signal_ok',
  'sign_ok',
  'lighting_power',
  'luminaire_ok',
]);
const SILENCES: Readonly<Record<string, number>> = { camera_online: 0.06, fire_panel_ok: 0.012 };

/** The instant whose values the probe shows: a stuck one goes on showing what it showed when it stuck. */
export function shownAt(site: Site, at: number, scene: Scene): number {
  const stuck = scene.episode(site.key, 'stuck', at, { every: HOUR, lasts: 20 * MINUTE, chance: 0.01 });
  return stuck ? Math.round(stuck.start) : at;
}

/** Two in a hundred probes drift: up to a tenth too much in the course of a day, until they are cleaned at midnight. */
export function drifted(
  site: Site,
  at: number,
  values: Record<string, number>,
  scene: Scene,
): Record<string, number> {
  if (scene.trait(site, 'drift') >= 0.02 || site.domain !== 'environment') return values;
  const day = 24 * HOUR;
  const factor = 1 + (0.1 * (scene.local(at) % day)) / day;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      DRIFTS.has(name) ? Math.round(value * factor * 10) / 10 : value,
    ]),
  );
}
const DRIFTS = new Set(['pm25', 'pm10', 'no2', 'so2', 'o3', 'co', 'noise']);

/** A link that was down: what was measured meanwhile is sent when it is back, all of it in one burst. */
function backOnline(site: Site, at: number, scene: Scene): number {
  if (site.domain !== 'environment') return at;
  const down =
    scene.episode(site.key, 'link', at, { every: 2 * HOUR, lasts: 6 * MINUTE, chance: 0.02 }) ??
    scene.episode(site.key, 'shift', at, { every: 3 * DAY, lasts: 8 * HOUR, chance: 0.02 });
  return down ? Math.round(down.end) : at;
}

/** Whether a logger that is read out anew between two instants sends all of its last day once more. */
export function isReplayed(site: Site, after: number, until: number, scene: Scene): boolean {
  if (site.domain !== 'environment') return false;
  const shape = { every: 3 * DAY, lasts: DAY, chance: 0.03 };
  const begun = scene.episode(site.key, 'replay', until, shape)?.start;
  return begun !== undefined && begun > after;
}

function faultAt(site: Site, at: number, scene: Scene, rates: FaultRates): Fault | undefined {
  let mark = draw(scene.seed, site.key ^ CHANCE, at);
  for (const fault of Object.keys(FAULTS) as Fault[]) {
    const often = (fault === 'late' && rates.late) || (fault === 'duplicate' && rates.duplicates);
    const chance = often ? 0.2 : FAULTS[fault];
    if (mark < chance) return fault;
    mark -= chance;
  }
  return undefined;
}

function withComma(values: Record<string, number>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.toFixed(1).replace('.', ',')]),
  );
}

/** Carbon monoxide in mg/m³ where µg/m³ are meant; an honest device says so, and then it is no fault at all. */
function inMilligrams(values: Record<string, number>, honest: boolean): Pick<Report, 'values' | 'units'> {
  if (values.co === undefined) return { values };
  return { values: { ...values, co: values.co / 1_000 }, ...(honest ? { units: { co: 'mg/m3' } } : {}) };
}
