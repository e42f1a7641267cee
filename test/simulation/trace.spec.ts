import { type Plan, USUAL } from './plan.js';
import { simulate } from './simulation.js';

const seed = Number(process.env['SEED'] ?? 1);
const arrivals = Number(process.env['ARRIVALS'] ?? USUAL.arrivals);
const mischief = Number(process.env['MISCHIEF'] ?? USUAL.mischief);

describe('one schedule', () => {
  it('is the same, step by step, whenever it is run, and its windows are right', async () => {
    const plan: Plan = { seed, arrivals, mischief };
    const steps: string[] = [];
    const again: string[] = [];
    const { wrong } = await simulate(plan, {}, steps);
    await simulate(plan, {}, again);
    expect(again).toEqual(steps);
    expect(wrong.length === 0 ? [] : [...steps, ...wrong]).toEqual([]);
  });
});
