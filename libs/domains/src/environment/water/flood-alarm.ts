import type { Bilingual } from '@toancanh/events';
import type { FloodLevels } from './flood-levels.js';

export type FloodLevel = 0 | 1 | 2 | 3;

/** How the alarm is raised and taken back. No regulation says it; without it a tide makes the alarm flap. */
export interface FloodSettings {
  /** Samples in a row at or above a level that raise it. */
  readonly raiseAfter: number;
  /** Metres below a level from which on it is taken back. */
  readonly hysteresis: number;
  /** Samples in a row below level and hysteresis that take it back. */
  readonly clearAfter: number;
}
export const FLOOD_SETTINGS: FloodSettings = { raiseAfter: 2, hysteresis: 0.03, clearAfter: 3 };

interface Step {
  readonly raised: boolean;
  /** Samples in a row that speak for a change. */
  readonly run: number;
}

export interface FloodState {
  readonly level: FloodLevel;
  readonly steps: readonly [Step, Step, Step];
}

const CALM: Step = { raised: false, run: 0 };
export const NO_FLOOD: FloodState = { level: 0, steps: [CALM, CALM, CALM] };

/** The state after one more sample of the water's level, metres. Samples come in the order of time. */
export function floodAfter(
  state: FloodState,
  sample: number,
  levels: FloodLevels,
  settings = FLOOD_SETTINGS,
): FloodState {
  const [first, second, third] = state.steps;
  const steps = [
    stepAfter(first, sample, levels[0], settings),
    stepAfter(second, sample, levels[1], settings),
    stepAfter(third, sample, levels[2], settings),
  ] as const;
  const level = steps[2].raised ? 3 : steps[1].raised ? 2 : steps[0].raised ? 1 : 0;
  return { level, steps };
}

function stepAfter(step: Step, sample: number, level: number | null, settings: FloodSettings): Step {
  if (level === null) return CALM;
  const { raised } = step;
  const forChange = raised ? sample < belowOf(level, settings.hysteresis) : sample >= level;
  const run = forChange ? step.run + 1 : 0;
  return run >= (raised ? settings.clearAfter : settings.raiseAfter)
    ? { raised: !raised, run: 0 }
    : { raised, run };
}

/** 2.20 − 0.03 in binary fractions is a hair above 2.17: to the tenth of a millimetre it is not. */
function belowOf(level: number, hysteresis: number): number {
  return Math.round((level - hysteresis) * 10_000) / 10_000;
}

/** As bulletins write it, `BĐ3 + 0,12 m`; undefined without an alarm. */
export function floodText({ level }: FloodState, sample: number, levels: FloodLevels): Bilingual | undefined {
  const threshold = level === 0 ? undefined : levels[level - 1];
  if (threshold === undefined || threshold === null) return undefined;
  const centimetres = Math.round((sample - threshold) * 100);
  const text = `BĐ${level} ${centimetres < 0 ? '−' : '+'} ${(Math.abs(centimetres) / 100).toFixed(2)} m`;
  return { vi: text.replace('.', ','), en: text };
}
