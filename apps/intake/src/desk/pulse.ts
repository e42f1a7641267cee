/** Milliseconds without a beat after which the process has slept. */
const SLEPT = 3_000;
/** Milliseconds after waking in which whatever arrives may have been sent before. */
const WAKING = 1_000;

/**
 * Notices that this process has slept: was stopped, or its machine was. What lay in its sockets meanwhile may have been
 * sent again to another intake, and been corrected there; taken now it would come last and stand for the newest. So
 * nobody takes it: it was never acknowledged, and its gateway sends it again.
 */
export class Pulse {
  /** How often it woke. A connection of an earlier waking is not to be read. */
  wakes = 0;
  /** The first beat is after no sleep. */
  #beat = Infinity;
  #woke = -Infinity;

  /** `monotonic`: milliseconds that no setting of the clock moves. */
  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /** To be called each second, and before anything that arrived is read: whether it may be from before a sleep. */
  feel(): boolean {
    const now = this.monotonic();
    if (now - this.#beat > SLEPT) {
      this.wakes += 1;
      this.#woke = now;
    }
    this.#beat = now;
    return now - this.#woke < WAKING;
  }
}
