// npm run chaos -- <plan> [--pair embedded|real] [--seed N] [--short] …: runs the built product, does harm to it, and
// judges by what was sent. Without a plan it lists them. `ci` runs what every change must pass.
import { parseArgs } from 'node:util';
import { CI, PLANS } from './plans.mjs';
import { runPlan } from './run.mjs';
import { SABOTAGES, sabotaged } from './sabotage.mjs';

const ROOT = new URL('..', import.meta.url).pathname.replace(/\/$/, '');
const USAGE =
  'npm run chaos -- <plan> [--pair embedded|real] [--seed N] [--short] [--rate R] [--seconds S] [--times N] [--lateness S] [--keep] [--sabotage NAME]';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pair: { type: 'string' },
    seed: { type: 'string' },
    rate: { type: 'string' },
    seconds: { type: 'string' },
    times: { type: 'string' },
    lateness: { type: 'string', default: '5' },
    short: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    sabotage: { type: 'string' },
  },
});
const [name] = positionals;
if (name === undefined || !(name === 'ci' || name in PLANS)) {
  console.log(`${USAGE}\n`);
  for (const [plan, { says, pairs }] of Object.entries(PLANS)) {
    console.log(`  ${plan.padEnd(12)} ${says} (${pairs.join(', ')})`);
  }
  console.log('  ci           the short forms that every change must pass');
  console.log('\nSabotage, which must be found:\n');
  for (const [one, { says }] of Object.entries(SABOTAGES)) console.log(`  ${one.padEnd(22)} ${says}`);
  process.exit(name === undefined ? 0 : 2);
}

const seed = options.seed ?? String(Math.floor(Math.random() * 1e6));
console.log(`seed ${seed}`);
const number = (text) => (text === undefined ? undefined : Number(text));
const copy = options.sabotage === undefined ? undefined : sabotaged(ROOT, options.sabotage);
const runs =
  name === 'ci'
    ? CI.map((run) => ({ ...run, short: true }))
    : (options.pair === undefined ? PLANS[name].pairs : [options.pair]).map((pair) => ({
        plan: name,
        pair,
        short: options.short,
      }));

let wrong = 0;
const one = async (run) => {
  const label = `${run.plan} ${run.pair}`;
  const began = Date.now();
  const say = (text) => console.log(`${label} | ${text}`);
  const { right, faults, figures, folder } = await runPlan({
    ...run,
    seed,
    say,
    rate: number(options.rate),
    seconds: number(options.seconds),
    times: number(options.times),
    lateness: Number(options.lateness),
    root: copy?.root ?? ROOT,
    keep: options.keep,
  });
  if (!right) wrong += 1;
  for (const fault of faults) console.log(`${label} | ${fault}`);
  if (!right || options.keep) console.log(`${label} | kept: ${folder}`);
  const took = Math.round((Date.now() - began) / 1_000);
  console.log(`${right ? 'right' : 'WRONG'}: ${label} seed ${seed} in ${took} s: ${JSON.stringify(figures)}`);
};
try {
  // Both pairs at once where there is little time: the one waits for its minute while the other works.
  const lanes = ['embedded', 'real'].map((pair) => runs.filter((run) => run.pair === pair));
  const lane = async (these) => {
    for (const run of these) await one(run);
  };
  if (name === 'ci') await Promise.all(lanes.map(lane));
  else await lane(runs);
} finally {
  copy?.remove();
}
if (name === 'ci') console.log(`${runs.length - wrong} passed, ${wrong} failed`);
process.exit(wrong === 0 ? 0 : 1);
