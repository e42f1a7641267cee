import type { Clock } from '@toancanh/runtime';
import type { Desk } from './desk.js';
import type { Pulse } from './pulse.js';

const EVERY = 1_000;

/** Writes a tick into every partition of `city.readings` each second, so that watermarks pass idle partitions. */
export class Ticker {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly desk: Desk,
    private readonly clock: Clock,
    private readonly pulse: Pulse,
  ) {}

  start(): void {
    this.#timer = setInterval(() => {
      this.pulse.feel();
      this.desk.tick(this.clock.now());
    }, EVERY);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
