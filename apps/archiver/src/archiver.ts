import { Injectable } from '@nestjs/common';
import { TOPICS } from '@toancanh/events';
import { type Answer, type Assignment, HOLD, type PartitionOffset, type RecordBatch } from '@toancanh/log';
import { StageCounts } from '@toancanh/runtime';
import { GivenInstants } from '@toancanh/windows';
import { type BadRecord, type Sifted, sifted } from './sifted.js';
import { StoreWrites } from './store-writes.js';

/** Readings and windows at which a write waits for no other partition. */
const ENOUGH = 4_000;

/** A batch of one partition on its way into the store. */
interface Part extends Sifted {
  readonly position: PartitionOffset;
}

/**
 * Puts readings and windows into the store. A write costs the store as much as some thousand rows, so the batches of
 * several partitions go in together: a batch is held while others are sure to follow it. What is held is not committed.
 */
@Injectable()
export class Archiver {
  readonly counts = new StageCounts();
  /** Records on the log that the reader has not got rid of, those in hand among them. */
  lag: () => number = () => 0;
  #held: readonly Part[] = [];
  readonly #instants = new GivenInstants();
  /** Where the partitions of `city.readings` begin that have not been stored. */
  readonly #begins = new Map<number, number>();

  constructor(private readonly store: StoreWrites) {}

  /** Readings are read again from where they tell the instants of those that repeat them. */
  activate({ partitions }: Assignment): readonly PartitionOffset[] {
    return partitions
      .filter(({ topic }) => topic === TOPICS.readings.name)
      .map(({ topic, partition, first, next, committed }) => {
        const begin = Math.min(next, Math.max(first, committed ?? first));
        this.#begins.set(partition, begin);
        this.#instants.forget(partition);
        const offset = Math.min(begin, Math.max(first, this.#instants.beginningFor(begin)));
        return { topic, partition, offset };
      });
  }

  /** Safe to repeat, because writing again is. Throws while the store cannot write; then nothing of the batch is kept. */
  async take(batch: RecordBatch, onBad: (bad: readonly BadRecord[]) => void): Promise<Answer> {
    const { topic, partition, next } = batch;
    const begin = topic === TOPICS.readings.name ? (this.#begins.get(partition) ?? 0) : 0;
    const part: Part = {
      ...sifted(batch, this.#instants, begin),
      // Never back behind what is committed.
      position: { topic, partition, offset: Math.max(next, begin) },
    };
    const parts = [...this.#held, part];
    if (this.#othersFollow(batch) && rowsOf(parts) < ENOUGH) this.#held = parts;
    else {
      if (rowsOf(parts) > 0) await this.#write(parts);
      this.#held = [];
    }
    this.#count(part);
    if (part.bad.length > 0) onBad(part.bad);
    return this.#held.length > 0 ? HOLD : { offsets: parts.map(({ position }) => position) };
  }

  /** Readings and windows that are held for the next write. */
  get held(): number {
    return rowsOf(this.#held);
  }

  /** A partition that comes again closes the round: nothing is held longer than the reader takes to go round once. */
  #othersFollow({ topic, partition, records }: RecordBatch): boolean {
    const again = this.#held.some(
      ({ position }) => position.topic === topic && position.partition === partition,
    );
    return !again && this.lag() > records.length;
  }

  #write(parts: readonly Part[]): Promise<void> {
    const readings = parts.flatMap((part) => part.readings);
    const windows = parts.flatMap((part) => part.windows);
    return this.store.write({ readings, windows });
  }

  #count({ readings, windows, bad }: Part): void {
    this.counts.received += readings.length + windows.length + bad.length;
    this.counts.accepted += readings.length + windows.length;
    this.counts.rejected += bad.length;
  }
}

function rowsOf(parts: readonly Part[]): number {
  return parts.reduce((rows, { readings, windows }) => rows + readings.length + windows.length, 0);
}
