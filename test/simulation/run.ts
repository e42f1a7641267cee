// Runs schedules in a process of its own: a test runner around them would double their time.
//   run.ts schedules <first seed> <how many>           one line of JSON: what was tried, and the first that went wrong
//   run.ts sabotages <name>…                           the same with a rule taken away, one line for each
import 'reflect-metadata';
import { type Plan, shrunk, USUAL } from './plan.js';
import { SABOTAGES, type Sabotage, type SabotageName } from './sabotage.js';
import { simulate } from './simulation.js';

const [mode, ...args] = process.argv.slice(2);
if (mode === 'schedules') await search({ ...USUAL, seed: Number(args[0]) }, Number(args[1]));
if (mode === 'sabotages') for (const name of args) await sabotaged(name as SabotageName);

async function sabotaged(name: SabotageName): Promise<void> {
  const { within, arrivals = USUAL.arrivals, aim, ...sabotage } = SABOTAGES[name];
  await search({ ...USUAL, arrivals, seed: 0, ...(aim && { aim }) }, within, sabotage);
}

/** Ends with the first schedule that goes wrong. */
async function search(from: Plan, most: number, sabotage?: Sabotage): Promise<void> {
  const sum = { schedules: 0, windows: 0, steps: 0, crash: 0, pause: 0, failure: 0 };
  for (let seed = from.seed; seed < from.seed + most; seed += 1) {
    const plan = { ...from, seed };
    const { windows, steps, done, wrong } = await simulate(plan, sabotage);
    sum.schedules += 1;
    sum.windows += windows;
    sum.steps += steps;
    for (const kind of ['crash', 'pause', 'failure'] as const) sum[kind] += done[kind];
    if (wrong.length === 0) continue;
    const least = sabotage ? { plan, wrong } : await shrunk(plan);
    return console.log(JSON.stringify({ ...sum, seed, least }));
  }
  console.log(JSON.stringify(sum));
}
