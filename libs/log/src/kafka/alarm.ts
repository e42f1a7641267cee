import type { Pause } from '../delivery/lane.js';

/** How long an orderly end of connections is waited for, in milliseconds; then their sockets are ended. */
export const DISCONNECT_WITHIN = 500;

/** A wait that can be cut short. */
export class Alarm {
  #ring: (() => void) | undefined;

  /** Resolves after `time` milliseconds, or when it rings. */
  wait(time: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.ring(), time);
      this.#ring = () => {
        this.#ring = undefined;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  ring(): void {
    this.#ring?.();
  }
}

/** The doubling pause after the given number of faults in a row, with a fifth of it left to chance: not all come at once. */
export function pauseAfter(faults: number, { first, longest }: Pause): number {
  return Math.min(longest, first * 2 ** (faults - 1)) * (0.8 + 0.4 * Math.random());
}

/** What `work` gives, or `late` when it takes longer than `time` milliseconds. A later fault of `work` is nobody's. */
export async function within<T, L>(time: number, work: Promise<T>, late: () => L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), time)));
  work.catch(() => undefined);
  try {
    const first = await Promise.race([work.then((value) => ({ value })), expiry]);
    return first === 'late' ? late() : first.value;
  } finally {
    clearTimeout(timer);
  }
}
