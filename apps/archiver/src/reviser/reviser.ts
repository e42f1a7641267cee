import { Injectable } from '@nestjs/common';
import { metricNames } from '@toancanh/domains';
import { type LateNotice, type Span, targetKey, TOPICS, type Window } from '@toancanh/events';
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
import {
  Calendar,
  emptyWindow,
  type LongSpan,
  noticeKey,
  type Recomputation,
  revisionOf,
} from '@toancanh/windows';
import { encodeState, nextEpoch } from './activation.js';
import { type Ends, endsOf, storedUpTo } from './archive-progress.js';
import { ClosedSpans } from './closed-spans.js';
import { LIMITS } from './limits.js';
import { type NamedSpan, NamedWindows, ofTarget, sizeOf } from './named-windows.js';
import { Pace } from './pace.js';
import { StoredMinutes } from './stored-minutes.js';
import { StoredSpans } from './stored-spans.js';
import { StoredWindows } from './stored-windows.js';

/** Minutes first, because hours are made of them, and days of those. */
const SPANS = ['1m', '1h', '1d'] as const satisfies readonly Span[];
const ABOVE = { '1m': '1h', '1h': '1d', '1d': undefined } as const;
const perSpan = (): Record<Span, number> => ({ '1m': 0, '1h': 0, '1d': 0 });

/**
 * Late data corrects history: the windows that notices name are computed again from what is stored, and those that differ
 * are published with the next revision. When an hour or a day has ended all of its windows are made in the same way.
 *
 * The order of a round is the promise: note where readings and windows end, wait until the archivers have stored all of it,
 * compute, publish, name the hour or day above, commit; and what a shorter span published is waited for before a longer one
 * is computed. Without the wait a correction would rest on a part of what it is made of, or take a number that is taken. A
 * round that is repeated publishes nothing new, but what was not committed when another took over is said again by that one,
 * also where it is the same: else what a paused predecessor publishes when it wakes would stand.
 */
@Injectable()
export class Reviser {
  readonly counts = new StageCounts();
  /** Corrections, by span. */
  readonly revised = perSpan();
  /** Windows of hours and days that have ended, by span. */
  readonly made = perSpan();
  /** Left as they are because what they are made of may be gone, by span. */
  readonly beyondRetention = perSpan();
  /** Notices on the log that the reader has not got rid of. */
  lag: () => number = () => 0;
  readonly closed = new ClosedSpans();
  #epoch = 0;
  readonly #calendar: Calendar;
  readonly #named: NamedWindows;
  readonly #reached = new Map<number, PartitionOffset>();
  #ends: Ends | undefined;
  /** Where the notices of a partition ended when it was taken over: those before may be in a predecessor's hands, asleep. */
  readonly #doubtTo = new Map<number, number>();
  #inDoubt = false;
  readonly #stopping = new AbortController();
  readonly #pace: Pace;
  readonly #published: StoredWindows;
  readonly #minutes: StoredMinutes;
  readonly #spans: StoredSpans;

  constructor(
    private readonly log: Log,
    store: Store,
    private readonly city: City,
    private readonly sensors: SensorDirectory,
    private readonly clock: Clock,
  ) {
    this.#calendar = new Calendar(city.timeZone);
    this.#named = new NamedWindows(this.#calendar, this.closed);
    this.#pace = new Pace(clock, LIMITS, this.#stopping.signal);
    this.#published = new StoredWindows(store, LIMITS);
    this.#minutes = new StoredMinutes(store, city, sensors, LIMITS);
    this.#spans = new StoredSpans(this.#published, city, sensors, LIMITS, () => this.#pace.rest());
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
    this.#epoch = await nextEpoch(assignment, this.#epoch, this.closed);
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
      // A batch that comes back is neither gathered nor counted again: what is left of it is still named.
      if (offset < reached) continue;
      if (offset < (this.#doubtTo.get(partition) ?? 0)) this.#inDoubt = true;
      const named = this.#named.add(value);
      this.counts.received += 1;
      if (named === 'unreadable') this.counts.rejected += 1;
      else if (named === 'new') this.counts.accepted += 1;
      else this.counts.duplicate += 1;
    }
    if (next <= reached) return;
    this.#reached.set(partition, { topic, partition, offset: next });
    // What was noted before says nothing of the readings behind these notices.
    this.#ends = undefined;
  }

  async #round(): Promise<void> {
    for (const span of SPANS) {
      const named = this.#named.of(span);
      if (named.length === 0) continue;
      await this.#waitUntilStored();
      for (const each of named) {
        this.#stopping.signal.throwIfAborted();
        this.#pace.begin();
        if (this.#mayBeHalfGone(each)) this.beyondRetention[span] += sizeOf(each.targets);
        else await this.#revise(each);
        this.#named.done(each);
        await this.#pace.rest();
      }
    }
  }

  async #waitUntilStored(): Promise<void> {
    const { signal } = this.#stopping;
    this.#ends ??= await endsOf(this.log);
    await storedUpTo(this.#ends, this.log, LIMITS, (time) => this.clock.pause(time, signal));
    // From here on it publishes: a repeat, or a longer span, has to wait until that is stored as well.
    this.#ends = undefined;
    await this.sensors.caughtUp();
  }

  async #revise(named: NamedSpan): Promise<void> {
    if (named.span === '1m') return this.#reviseMinute(named);
    const { span, start, end, targets, whole } = named;
    const expectation = this.#spans.expectationAt(start);
    const metrics = whole ? this.#metrics() : targets.keys();
    for (const metric of metrics) {
      const at: Recomputation = {
        ...{ epoch: this.#epoch, asOf: this.clock.now(), affirms: this.#inDoubt, first: whole ? 0 : 1 },
      };
      const only = whole ? undefined : targets.get(metric);
      const long: LongSpan = { span, start, end };
      for await (const recomputed of this.#spans.recomputed(metric, long, only, expectation, at)) {
        await this.#publishWhatDiffers({ metric, ...long }, new Set(recomputed.keys()), recomputed, at);
      }
    }
  }

  async #reviseMinute({ span, start, end, targets: targetsOf }: NamedSpan): Promise<void> {
    const expectation = this.#minutes.expectationAt(start);
    for (const [metric, targets] of targetsOf) {
      const at = { epoch: this.#epoch, asOf: this.clock.now(), affirms: this.#inDoubt };
      const recomputed = await this.#minutes.recomputed({ metric, start, expectation }, targets, at);
      await this.#publishWhatDiffers({ span, start, end, metric }, targets, recomputed, at);
    }
  }

  async #publishWhatDiffers(
    of: Pick<Window, 'metric' | 'span' | 'start' | 'end'>,
    targets: ReadonlySet<string>,
    recomputed: ReadonlyMap<string, Window | undefined>,
    at: Recomputation,
  ): Promise<void> {
    const known = await this.#published.at(of, targets);
    const revisions: Window[] = [];
    for (const target of targets) {
      const nothing =
        at.affirms && !known.has(target) ? emptyWindow({ ...of, ...ofTarget(target) }) : undefined;
      const found = recomputed.get(target) ?? nothing;
      const revision = revisionOf(known.get(target), found, at);
      if (revision) revisions.push(revision);
    }
    await this.#publish(revisions);
    await this.#nameAbove(of, targets);
  }

  async #publish(revisions: readonly Window[]): Promise<void> {
    for (let i = 0; i < revisions.length; i += LIMITS.chunk) {
      const chunk = revisions.slice(i, i + LIMITS.chunk);
      await this.log.append(
        TOPICS.windows.name,
        chunk.map((window) => ({ key: targetKey(window), value: JSON.stringify(window) })),
      );
      for (const { span, revision } of chunk) (revision === 0 ? this.made : this.revised)[span] += 1;
    }
  }

  /**
   * The hour above a minute, or the day above an hour, has to follow if it has been closed. It is named whether or not
   * anything differed: after a crash between the two, nothing does any more.
   */
  async #nameAbove(
    { metric, span, start: at }: Pick<Window, 'metric' | 'span' | 'start'>,
    targets: ReadonlySet<string>,
  ): Promise<void> {
    const above = ABOVE[span];
    if (above === undefined) return;
    const { start, end } = this.#calendar.spanAt(above, at);
    if (!this.closed.has(above, end)) return;
    const notices = [...targets]
      // This round will come to those that are named.
      .filter((target) => !this.#named.has(above, start, metric, target))
      .map((target): LateNotice => ({ metric, ...ofTarget(target), span: above, start, at }));
    for (let i = 0; i < notices.length; i += LIMITS.chunk) {
      await this.log.append(
        TOPICS.late.name,
        notices
          .slice(i, i + LIMITS.chunk)
          .map((notice) => ({ key: noticeKey(notice), value: JSON.stringify(notice) })),
      );
    }
  }

  /** Every metric that a sensor may have reported. */
  #metrics(): ReadonlySet<string> {
    const metrics = new Set(metricNames());
    for (const sensor of this.sensors.all()) for (const metric of sensor.metrics) metrics.add(metric);
    return metrics;
  }

  /**
   * A window of which some readings, or some shorter windows, may be past their retention cannot be computed: half of it
   * would replace the whole. An hour stands on minutes, so it can be when its readings are long gone.
   */
  #mayBeHalfGone({ span, start }: NamedSpan): boolean {
    const { readings, windows } = this.city.retention;
    const kept = span === '1m' ? readings : windows;
    return start < this.clock.now() - kept + LIMITS.retentionMargin;
  }

  #commit(): Commit {
    return { offsets: [...this.#reached.values()], metadata: encodeState(this.#epoch, this.closed) };
  }
}
