/** RFC 8428 4.5.3: values below 2^28 seconds are relative to "now", others are absolute. */
const RELATIVE_BELOW = 2 ** 28;

/** Epoch ms of base time plus time, in seconds; undefined for exactly "now". */
export function senmlInstant(seconds: number, now: number): number | undefined {
  if (seconds === 0) return undefined;
  return Math.round(seconds < RELATIVE_BELOW ? now + seconds * 1000 : seconds * 1000);
}

/** From here on an instant must be milliseconds: as seconds it would lie in the year 5138. */
const MILLISECONDS_FROM = 1e11;

/** The older draft left the unit of time open: feeds send seconds or milliseconds. Answers seconds. */
export function draftSeconds(time: number): number {
  return Math.abs(time) >= MILLISECONDS_FROM ? time / 1000 : time;
}
