import { Injectable } from '@nestjs/common';
import { DossierBook, WorkingTime } from '@toancanh/domains';
import { DossierEvent, Shape, TOPICS } from '@toancanh/events';
import {
  type Answer,
  type Assignment,
  HOLD,
  Log,
  type PartitionOffset,
  type RecordBatch,
} from '@toancanh/log';
import { City, Clock, SensorDirectory, StageCounts } from '@toancanh/runtime';
import { dayIn } from '@toancanh/windows';
import { readingOf, registrationOf, sensorOf } from './dossier-readings.js';
import { DOSSIER_LIMITS } from './limits.js';

const event = new Shape(DossierEvent);
const DAY = 86_400_000;

/**
 * Steps of dossiers in, counts of units out, as readings: windows, rules, walls and history then have them like any other
 * measurement. The book is read from the first record whenever the stage takes over, so what it counts is what the log
 * holds, whatever was killed when. The first record is all that it ever commits, to learn that it still holds the work.
 */
@Injectable()
export class DossierStage {
  readonly counts = new StageCounts();
  #book: DossierBook;
  #ends: ReadonlyMap<number, number> | undefined;
  #claim: () => Promise<void> = () => Promise.resolve();
  readonly #reached = new Map<number, number>();
  /** Simulated steps are never taken for true ones: one is enough, and every count says so. */
  #isSimulated = false;
  readonly #time: WorkingTime;
  readonly #monthOf: (at: number) => string;
  #toldAt = -Infinity;
  #forgotAt = -Infinity;

  constructor(
    private readonly log: Log,
    private readonly city: City,
    private readonly sensors: SensorDirectory,
    private readonly clock: Clock,
  ) {
    this.#time = new WorkingTime(city.calendars, city.timeZone);
    const dayOf = dayIn(city.timeZone);
    this.#monthOf = (at) => dayOf(at).slice(0, 7);
    this.#book = this.#emptyBook();
  }

  /** Begins anew: everything is read again. */
  activate({ partitions, commit }: Assignment): Promise<readonly PartitionOffset[]> {
    this.#book = this.#emptyBook();
    const offsets = partitions.map(({ topic, partition, first }) => ({ topic, partition, offset: first }));
    this.#reached.clear();
    for (const { partition, offset } of offsets) this.#reached.set(partition, offset);
    this.#ends = new Map(partitions.map(({ partition, next }) => [partition, next]));
    this.#claim = () => commit({ offsets });
    return Promise.resolve(offsets);
  }

  take({ partition, records, next }: RecordBatch): Promise<Answer> {
    for (const { value } of records) {
      this.counts.received += 1;
      if (!event.check(value)) {
        this.counts.rejected += 1;
        continue;
      }
      const taken = this.#book.take(value);
      this.counts[taken === 'untracked' ? 'rejected' : taken] += 1;
      if (this.city.gateways.get(value.gateway ?? '')?.simulated) this.#isSimulated = true;
    }
    this.#reached.set(partition, next);
    return Promise.resolve(HOLD);
  }

  get size(): number {
    return this.#book.size;
  }

  get untracked(): number {
    return this.#book.untracked;
  }

  /** Whether everything that was on the log at the start is in the book. */
  get isWhole(): boolean {
    if (!this.#ends) return false;
    return [...this.#ends].every(([partition, next]) => (this.#reached.get(partition) ?? 0) >= next);
  }

  /**
   * Tells the counts as of the minute that has begun, once; nothing before the book is whole. Throws, and tells nothing,
   * where the work has gone to another process meanwhile: the log refuses the commits of one that was paused.
   */
  async tell(): Promise<void> {
    if (!this.isWhole) return;
    const now = this.clock.now();
    const at = Math.floor(now / DOSSIER_LIMITS.every) * DOSSIER_LIMITS.every;
    if (at <= this.#toldAt) return;
    await this.#claim();
    this.#forget(now);
    const month = this.#monthOf(at);
    const soon = this.#time.after(at, DOSSIER_LIMITS.soon);
    const units = this.#book.counts({ at, soon, from: month, to: month });
    if (units.length > 0) {
      await this.sensors.register(
        units
          .filter((unit) => !this.sensors.get(sensorOf(unit)))
          .map((unit) => registrationOf(unit, at, DOSSIER_LIMITS.every)),
      );
      const entries = units.map((unit) => {
        const reading = readingOf(unit, at, this.#isSimulated);
        return { key: reading.sensor, value: JSON.stringify(reading) };
      });
      await this.log.append(TOPICS.readings.name, entries);
    }
    this.#toldAt = at;
  }

  #forget(now: number): void {
    if (now - this.#forgotAt < DAY) return;
    this.#forgotAt = now;
    this.#book.forget(now - DOSSIER_LIMITS.keptDays * DAY);
  }

  #emptyBook(): DossierBook {
    this.#isSimulated = false;
    return new DossierBook({ most: DOSSIER_LIMITS.dossiers, monthOf: (at) => this.#monthOf(at) });
  }
}
