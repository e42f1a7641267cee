import { countOf } from '../chance.js';
import { doneToday, SHAPES, wave } from '../day.js';
import type { Scene } from '../scene.js';
import type { Site } from '../site.js';
import { type Generator, type Generators, HOUR, MINUTE } from './generator.js';

type ShapeName = keyof typeof SHAPES;

const DAY = 24 * HOUR;
/** Counters of the simulated city began to count here. */
const BEGAN = Date.UTC(2025, 0, 1);

/** A level that wanders in its range, each site about a mean of its own. */
function gauge(name: string, low: number, high: number, period = 3 * HOUR): Generator {
  return (site, at, scene) => {
    const middle = 0.2 + 0.6 * scene.trait(site, name);
    return low + (high - low) * (middle + 0.2 * scene.wander(site, name, at, period));
  };
}

/** The same, higher and lower with the hour: `high` is reached at the top of the day's shape. */
function hourly(name: string, low: number, high: number, shape: ShapeName): Generator {
  const top = Math.max(...SHAPES[shape]);
  return (site, at, scene) => {
    const share = (scene.shape(SHAPES[shape], at) / top) * (0.6 + 0.4 * scene.trait(site, name));
    return low + (high - low) * share * (1 - 0.05 * (1 + scene.wander(site, name, at, 10 * MINUTE)));
  };
}

/** Grows by so much a day, and never falls. */
function counter(name: string, began: number, perDay: number): Generator {
  return (site, at, scene) =>
    Math.floor((0.6 + 0.8 * scene.trait(site, name)) * (began + (perDay * (at - BEGAN)) / DAY));
}

/** What has come together since local midnight, up to `low` to `high` at the end of the day. */
function today(name: string, low: number, high: number, shape: ShapeName): Generator {
  return (site, at, scene) =>
    Math.floor((low + (high - low) * scene.trait(site, name)) * doneToday(SHAPES[shape], scene.local(at)));
}

/** Cases in seven days: a count around its mean that changes from day to day. */
function cases(name: string, mean: number): Generator {
  return (site, at, scene) => countOf(mean, scene.draw(site, name, Math.floor(scene.local(at) / DAY)));
}

/** Mostly normal; another state now and then. */
function state(name: string, normal: number, other: number, chance: number): Generator {
  return (site, at, scene) =>
    scene.episode(site.key, name, at, { every: DAY, lasts: 4 * HOUR, chance }) ? other : normal;
}

function never(): number {
  return 0;
}

/** One light in a hundred is broken for weeks. */
function shines(site: Site, at: number, scene: Scene): 0 | 1 {
  return scene.trait(site, `lamp ${Math.floor(at / (30 * DAY))}`) < 0.012 ? 0 : 1;
}

/** Fills from house to house, and is emptied each two and a half hours. */
function load(site: Site, at: number, scene: Scene): number {
  const round = at / (2.5 * HOUR) + scene.trait(site, 'round');
  return 4 + 98 * (round - Math.floor(round));
}

/** Pupils who are ill stay at home. */
function absent(site: Site, at: number, scene: Scene): number {
  const ill = 6 * scene.forceAt('outbreak', site, at, 20);
  return 1.2 + 3 * scene.trait(site, 'absent') + 0.8 * scene.wander(site, 'absent', at, DAY) + ill;
}

/** What is usual of metrics that need no better story. Ranges are assumptions, from what is published of magnitudes. */
export const typical: Generators = {
  no: hourly('no', 4, 45, 'traffic'),
  nh3: gauge('nh3', 5, 40),
  h2s: gauge('h2s', 1, 8),
  pressure: (site, at, scene) =>
    1_009 + 1.6 * wave(2 * scene.local(at), 20) + 2 * scene.wander(site, 'pressure', at, DAY),
  dust_total: gauge('dust_total', 20_000, 120_000, HOUR),
  oxygen: gauge('oxygen', 6, 14, HOUR),
  ph: gauge('ph', 6.6, 7.8),
  dissolved_oxygen: gauge('dissolved_oxygen', 3.5, 6.8),
  tss: gauge('tss', 15, 60),
  cod: gauge('cod', 8, 28),
  bod5: gauge('bod5', 4, 14),
  nh4: gauge('nh4', 0.2, 1.2),
  total_nitrogen: gauge('total_nitrogen', 1, 6),
  total_phosphorus: gauge('total_phosphorus', 0.05, 0.35),
  'waste-water/cod': gauge('cod', 25, 70),
  'waste-water/nh4': gauge('nh4', 1, 8),
  waste_flow: hourly('waste_flow', 40, 900, 'water'),
  colour: gauge('colour', 15, 60),
  reservoir_release: (site, at, scene) =>
    20 +
    80 * scene.trait(site, 'release') +
    20 * scene.wander(site, 'release', at, DAY) +
    300 * scene.force('storm', at),
  groundwater_level: gauge('groundwater_level', -35, -5, 10 * DAY),

  lighting_power: hourly('lighting_power', 0.05, 22, 'lights'),
  luminaire_ok: shines,
  water_pressure: (site, at, scene) =>
    3.4 -
    0.7 * scene.shape(SHAPES.water, at) +
    0.8 * scene.trait(site, 'pressure') +
    0.1 * scene.wander(site, 'pressure', at, HOUR),
  water_flow: hourly('water_flow', 15, 420, 'water'),
  waste_load: load,

  hfmd_week: cases('hfmd_week', 1.1),
  measles_week: cases('measles_week', 0.15),
  covid_week: cases('covid_week', 0.3),
  rabies_week: never,
  cholera_week: never,

  digitised_share: gauge('digitised_share', 70, 96, DAY),
  reused_share: gauge('reused_share', 38, 75, DAY),
  satisfied_share: gauge('satisfied_share', 86, 99, DAY),
  petitions_on_time_share: gauge('petitions_on_time_share', 85, 99, DAY),
  index_766: gauge('index_766', 68, 92, 3 * DAY),
  chip_id_holders: counter('chip_id_holders', 17_000, 3),
  eid_accounts: counter('eid_accounts', 14_000, 8),

  cashless_share: gauge('cashless_share', 35, 70, DAY),
  cashless_count: today('cashless_count', 2_000, 12_000, 'payments'),
  cashless_value: today('cashless_value', 1_500, 15_000, 'payments'),
  fees_online_share: gauge('fees_online_share', 40, 75, DAY),
  tuition_cashless_share: gauge('tuition_cashless_share', 60, 98, DAY),
  hospital_cashless_share: gauge('hospital_cashless_share', 40, 90, DAY),
  utility_cashless_share: gauge('utility_cashless_share', 65, 95, DAY),
  pension_cashless_share: gauge('pension_cashless_share', 55, 92, DAY),
  welfare_cashless_share: gauge('welfare_cashless_share', 50, 90, DAY),
  pos_terminals: counter('pos_terminals', 280, 0.2),

  attendance_share: (site, at, scene) => 100 - absent(site, at, scene),
  pupils_absent: (site, at, scene) =>
    (absent(site, at, scene) / 100) * (500 + 900 * scene.trait(site, 'school')),

  job_seekers: gauge('job_seekers', 1_200, 6_000, 7 * DAY),
  vacancies: gauge('vacancies', 1_500, 8_000, 7 * DAY),
  placements: gauge('placements', 200, 900, 7 * DAY),
  unemployment_claims: gauge('unemployment_claims', 800, 3_500, 7 * DAY),
  insured_workers: gauge('insured_workers', 60_000, 180_000, 30 * DAY),
  strikes: state('strikes', 0, 1, 0.02),
};
