// npm run mutants [-- --only name[,name]] [--sample N] [--seed S] [--table]: breaks each promise in a copy of the sources and
// demands that a test notices. docs/mutants.md says more; --table writes it.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { pageOf } from './page.mjs';
import { PROMISES } from './promises.mjs';
import { apply, scratchOf } from './scratch.mjs';
import { runSpecs, verdictOf } from './specs.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const PAGE = 'docs/mutants.md';
/** Specs of one Jest: it keeps what each of them has loaded. */
const AT_ONCE = 10;
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    table: { type: 'boolean', default: false },
  },
});
const all = PROMISES.flatMap(({ mutants }) => mutants);
const chosen = chosenOf(all, options);
if (options.table && chosen.length < all.length) throw new Error('the table is of all mutants');

const say = (line) => process.stdout.write(`${line}\n`);
const seconds = (since) => `${((Date.now() - since) / 1_000).toFixed(1)} s`;
const began = Date.now();
const scratch = scratchOf(ROOT);
process.once('exit', scratch.remove);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

const specs = [...new Set(chosen.flatMap(({ caughtBy }) => caughtBy))];
const ill = [];
for (let from = 0; from < specs.length; from += AT_ONCE) {
  const results = runSpecs(scratch.folder, specs.slice(from, from + AT_ONCE));
  ill.push(...results.filter(({ broken, failed }) => broken || failed.length > 0));
}
for (const { spec, broken, failed } of ill) say(`${spec} fails unbroken: ${broken ?? failed[0].message}`);
if (ill.length > 0) process.exit(1);
say(`${specs.length} specs pass unbroken, ${seconds(began)}`);

const caught = new Map();
for (const mutant of chosen) {
  const since = Date.now();
  const { by, why } = verdictOn(mutant);
  if (by) caught.set(mutant.name, by);
  say(`${by ? 'caught  ' : 'SURVIVED'} ${mutant.name}, ${seconds(since)}: ${by ? by[0] : why}`);
}
if (options.table && caught.size === all.length) {
  const config = await resolveConfig(PAGE);
  writeFileSync(`${ROOT}/${PAGE}`, await format(pageOf(PROMISES, caught), { ...config, parser: 'markdown' }));
}
say(`${caught.size} passed, ${chosen.length - caught.size} failed, ${seconds(began)}`);
process.exitCode = caught.size === chosen.length ? 0 : 1;

function verdictOn(mutant) {
  const mend = apply(mutant, scratch.folder);
  try {
    return verdictOf(runSpecs(scratch.folder, mutant.caughtBy), mutant.caughtBy);
  } catch (error) {
    return { why: error.message };
  } finally {
    mend();
  }
}

function chosenOf(mutants, { only, sample, seed }) {
  if (only !== undefined) {
    return only.split(',').map((name) => {
      const found = mutants.find((mutant) => mutant.name === name);
      if (!found) throw new Error(`no mutant "${name}"`);
      return found;
    });
  }
  if (sample === undefined) return mutants;
  const lot = ({ name }) => createHash('sha256').update(`${seed} ${name}`).digest('hex');
  return mutants.toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1)).slice(0, Number(sample));
}
