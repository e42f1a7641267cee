import { ACKNOWLEDGED } from './promises/acknowledged.mjs';
import { EXACT_WINDOWS } from './promises/exact-windows.mjs';
import { LATE_DATA } from './promises/late-data.mjs';
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
  { says: 'Windows are exact', mutants: EXACT_WINDOWS },
  { says: 'A repeat counts once', mutants: REPEATS },
  { says: 'Late data corrects history', mutants: LATE_DATA },
];
