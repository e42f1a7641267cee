import type { Assignment, PartitionOffset } from '@toancanh/log';
import { decodePosition, encodePosition, GivenInstants, MinuteStage, type Position } from '@toancanh/windows';

export interface Activation {
  readonly stage: MinuteStage;
  /** Of the readings that the stage takes. */
  readonly instants: GivenInstants;
  readonly startAt: readonly PartitionOffset[];
}

/**
 * Takes over where the last activation committed, under the next epoch. The epoch is durable before the first batch, so
 * whatever a paused predecessor still publishes is older than all that comes from here.
 */
export async function activate(assignment: Assignment, lateness: number): Promise<Activation> {
  const { partitions } = assignment;
  const instants = new GivenInstants();
  const needed = partitions.map(({ topic, partition, first, next, committed }) => ({
    topic,
    partition,
    // Retention may have taken what was committed, and a log restored from a backup may end before it.
    offset: Math.min(next, Math.max(first, committed ?? first)),
  }));
  // Minutes need nothing before it, but repeats of readings without an instant do.
  const startAt = needed.map(({ topic, partition, offset }, i) => ({
    topic,
    partition,
    offset: Math.min(offset, Math.max(partitions[i]!.first, instants.beginningFor(offset))),
  }));
  const starts = new Map(startAt.map(({ partition, offset }) => [partition, offset]));
  const ends = new Map(partitions.map(({ partition, next }) => [partition, next]));
  const committed = newest(partitions.map(({ metadata }) => metadata));
  const position: Position = {
    epoch: (committed?.epoch ?? 0) + 1,
    watermark: committed?.watermark ?? -Infinity,
    reached: committed
      ? new Map([...committed.reached].map(([p, offset]) => [p, Math.min(offset, ends.get(p) ?? offset)]))
      : starts,
  };
  await assignment.commit({ offsets: needed, metadata: encodePosition(position) });
  const stage = new MinuteStage({
    lateness,
    epoch: position.epoch,
    starts,
    committed: committed && position,
  });
  return { stage, instants, startAt };
}

function newest(metadata: readonly (string | undefined)[]): Position | undefined {
  let newest: Position | undefined;
  for (const text of new Set(metadata)) {
    if (text === undefined || text === '') continue;
    const position = decodePosition(text);
    if (!newest || position.epoch > newest.epoch) newest = position;
  }
  return newest;
}
