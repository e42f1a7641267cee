import { ACKNOWLEDGED } from './promises/acknowledged.mjs';
import { ALERTS } from './promises/alerts.mjs';
import { DOSSIERS } from './promises/dossiers.mjs';
import { EXACT_WINDOWS } from './promises/exact-windows.mjs';
import { HONEST_WALLS } from './promises/honest-walls.mjs';
import { HOURS_AND_DAYS } from './promises/hours-and-days.mjs';
import { LATE_DATA } from './promises/late-data.mjs';
import { NOTHING_LOST } from './promises/nothing-lost.mjs';
import { PRIVACY } from './promises/privacy.mjs';
import { REGIONS_TIME } from './promises/regions-time.mjs';
import { REPEATS } from './promises/repeats.mjs';

/**
 * What the product promises, and the ways to break it that its tests must notice. A mutant replaces `find`, which `file` has
 * exactly once, and every spec of `caughtBy` has to fail by it.
 *
 * @typedef {{ name: string, says: string, file: string, find: string, replace: string, caughtBy: string[] }} Mutant
 * @type {readonly { says: string, mutants: readonly Mutant[] }[]}
 */
export const PROMISES = [
  { says: 'Acknowledged means on disk', mutants: ACKNOWLEDGED },
  { says: 'Nothing disappears, and accounts add up', mutants: NOTHING_LOST },
  { says: 'Windows are exact', mutants: EXACT_WINDOWS },
  { says: 'A repeat counts once', mutants: REPEATS },
  { says: 'Late data corrects history', mutants: LATE_DATA },
  { says: 'Hours and days follow', mutants: HOURS_AND_DAYS },
  { says: 'An alert is raised once, and not in vain', mutants: ALERTS },
  { says: 'Walls are honest', mutants: HONEST_WALLS },
  { says: 'Persons stay private', mutants: PRIVACY },
  { says: 'Time has its own map', mutants: REGIONS_TIME },
  { says: 'Dossiers are judged right', mutants: DOSSIERS },
];
