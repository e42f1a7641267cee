import { type Dossier, endOf } from './dossier.js';

/** By how much a unit took more than its share. */
export interface Breach {
  readonly unit: string;
  /** Milliseconds; waiting for a supplement is not counted. */
  readonly over: number;
}

/**
 * Whose an overdue dossier is: of the unit that went furthest beyond its own share, the earlier of two. A share ends at the
 * date that the transfer named, the last one's with the promise; it begins where the share before ended, so that a unit
 * does not answer for what came to it late. Where no share was exceeded it is of the unit that held the dossier when the
 * promise ran out. Undefined if it did not.
 */
export function breachOf(dossier: Dossier, until: number): Breach | undefined {
  const { stays, due, supplementTime, pendingSince } = dossier;
  if (due === undefined || stays.length === 0) return undefined;
  const end = endOf(dossier) ?? pendingSince ?? until;
  if (end - supplementTime <= due) return undefined;

  let worst: Breach | undefined;
  let begins = Infinity;
  for (const [i, stay] of stays.entries()) {
    const ends = stay.due ?? (i > 0 && i === stays.length - 1 ? due : undefined);
    if (ends === undefined) continue;
    const held = (stay.to ?? end) - stay.from - stay.waited;
    const over = held - (ends - Math.min(begins, stay.from));
    begins = ends;
    if (over > (worst?.over ?? 0)) worst = { unit: stay.unit, over };
  }
  if (worst) return worst;
  const ranOut = due + supplementTime;
  const holder = stays.findLast(({ from }) => from <= ranOut) ?? stays[0]!;
  return { unit: holder.unit, over: end - ranOut };
}
