import { Type } from '@sinclair/typebox';
import { badParameter, InstantText, instantOf } from './query.js';

const DAY = 86_400_000;
/** A reading may be dated so far after its arrival; later ones are refused. */
const FUTURE = 5 * 60_000;

/** Half-open [from, to). */
export const InstantRange = {
  from: Type.Optional(InstantText),
  to: Type.Optional(InstantText),
};

/** `to` left out: everything there is until now; `from` left out: the day before `to`. */
export function rangeOf(
  from: string | undefined,
  to: string | undefined,
  now: number,
): { from: number; to: number } {
  const end = to === undefined ? now + FUTURE : instantOf('to', to);
  const start = from === undefined ? end - DAY : instantOf('from', from);
  if (start > end) throw badParameter('from', from, 'an instant that is not after "to"');
  return { from: start, to: end };
}
