/** What can befall a whole province, so that many feeds tell of one cause. */
export const SCENARIOS = ['storm', 'outbreak', 'rush', 'fire'] as const;
export type ScenarioKind = (typeof SCENARIOS)[number];

/** Half-open, `[start, end)`, epoch milliseconds. */
export interface Scenario {
  readonly kind: ScenarioKind;
  readonly start: number;
  readonly end: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Course {
  readonly lasts: number;
  /** How long it takes to come up, and again to go; a quarter of the length at most. */
  readonly ramp: number;
}

const COURSES: Readonly<Record<ScenarioKind, Course>> = {
  storm: { lasts: 3 * HOUR, ramp: 10 * MINUTE },
  outbreak: { lasts: 14 * DAY, ramp: 3 * DAY },
  rush: { lasts: 2 * HOUR, ramp: 15 * MINUTE },
  fire: { lasts: HOUR, ramp: 5 * MINUTE },
};

export function scenarioOf(kind: ScenarioKind, start: number, lasts = COURSES[kind].lasts): Scenario {
  return { kind, start, end: start + lasts };
}

/** At its height, always. */
export function lasting(kind: ScenarioKind): Scenario {
  return { kind, start: -Infinity, end: Infinity };
}

/** 0 outside of it, 1 at its height. */
export function strengthAt({ kind, start, end }: Scenario, at: number): number {
  if (at < start || at >= end) return 0;
  const ramp = Math.min(COURSES[kind].ramp, (end - start) / 4);
  return Math.min(1, (at - start) / ramp, (end - at) / ramp);
}
