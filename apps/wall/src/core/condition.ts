/** What a wall knows of its own age. Instants are of the wall's own monotonic clock, never the server's. */
export interface Pulse {
  /** When the newest tick came. */
  readonly tickAt: number;
  /** What that tick said of the data it travelled with, ms. */
  readonly dataAge: number;
}

/**
 * - `waiting`: no tick yet since the page began; the age counts from then.
 * - `live`: ticks and data come.
 * - `cut`: no ticks, so nothing at all is known.
 * - `silent`: ticks come through the data path, but no readings with them.
 */
export interface Condition {
  readonly kind: 'waiting' | 'live' | 'cut' | 'silent';
  readonly age: number;
  /** Old enough that nothing on the wall may look live. */
  readonly hatched: boolean;
}

/**
 * The wall looks at its clock every `WATCH_EVERY` ms and draws as often, so each limit is early by both and by as much
 * again for a busy machine: the strip speaks by the third second and the hatch is drawn by the tenth, not after them.
 */
export const WATCH_EVERY = 200;
const NOTICE = 3_000 - 3 * WATCH_EVERY;
const HATCH = 10_000 - 3 * WATCH_EVERY;
/** Ticks are a second apart. */
const TICK_DUE = 1_200;

/** From when data of this expected silence (see `expectedSilence`) is said to be missing, and hatched. */
export function silenceLimits(expected: number): { notice: number; hatch: number } {
  return { notice: Math.max(NOTICE, 1.5 * expected), hatch: Math.max(HATCH, 3 * expected) };
}

export function conditionAt(
  now: number,
  startedAt: number,
  pulse: Pulse | undefined,
  expected: number,
): Condition {
  if (!pulse) {
    const age = now - startedAt;
    return { kind: 'waiting', age, hatched: age >= HATCH };
  }
  const sinceTick = now - pulse.tickAt;
  if (sinceTick >= NOTICE) return { kind: 'cut', age: sinceTick, hatched: sinceTick >= HATCH };

  const age = pulse.dataAge + sinceTick;
  const { notice, hatch } = silenceLimits(expected);
  // While a tick is overdue it is not known whether readings are missing too.
  if (pulse.dataAge + Math.min(sinceTick, TICK_DUE) >= notice)
    return { kind: 'silent', age, hatched: age >= hatch };
  return { kind: 'live', age, hatched: false };
}
