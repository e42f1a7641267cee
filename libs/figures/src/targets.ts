import { dayStart } from '@toancanh/regions';
import type { DeclaredTarget } from './declaration.js';

/** What is aimed at from an instant on, until the next one takes its place. */
export interface Target {
  readonly from: number;
  readonly value?: number;
  readonly rank?: number;
}

/**
 * The targets of an area, oldest first. Those that name the area stand alone: an area with a plan of its own is not
 * measured by everybody's.
 */
export function targetsOf(
  declared: readonly DeclaredTarget[],
  area: string,
  timeZone: string,
): readonly Target[] {
  const own = declared.filter(({ areas }) => areas?.includes(area));
  const chosen = own.length > 0 ? own : declared.filter(({ areas }) => areas === undefined);
  return chosen
    .map(({ from, value, rank }) => ({
      from: dayStart(from, timeZone),
      ...(value === undefined ? {} : { value }),
      ...(rank === undefined ? {} : { rank }),
    }))
    .sort((a, b) => a.from - b.from);
}

/** The one in force at an instant. Those of later days change nothing about it. */
export function targetAt(targets: readonly Target[], at: number): Target | undefined {
  return targets.findLast(({ from }) => from <= at);
}
