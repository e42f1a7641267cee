/** 0 comfortable, 1 dense: watch, 2 dangerous: stop the inflow, 3 critical: people may be crushed. */
export type CrowdLevel = 0 | 1 | 2 | 3;

/** Persons a square metre at which a standing crowd enters levels 1, 2 and 3. */
export const CROWD_LEVELS = [2, 4, 5] as const;

/** A crowd that walks is taken one level higher as soon as it is dense: its flow falls from 2 a square metre on. */
export function crowdLevelOf(density: number, moving = false): CrowdLevel {
  const level = CROWD_LEVELS.filter((from) => density >= from).length;
  return Math.min(3, moving && level > 0 ? level + 1 : level) as CrowdLevel;
}
