import type { Clock } from '@toancanh/runtime';
import type { ReviserLimits } from './limits.js';

/** Lets the stage rest in proportion to its work, so that a backlog leaves the store to others for most of the time. */
export class Pace {
  #since = performance.now();

  constructor(
    private readonly clock: Clock,
    private readonly limits: Pick<ReviserLimits, 'rest' | 'restShare'>,
    private readonly signal: AbortSignal,
  ) {}

  /** Work begins now. */
  begin(): void {
    this.#since = performance.now();
  }

  /** For what was worked since the last rest. */
  async rest(): Promise<void> {
    const worked = performance.now() - this.#since;
    await this.clock.pause(Math.min(this.limits.rest, worked * this.limits.restShare), this.signal);
    this.begin();
  }
}
