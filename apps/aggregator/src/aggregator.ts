import { Inject, Injectable } from '@nestjs/common';
import {
  type Answer,
  type Assignment,
  HOLD,
  Log,
  type PartitionOffset,
  type RecordBatch,
} from '@toancanh/log';
import {
  AppLogger,
  City,
  Clock,
  SensorDirectory,
  SETTINGS,
  type Settings,
  StageCounts,
} from '@toancanh/runtime';
import { Calendar, encodePosition, GivenInstants, type MinuteStage } from '@toancanh/windows';
import { activate } from './activation.js';
import { chunksOf } from './chunks-of.js';
import { endsOf } from './ends-of.js';
import { Outbox } from './outbox.js';
import { foldBatch, type Refusal } from './reading-fold.js';

/** A commit costs a write to disk; between closings one a second is enough, because what it saves is only work. */
const COMMIT_EVERY = 1_000;
/** Refused sensors that are told in the log by name; the others are counted. */
const MOST_TOLD = 1_000;

/** Readings in, windows and late notices out. One activation at a time: `activate`, then batches. */
@Injectable()
export class Aggregator {
  readonly counts = new StageCounts();
  #stage: MinuteStage | undefined;
  #instants = new GivenInstants();
  #outbox: Outbox;
  #committedAt = -Infinity;
  readonly #told = new Set<string>();
  readonly #calendar: Calendar;

  constructor(
    private readonly log: Log,
    private readonly city: City,
    private readonly sensors: SensorDirectory,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.#outbox = new Outbox(log);
    this.#calendar = new Calendar(city.timeZone);
  }

  async activate(assignment: Assignment): Promise<readonly PartitionOffset[]> {
    const { stage, instants, startAt } = await activate(assignment, this.settings.lateness);
    this.#stage = stage;
    this.#instants = instants;
    this.#outbox = new Outbox(this.log);
    this.logger.info({ epoch: stage.epoch, watermark: stage.watermark }, 'the aggregator takes over');
    return startAt;
  }

  /** The order is the promise: fold, publish the windows that closed, say which hours and days ended, publish the late notices, commit. */
  async take(batch: RecordBatch): Promise<Answer> {
    const stage = this.#stage;
    if (!stage) throw new Error('a batch came before its partitions');
    const { sensors, counts } = this;
    await foldBatch(batch, stage, this.#instants, sensors, counts, (why, sensor) => this.#tell(why, sensor));
    const due = stage.due();
    const ends = endsOf(due, this.#calendar);
    const published = due.minutes.length > 0 || ends.length > 0 || due.late.length > 0;
    if (published) this.#outbox.add(chunksOf(due, ends, stage, this.city, sensors));
    await this.#outbox.empty();
    return this.#commit(stage, batch.topic, published);
  }

  get stage(): MinuteStage | undefined {
    return this.#stage;
  }

  #commit(stage: MinuteStage, topic: string, published: boolean): Answer {
    const now = this.clock.now();
    if (stage.replaying || (!published && now - this.#committedAt < COMMIT_EVERY)) return HOLD;
    this.#committedAt = now;
    const offsets = [...stage.needs()].map(([partition, offset]) => ({ topic, partition, offset }));
    return { offsets, metadata: encodePosition(stage.position()) };
  }

  #tell(why: Refusal, sensor: string): void {
    const what = `${why} ${sensor}`;
    if (this.#told.has(what) || this.#told.size >= MOST_TOLD) return;
    this.#told.add(what);
    this.logger.warn({ why, sensor }, 'a reading on the log enters no window');
  }
}
