import { Injectable } from '@nestjs/common';
import { targetKey, TOPICS, type Window } from '@toancanh/events';
import {
  type Answer,
  type Assignment,
  type Commit,
  HOLD,
  Log,
  type PartitionOffset,
  type RecordBatch,
} from '@toancanh/log';
import { City, Clock, SensorDirectory, StageCounts } from '@toancanh/runtime';
import { Store } from '@toancanh/store';
import { emptyMinute, revisionOf } from '@toancanh/windows';
import { encodeEpoch, nextEpoch } from './activation.js';
import { type Ends, endsOf, storedUpTo } from './archive-progress.js';
import { LIMITS } from './limits.js';
import { NamedWindows, ofTarget, type Targets } from './named-windows.js';
import { StoredMinutes } from './stored-minutes.js';

/**
 * Late data corrects history: the windows that notices name are computed again from the stored readings, and those that
 * differ are published with the next revision.
 *
 * The order of a round is the promise: note where readings and windows end, wait until the archivers have stored all of it,
 * compute, publish, commit. Without the wait a correction would rest on a part of the readings, or take a number that is
 * taken. A round that is repeated publishes nothing new, but what was not committed when another took over is said again by
 * that one, also where it is the same: else what a paused predecessor publishes when it wakes would stand.
 */
@Injectable()
export class Reviser {
  readonly counts = new StageCounts();
  revised = 0;
  /** Left as they are because their readings may be gone. */
  beyondRetention = 0;
  /** Notices on the log that the reader has not got rid of. */
  lag: () => number = () => 0;
  #epoch = 0;
  #named = new NamedWindows();
  readonly #reached = new Map<number, PartitionOffset>();
  #ends: Ends | undefined;
  /** Where the notices of a partition ended when it was taken over: those before may be in a predecessor's hands, asleep. */
  readonly #doubtTo = new Map<number, number>();
  #inDoubt = false;
  readonly #stopping = new AbortController();
  readonly #minutes: StoredMinutes;

  constructor(
    private readonly log: Log,
    store: Store,
    private readonly city: City,
    private readonly sensors: SensorDirectory,
    private readonly clock: Clock,
  ) {
    this.#minutes = new StoredMinutes(store, city, sensors, LIMITS);
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** Notices that are not done with: those on the log, and the windows named by those in hand. */
  get waiting(): number {
    return this.lag() + this.#named.size;
  }

  get stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** The partitions begin where the group has come to; what was gathered from them before goes on under the next epoch. */
  async activate(assignment: Assignment): Promise<readonly PartitionOffset[]> {
    this.#epoch = await nextEpoch(assignment, this.#epoch);
    for (const { partition, next, metadata } of assignment.partitions) {
      this.#reached.delete(partition);
      if (metadata !== undefined) this.#doubtTo.set(partition, next);
    }
    return [];
  }

  /** Gathers notices while others are sure to follow. Safe to repeat; throws while the archivers or the store are behind. */
  async take(batch: RecordBatch): Promise<Answer> {
    this.#gather(batch);
    if (this.lag() > batch.records.length && this.#named.size < LIMITS.named) return HOLD;
    await this.#round();
    this.#inDoubt = false;
    return this.#commit();
  }

  /** Ends what is waited for; the notices in hand come back to whoever reads next. */
  stop(): void {
    this.#stopping.abort(new Error('the reviser stops'));
  }

  #gather({ topic, partition, records, next }: RecordBatch): void {
    const reached = this.#reached.get(partition)?.offset ?? 0;
    for (const { offset, value } of records) {
      const named = this.#named.add(value);
      if (offset < (this.#doubtTo.get(partition) ?? 0)) this.#inDoubt = true;
      // A batch that comes back is not counted again.
      if (offset < reached) continue;
      this.counts.received += 1;
      if (named === 'again') this.counts.duplicate += 1;
      else if (named === 'unreadable') this.counts.rejected += 1;
      else this.counts.accepted += 1;
    }
    if (next <= reached) return;
    this.#reached.set(partition, { topic, partition, offset: next });
    // What was noted before says nothing of the readings behind these notices.
    this.#ends = undefined;
  }

  async #round(): Promise<void> {
    const { signal } = this.#stopping;
    this.#ends ??= await endsOf(this.log);
    await storedUpTo(this.#ends, this.log, LIMITS, (time) => this.clock.pause(time, signal));
    // From here on it publishes: a repeat has to wait until that is stored as well.
    this.#ends = undefined;
    await this.sensors.caughtUp();
    for (const [start, targets] of this.#named.minutes()) {
      signal.throwIfAborted();
      const began = performance.now();
      if (this.#mayBeHalfGone(start)) this.beyondRetention += sizeOf(targets);
      else await this.#revise(start, targets);
      this.#named.done(start);
      await this.#rest(performance.now() - began);
    }
  }

  async #revise(start: number, targetsOf: Targets): Promise<void> {
    const expectation = this.#minutes.expectationAt(start);
    for (const [metric, targets] of targetsOf) {
      const minute = { metric, start, expectation };
      const at = { epoch: this.#epoch, asOf: this.clock.now(), affirms: this.#inDoubt };
      const published = await this.#minutes.published(minute, targets);
      const recomputed = await this.#minutes.recomputed(minute, targets, at);
      const revisions: Window[] = [];
      for (const target of targets) {
        const known = published.get(target);
        const nothing =
          known || !at.affirms ? undefined : emptyMinute({ metric, ...ofTarget(target) }, start);
        const revision = revisionOf(known, recomputed.get(target) ?? nothing, at);
        if (revision) revisions.push(revision);
      }
      await this.#publish(revisions);
    }
  }

  async #publish(revisions: readonly Window[]): Promise<void> {
    for (let i = 0; i < revisions.length; i += LIMITS.chunk) {
      const chunk = revisions.slice(i, i + LIMITS.chunk);
      await this.log.append(
        TOPICS.windows.name,
        chunk.map((window) => ({ key: targetKey(window), value: JSON.stringify(window) })),
      );
      this.revised += chunk.length;
    }
  }

  /** A window of which some readings may be past their retention cannot be computed: half of it would replace the whole. */
  #mayBeHalfGone(start: number): boolean {
    return start < this.clock.now() - this.city.retention.readings + LIMITS.retentionMargin;
  }

  #rest(worked: number): Promise<void> {
    return this.clock.pause(Math.min(LIMITS.rest, worked * LIMITS.restShare), this.#stopping.signal);
  }

  #commit(): Commit {
    return { offsets: [...this.#reached.values()], metadata: encodeEpoch(this.#epoch) };
  }
}

function sizeOf(targets: Targets): number {
  let size = 0;
  for (const { size: each } of targets.values()) size += each;
  return size;
}
