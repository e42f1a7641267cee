import { Injectable } from '@nestjs/common';
import { incidentOf } from '@toancanh/domains';
import { type Alert, type Incident, TOPICS } from '@toancanh/events';
import {
  type Answer,
  type Assigned,
  type Assignment,
  type Entry,
  HOLD,
  Log,
  partitionOf,
  type PartitionOffset,
  type RecordBatch,
} from '@toancanh/log';
import { Evaluator, type IncidentMeaning } from '@toancanh/rules';
import { AppLogger, City, Clock, SensorDirectory, StageCounts } from '@toancanh/runtime';
import {
  type Evaluation,
  evaluateCommands,
  evaluateIncidents,
  evaluateReadings,
  evaluateWindows,
} from './batch-evaluation.js';
import { knownAlerts } from './known-alerts.js';
import { surroundingsOf } from './surroundings-of.js';

/** A commit costs a write to disk; between alerts one a second is enough, because what it saves is only work. */
const COMMIT_EVERY = 1_000;
/** A restart reads again at most so much of the log for hold times that have begun; what began earlier begins anew. */
const MOST_REPLAY = 3_600_000;

/** What one activation works with. */
interface Watch {
  readonly evaluator: Evaluator;
  readonly partitions: readonly Assigned[];
  /** The next offset of every partition, by topic. */
  readonly reached: ReadonlyMap<string, Map<number, number>>;
  newestAppend: number;
}

/** Readings, windows, incidents and commands in, versions of alerts out. One activation at a time: `activate`, then batches. */
@Injectable()
export class Alerter {
  readonly counts = new StageCounts();
  #watch: Watch | undefined;
  #unpublished: Alert[] = [];
  #committedAt = -Infinity;

  constructor(
    private readonly log: Log,
    private readonly city: City,
    private readonly sensors: SensorDirectory,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** Goes on from the alerts that are on the log; reading starts at what was committed. */
  async activate({ partitions }: Assignment): Promise<readonly PartitionOffset[]> {
    const restored = await knownAlerts(this.log);
    await this.sensors.caughtUp();
    const evaluator = new Evaluator(this.city.rules, surroundingsOf(this.city, this.sensors), restored);
    const readings = partitions.filter(({ topic }) => topic === TOPICS.readings.name).length;
    const now = this.clock.now();
    for (const sensor of this.sensors.all()) evaluator.expect(sensor, partitionOf(sensor.id, readings), now);

    const startAt = partitions.map(({ topic, partition, first, next, committed }) => ({
      topic,
      partition,
      offset: Math.min(next, Math.max(first, committed ?? first)),
    }));
    const reached = new Map<string, Map<number, number>>();
    for (const { topic, partition, offset } of startAt) {
      reached.set(topic, (reached.get(topic) ?? new Map<number, number>()).set(partition, offset));
    }
    this.#watch = { evaluator, partitions, reached, newestAppend: -Infinity };
    this.#unpublished = evaluator.drain();
    const open = [...evaluator.open()].length;
    this.logger.info({ rules: this.city.rules.length, open }, 'the alerter takes over');
    return startAt;
  }

  takeReadings(batch: RecordBatch): Promise<Answer> {
    return this.#take(batch, evaluateReadings);
  }

  takeWindows(batch: RecordBatch): Promise<Answer> {
    return this.#take(batch, evaluateWindows);
  }

  takeIncidents(batch: RecordBatch): Promise<Answer> {
    return this.#take(batch, (incidents, evaluation) =>
      evaluateIncidents(incidents, evaluation, (incident) => this.#meaningOf(incident)),
    );
  }

  takeCommands(batch: RecordBatch): Promise<Answer> {
    return this.#take(batch, (commands, evaluation) =>
      evaluateCommands(commands, evaluation, (why, { key, offset }) =>
        this.logger.debug({ why, key, offset }, 'a command changes nothing'),
      ),
    );
  }

  /** Alerts that are not over. */
  open(): Iterable<Alert> {
    return this.#watch?.evaluator.open() ?? [];
  }

  /** Undefined for a kind that was taken away from its domain since. */
  #meaningOf({ kind, gateway }: Incident): IncidentMeaning | undefined {
    const known = incidentOf(kind);
    if (!known) return undefined;
    const simulated = this.city.gateways.get(gateway)?.simulated ?? false;
    return { title: known.title, domain: known.domain, alarm: known.alarm !== false, simulated };
  }

  /** The order is the promise: evaluate, publish, commit. */
  async #take(
    batch: RecordBatch,
    evaluate: (batch: RecordBatch, evaluation: Evaluation) => Promise<void>,
  ): Promise<Answer> {
    const watch = this.#watch;
    if (!watch) throw new Error('a batch came before its partitions');
    const { sensors, counts } = this;
    const { evaluator } = watch;
    await evaluate(batch, { evaluator, sensors, counts, reached: watch.reached.get(batch.topic)! });
    watch.newestAppend = Math.max(watch.newestAppend, batch.records.at(-1)?.appendTime ?? -Infinity);
    this.#unpublished.push(...evaluator.drain());
    const published = await this.#publish();
    return this.#commit(watch, published);
  }

  /** What is refused by the log stays and goes first the next time; a repeated version changes nothing. */
  async #publish(): Promise<boolean> {
    if (this.#unpublished.length === 0) return false;
    const entries = this.#unpublished.map((alert): Entry => ({
      key: alert.id,
      value: JSON.stringify(alert),
    }));
    await this.log.append(TOPICS.alerts.name, entries);
    this.#unpublished = [];
    return true;
  }

  #commit({ evaluator, partitions, reached, newestAppend }: Watch, published: boolean): Answer {
    const now = this.clock.now();
    if (!published && now - this.#committedAt < COMMIT_EVERY) return HOLD;
    this.#committedAt = now;
    const needed = new Map<string, number>();
    for (const { topic, partition, offset } of evaluator.needs(newestAppend - MOST_REPLAY)) {
      const key = `${topic}/${partition}`;
      needed.set(key, Math.min(offset, needed.get(key) ?? Infinity));
    }
    const offsets = partitions.map(({ topic, partition }) => ({
      topic,
      partition,
      offset: needed.get(`${topic}/${partition}`) ?? reached.get(topic)!.get(partition)!,
    }));
    return { offsets };
  }
}
