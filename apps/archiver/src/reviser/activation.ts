import { type Static, Type } from '@sinclair/typebox';
import { Shape } from '@toancanh/events';
import type { Assignment } from '@toancanh/log';

const Metadata = Type.Object({ epoch: Type.Integer({ minimum: 0 }) });
const METADATA = new Shape(Metadata);

/** What is kept with every commit of the reviser. */
export function encodeEpoch(epoch: number): string {
  return JSON.stringify({ epoch } satisfies Static<typeof Metadata>);
}

/**
 * The epoch in which the partitions assigned are worked on: one more than any before, and durable before the first notice.
 * Two processes that number a correction alike, because one of them was paused while the other took over, thus agree on
 * whose stands. Aggregators count their own: a window of theirs has revision 0, and a correction never has.
 */
export async function nextEpoch({ partitions, commit }: Assignment, own: number): Promise<number> {
  const epoch = 1 + Math.max(own, ...partitions.map(({ metadata }) => epochIn(metadata)));
  const offsets = partitions.map(({ topic, partition, first, committed }) => ({
    topic,
    partition,
    offset: committed ?? first,
  }));
  if (offsets.length > 0) await commit({ offsets, metadata: encodeEpoch(epoch) });
  return epoch;
}

function epochIn(metadata: string | undefined): number {
  if (metadata === undefined) return 0;
  const value: unknown = JSON.parse(metadata);
  if (METADATA.check(value)) return value.epoch;
  throw new Error(`commit metadata is not the reviser's: ${metadata.slice(0, 200)}`);
}
