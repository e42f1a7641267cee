import { simulate } from './simulation.js';
import type { Stage } from './stages.js';

/** What is drawn: the same plan gives the same run, step by step. */
export interface Plan {
  readonly seed: number;
  /** Readings and ticks that arrive. */
  readonly arrivals: number;
  /** Most crashes, pauses and failures. */
  readonly mischief: number;
  /** Pauses only, where a stage is about to do this: for what goes wrong too rarely otherwise. */
  readonly aim?: Aim;
}

export interface Aim {
  readonly stage: Stage;
  readonly at: string;
}

export const USUAL = { arrivals: 22, mischief: 8 };

/** The fewest arrivals, and then the least mischief, with which a seed still goes wrong. */
export async function shrunk(plan: Plan): Promise<{ plan: Plan; wrong: readonly string[] }> {
  for (let arrivals = 1; arrivals <= plan.arrivals; arrivals += 1) {
    for (let mischief = 0; mischief <= plan.mischief; mischief += 1) {
      const smaller = { ...plan, arrivals, mischief };
      const { wrong } = await simulate(smaller);
      if (wrong.length > 0) return { plan: smaller, wrong };
    }
  }
  throw new Error(`seed ${plan.seed} went wrong once and does not any more`);
}
