import { Injectable } from '@nestjs/common';
import { Alert, FigureEntry, isTick, Reading, Rejection, Shape, TOPICS, Window } from '@toancanh/events';
import { type Assigned, Log, type PartitionOffset, type Reader, type RecordBatch } from '@toancanh/log';
import { AppLogger, Clock, StageCounts, StatusBoard } from '@toancanh/runtime';
import { Store, type StoredReading } from '@toancanh/store';
import { LIMITS } from './limits.js';
import { Picture } from './picture/picture.js';

const READING = new Shape(Reading);
const WINDOW = new Shape(Window);
const ALERT = new Shape(Alert);
const REJECTION = new Shape(Rejection);
const ENTRY = new Shape(FigureEntry);

/** Milliseconds that a batch is held back to grow: a fraction of the frames' distance. */
const LINGER = 50;

/** Told of each tick that came through the data path: the `tick` of the record. */
export type OnTick = (tick: number) => void;

/**
 * Reads the log into the picture, in no group: every process of this app sees everything. At the start the latest
 * values come from the store and the log is read from where the store is known to have it all, so nothing is missed
 * between the two.
 */
@Injectable()
export class CityReader {
  readonly counts = new StageCounts();
  #reader: Reader | undefined;
  #caughtUp: Promise<void> = Promise.resolve();
  #onTick: OnTick = () => undefined;

  constructor(
    private readonly log: Log,
    private readonly store: Store,
    private readonly picture: Picture,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
    private readonly status: StatusBoard,
  ) {
    status.trouble('live', 'the picture is being read from the log');
    status.stage('live', () => ({ ...this.counts.status(), lag: this.lag }));
  }

  /** Resolves when the log is being read; the process is ready once what was there has been. */
  async start(onTick: OnTick): Promise<void> {
    this.#reader = await this.log.subscribe({
      name: 'live',
      linger: LINGER,
      topics: [
        TOPICS.readings.name,
        TOPICS.windows.name,
        TOPICS.alerts.name,
        TOPICS.rejected.name,
        TOPICS.registry.name,
      ],
      startAt: ({ partitions }) => this.#startAt(partitions),
      onBatch: (batch) => this.#take(batch),
      onFault: (error, { topic, partition }) =>
        this.logger.error({ error, topic, partition }, 'live could not take a batch; it is tried again'),
    });
    const reader = this.#reader;
    this.#caughtUp = reader.caughtUp.then(() => {
      this.#onTick = onTick;
      this.status.trouble('live', null);
    });
  }
  /** Resolves when every record that was there at the start is in the picture. */
  get caughtUp(): Promise<void> {
    return this.#caughtUp;
  }

  /** Records that exist and are not in the picture yet. */
  get lag(): number {
    return this.#reader?.lag() ?? 0;
  }

  async stop(): Promise<void> {
    this.#onTick = () => undefined;
    await this.#reader?.close();
  }

  async #take({ topic, records }: RecordBatch): Promise<void> {
    switch (topic) {
      case TOPICS.readings.name:
        for (const { value, appendTime } of records) this.#takeReading(value, appendTime);
        return;
      case TOPICS.windows.name:
        for (const { value } of records) if (WINDOW.check(value)) this.picture.takeWindow(value);
        return;
      case TOPICS.alerts.name:
        for (const { value } of records) if (ALERT.check(value)) this.picture.takeAlert(value);
        return;
      case TOPICS.rejected.name:
        for (const { value } of records) if (REJECTION.check(value)) this.picture.takeRejection(value);
        return;
      case TOPICS.registry.name:
        // Most of the topic is sensors, which the directory reads.
        for (const { value, appendTime } of records)
          if (ENTRY.check(value)) this.picture.takeEntry(value, appendTime);
    }
  }

  #takeReading(value: unknown, appendTime: number): void {
    if (isTick(value)) return this.#onTick(value.tick);
    this.counts.received++;
    if (READING.check(value)) this.counts[this.picture.takeReading(value, appendTime)]++;
    else this.counts.rejected++;
  }

  /** The ends of the partitions were taken before this is called: what the store gets meanwhile is read twice, not missed. */
  async #startAt(partitions: readonly Assigned[]): Promise<PartitionOffset[]> {
    const stored = await this.#stored();
    const reached = new Map<number, number>();
    for (const reading of stored) {
      this.picture.takeReading(reading, reading.receivedAt);
      reached.set(reading.partition, Math.max(reached.get(reading.partition) ?? 0, reading.offset));
    }
    return partitions.map(({ topic, partition, first, next }) => ({
      topic,
      partition,
      offset: Math.max(first, startOf(topic, next, reached.get(partition))),
    }));
  }

  /** Without the store walls and alerts go on: the picture then begins with what the log has. */
  async #stored(): Promise<readonly StoredReading[]> {
    try {
      return await this.store.latest(this.clock.now() - LIMITS.latestSince);
    } catch (error) {
      this.logger.warn({ error }, 'the store did not answer; the picture begins with the log alone');
      return [];
    }
  }
}

/**
 * Where a partition is read from. Readings are stored in the order of their partition, so the store has everything up
 * to the furthest of those it gave.
 */
function startOf(topic: string, next: number, reached: number | undefined): number {
  switch (topic) {
    case TOPICS.readings.name:
      return reached === undefined
        ? next - LIMITS.withoutStore
        : Math.min(next, reached + 1) - LIMITS.overlap;
    case TOPICS.windows.name:
      return next - LIMITS.windowsBack;
    case TOPICS.rejected.name:
      return next - LIMITS.rejections;
    default:
      return 0;
  }
}
