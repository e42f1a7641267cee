import { toIso } from '@toancanh/events';
import { type Refusal, refusal } from './refusal.js';
import { EXPECTED } from './texts.js';

/** What is dated later than this after its arrival comes from a wrong clock, milliseconds. */
const FUTURE = 300_000;

/** Why the instant `at`, made of what was `sent`, is refused: no instant, ahead of its arrival, or older than what is kept. */
export function instantFault(
  sent: number | string,
  at: number,
  receivedAt: number,
  kept: number,
): Refusal | undefined {
  if (Number.isNaN(at)) return refusal('E_SCHEMA', '/at', sent, EXPECTED.instant);
  const latest = receivedAt + FUTURE;
  if (at > latest) return refusal('E_TS_FUTURE', '/at', sent, EXPECTED.future(toIso(latest)));
  const earliest = receivedAt - kept;
  return at < earliest ? refusal('E_TS_OLD', '/at', sent, EXPECTED.old(toIso(earliest))) : undefined;
}
