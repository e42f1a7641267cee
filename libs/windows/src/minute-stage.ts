import { countsInWindows, type Reading, type Sensor } from '@toancanh/events';
import type { LateReading, OpenMinute } from './open-minute.js';
import type { Position } from './position.js';
import { SeriesTable } from './series-table.js';
import { MINUTE, startOf } from './span.js';
import { Watermark } from './watermark.js';
import { WindowTable } from './window-table.js';

/**
 * What became of a reading. `replayed`: it was counted by the activation before, and is folded again or skipped here, so
 * it counts nowhere.
 */
export type Taken = 'accepted' | 'duplicate' | 'late' | 'replayed';

/** What time has brought: minutes to publish, oldest first, then readings to notice. */
export interface Due {
  /** The watermark before, −Infinity at the very first; what it had passed was due earlier, or committed. */
  readonly since: number;
  /** The watermark that closed them. */
  readonly asOf: number;
  readonly minutes: readonly OpenMinute[];
  readonly late: readonly LateReading[];
}

/** Where an activation begins: its number, the offset at which each partition is read, and what the one before committed. */
export interface StageStart {
  readonly lateness: number;
  readonly epoch: number;
  readonly starts: ReadonlyMap<number, number>;
  readonly committed?: Position | undefined;
}

/**
 * Readings in, closed minutes out; everything of the aggregator that can be said without a log. For each record call
 * `reach` and then, if it is a new one with a reading, `take`; after a batch `due`; and when that is published, commit
 * `needs` and `position`.
 *
 * A reading is late when the watermark of *its own partition* had passed the end of its minute as it was appended. That is a
 * function of the record, not of how partitions happen to interleave, so every activation puts the same readings into a
 * minute. Such a reading waits until its minute is published and is noticed after it.
 */
export class MinuteStage {
  readonly series = new SeriesTable();
  readonly #table = new WindowTable();
  readonly #watermark: Watermark;
  readonly #reached: Map<number, number>;
  readonly #committed: Position | undefined;
  readonly epoch: number;
  #closedTo: number;
  #late: LateReading[] = [];

  constructor({ lateness, epoch, starts, committed }: StageStart) {
    this.epoch = epoch;
    this.#committed = committed;
    this.#closedTo = committed?.watermark ?? -Infinity;
    this.#watermark = new Watermark(lateness, starts.keys(), this.#closedTo);
    this.#reached = new Map(starts);
  }

  /** Moves the partition's time; false for a record that this activation has taken already (its batch came back). */
  reach(partition: number, offset: number, appendTime: number): boolean {
    if (offset < (this.#reached.get(partition) ?? 0)) return false;
    this.#reached.set(partition, offset + 1);
    this.#watermark.saw(partition, appendTime);
    return true;
  }

  take(partition: number, offset: number, appendTime: number, reading: Reading, sensor: Sensor): Taken {
    const { at, values } = reading;
    const start = startOf(at, MINUTE);
    const end = start + MINUTE;
    const replayed = this.isReplayed(partition, offset);
    // Closed by what was committed and read before that commit: published or noticed then.
    if (replayed && end <= this.#committed!.watermark) return 'replayed';

    const tooLate = appendTime - this.#watermark.lateness >= end;
    if (tooLate || end <= this.#closedTo) {
      const late = { sensor: sensor.id, area: sensor.area, metrics: Object.keys(values), start, at };
      if (end <= this.#closedTo) {
        this.#late.push(late);
      } else {
        const minute = this.#table.minuteAt(at);
        minute.needed(partition, offset);
        minute.late.push(late);
      }
      return replayed ? 'replayed' : 'late';
    }

    const minute = this.#table.minuteAt(at);
    minute.needed(partition, offset);
    const news = countsInWindows(reading.quality)
      ? this.#fold(minute, sensor, at, values)
      : this.#withdraw(minute, sensor, at, values);
    if (replayed) return 'replayed';
    return news ? 'accepted' : 'duplicate';
  }

  #fold(minute: OpenMinute, sensor: Sensor, at: number, values: Reading['values']): boolean {
    let news = false;
    for (const metric in values) {
      const folded = minute.fold(this.series.numberOf(sensor, metric), at, values[metric]!);
      if (folded !== 'duplicate') news = true;
    }
    return news;
  }

  /** A reading that does not count enters no window, and corrects one of its instant that had counted. */
  #withdraw(minute: OpenMinute, sensor: Sensor, at: number, values: Reading['values']): true {
    for (const metric in values) minute.withdraw(this.series.numberOf(sensor, metric), at);
    return true;
  }

  /** Whether the activation before had read this record when it committed. */
  isReplayed(partition: number, offset: number): boolean {
    return offset < (this.#committed?.reached.get(partition) ?? 0);
  }

  /** Closes what the watermark has passed. What it returns is the caller's to publish: it is not returned again. */
  due(): Due {
    const since = this.#closedTo;
    this.#closedTo = Math.max(this.#closedTo, this.#watermark.value);
    const minutes = this.#table.close(this.#closedTo);
    const late = this.#late;
    this.#late = [];
    for (const minute of minutes) for (const reading of minute.late) late.push(reading);
    return { since, asOf: this.#closedTo, minutes, late };
  }

  /** The offset in each partition of the oldest reading that an open minute needs; where none does, of the next record. */
  needs(): Map<number, number> {
    return new Map(
      [...this.#reached].map(([partition, next]) => [partition, this.#table.oldestNeed(partition) ?? next]),
    );
  }

  /**
   * Whether some partition has not come back to where the committed activation was. Until then nothing is committed: the
   * reach of the old position does not belong to the watermark of the new one.
   */
  get replaying(): boolean {
    for (const [partition, reached] of this.#committed?.reached ?? []) {
      if ((this.#reached.get(partition) ?? Infinity) < reached) return true;
    }
    return false;
  }

  /** To be committed only when everything that `due` returned is published, and not while `replaying`. */
  position(): Position {
    return { epoch: this.epoch, watermark: this.#closedTo, reached: new Map(this.#reached) };
  }

  get watermark(): number {
    return this.#closedTo;
  }

  get openMinutes(): number {
    return this.#table.minutes;
  }

  get openValues(): number {
    return this.#table.values;
  }
}
