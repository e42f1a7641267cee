import type { Alert } from '@toancanh/events';
import { type Hash, isActive, raised, resumed, returned, settledTo, type Subject } from './alert-steps.js';
import type { Held } from './episode.js';

/** Longest gap between two records of a partition without a break. Intake writes a tick each second. */
const LONGEST_GAP = 10_000;

/**
 * Since when one partition has been listened to without a break, by the append times of its records. While intake is down
 * nobody can be heard: that is not held against the sensors, which then have their full time again.
 */
export class Listening {
  since = -Infinity;
  /** Append time of the newest record. */
  now = -Infinity;

  hear(appendTime: number): void {
    if (appendTime <= this.now) return;
    if (appendTime - this.now > LONGEST_GAP) this.since = appendTime;
    this.now = appendTime;
  }
}

/** A no-data rule watching one sensor. Its time is the log's append time, in the sensor's own partition. */
export class Silence {
  /** Append time of the last reading. */
  #heardAt = -Infinity;
  readonly #settled: number;

  constructor(
    readonly subject: Subject,
    /** Milliseconds of silence that are too many. */
    private readonly after: number,
    readonly held: Held,
    private readonly listening: Listening,
    private readonly hash: Hash,
    private readonly simulated: boolean,
  ) {
    this.#settled = held.alert ? settledTo(held.alert) : -Infinity;
  }

  /** A reading has come. */
  heard(): Alert | undefined {
    const { now } = this.listening;
    this.#heardAt = now;
    const { alert } = this.held;
    if (!alert || !isActive(alert) || now <= this.#settled) return undefined;
    return (this.held.alert = returned(alert, now));
  }

  /** Time has come on. */
  tick(): Alert | undefined {
    const { now, since } = this.listening;
    const { alert } = this.held;
    const raisedAt = Math.max(this.#heardAt, since) + this.after;
    if (now < raisedAt || now <= this.#settled || (alert && isActive(alert))) return undefined;
    const evidence = {
      since: this.#heardAt === -Infinity ? since : this.#heardAt,
      raisedAt,
      at: now,
      inputs: [],
      simulated: this.simulated,
    };
    return (this.held.alert =
      alert?.state === 'returned' ? resumed(alert, evidence) : raised(this.subject, evidence, this.hash));
  }
}
