import { setTimeout as pause } from 'node:timers/promises';

/** The only clock of an app's shell; tests give their own. Epoch milliseconds. */
export class Clock {
  now(): number {
    return Date.now();
  }

  /** Resolves so many milliseconds later; rejects as soon as `signal` says that nobody waits for it any more. */
  pause(time: number, signal?: AbortSignal): Promise<void> {
    return pause(time, undefined, { signal });
  }
}
