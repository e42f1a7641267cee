import type { Alert } from '@toancanh/events';
import {
  type Evidence,
  type Hash,
  isActive,
  raised,
  resumed,
  returned,
  settledTo,
  type Subject,
  worsened,
} from './alert-steps.js';
import type { Condition } from './condition.js';

/** Where the log holds what was seen, so that it can be read again. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly appendTime: number;
}

/** A value and the event time it stands for: a reading's instant, or a window from start to end. */
export interface Sample {
  readonly from: number;
  readonly at: number;
  readonly value: number;
  /** Left out where the record does not say; then the target is asked, when it raises. */
  readonly simulated?: boolean;
}

/** An alert that several may look at; none, or a normal one, between episodes. */
export interface Held {
  alert: Alert | undefined;
  /** Event time up to which nothing changes it any more: the area it watched has ended. */
  deafTo?: number;
}

/** A condition that has begun to hold, and has not held long enough. */
interface Waiting {
  readonly since: number;
  readonly place: Place;
  readonly inputs: Alert['inputs'];
  worst: number;
}

const MOST_INPUTS = 10;
/** Told when it is worse by a quarter of what was told, and by this share of the limit: a rising value is not a flood. */
const WORSE_BY = 1.25;
const WORSE_SHARE = 0.02;

/**
 * One rule watching one target. It looks forward only: a sample older than one it has seen is history, and corrects windows
 * rather than alerts. Fed again with samples that led to the alert it was restored from, it changes nothing.
 */
export class Episode {
  #rising: Waiting | undefined;
  #falling: Waiting | undefined;
  #newest = -Infinity;
  /** Readings up to here are in the alert: a correction of the very instant that changed it waits for the next one. */
  #settled: number;

  constructor(
    readonly subject: Subject,
    private readonly condition: Condition,
    readonly held: Held,
    private readonly hash: Hash,
    private readonly isSimulated: () => boolean,
  ) {
    this.#settled = held.alert ? settledTo(held.alert) : -Infinity;
  }

  /** The next version of the alert, if the sample changes it. */
  take(sample: Sample, place: Place): Alert | undefined {
    if (sample.at < this.#newest || sample.at <= Math.max(this.#settled, this.held.deafTo ?? -Infinity))
      return undefined;
    this.#newest = sample.at;
    const { alert } = this.held;
    const changed =
      alert && isActive(alert)
        ? this.#whileActive(alert, sample, place)
        : this.#whileQuiet(alert, sample, place);
    if (changed) {
      this.held.alert = changed;
      // As after a restart, which knows no more than the alert does. Windows say by their revision that they are news.
      if (sample.from === sample.at) this.#settled = sample.at;
    }
    return changed;
  }

  /** The oldest record that a hold time still rests on. */
  get needs(): Place | undefined {
    return (this.#rising ?? this.#falling)?.place;
  }

  #whileQuiet(alert: Alert | undefined, sample: Sample, place: Place): Alert | undefined {
    const { condition } = this;
    if (!condition.begins(sample.value)) {
      this.#rising = undefined;
      return undefined;
    }
    const rising = (this.#rising ??= waitingFrom(sample, place));
    note(rising.inputs, sample);
    if (condition.excess(sample.value) > condition.excess(rising.worst)) rising.worst = sample.value;
    if (sample.at - rising.since < condition.hold) return undefined;
    this.#rising = undefined;
    const evidence: Evidence = {
      since: rising.since,
      raisedAt: rising.since + condition.hold,
      at: sample.at,
      value: rising.worst,
      inputs: rising.inputs,
      limit: condition.limit,
      simulated: sample.simulated ?? this.isSimulated(),
    };
    return alert?.state === 'returned' ? resumed(alert, evidence) : raised(this.subject, evidence, this.hash);
  }

  #whileActive(alert: Alert, sample: Sample, place: Place): Alert | undefined {
    const { condition } = this;
    if (!condition.ends(sample.value)) {
      this.#falling = undefined;
      return this.#isWorse(alert, sample.value) ? worsened(alert, sample.at, sample.value) : undefined;
    }
    const falling = (this.#falling ??= waitingFrom(sample, place));
    if (sample.at - falling.since < condition.clearHold) return undefined;
    this.#falling = undefined;
    return returned(alert, sample.at, sample.value);
  }

  #isWorse({ value: told = this.condition.limit }: Alert, value: number): boolean {
    const { excess, limit } = this.condition;
    const [before, now] = [Math.max(0, excess(told)), excess(value)];
    return now > before * WORSE_BY && now - before > Math.abs(limit) * WORSE_SHARE;
  }
}

function waitingFrom({ from, value }: Sample, place: Place): Waiting {
  return { since: from, place, inputs: [], worst: value };
}

/** A correction takes the place of what it corrects. */
function note(inputs: Alert['inputs'], { at, value }: Sample): void {
  if (inputs.at(-1)?.at === at) inputs.pop();
  inputs.push({ at, value });
  if (inputs.length > MOST_INPUTS) inputs.shift();
}
