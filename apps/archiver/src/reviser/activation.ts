import { type Static, Type } from '@sinclair/typebox';
import { Shape } from '@toancanh/events';
import type { Assignment } from '@toancanh/log';
import { type ClosedSpans, Ended } from './closed-spans.js';

const Metadata = Type.Object({ epoch: Type.Integer({ minimum: 0 }), ended: Type.Optional(Ended) });
type Metadata = Static<typeof Metadata>;
const METADATA = new Shape(Metadata);

/** What is kept with every commit of the reviser: its epoch, and the hours and days that have been closed. */
export function encodeState(epoch: number, closed: ClosedSpans): string {
  const ended = closed.ended();
  return JSON.stringify({ epoch, ...(Object.keys(ended).length > 0 && { ended }) } satisfies Metadata);
}

/**
 * The epoch in which the partitions assigned are worked on: one more than any before, and durable before the first notice.
 * Two processes that number a correction alike, because one of them was paused while the other took over, thus agree on
 * whose stands. Aggregators count their own: of their windows none is a correction, an hour or a day. What had been closed
 * before is added to `closed`.
 */
export async function nextEpoch(
  { partitions, commit }: Assignment,
  own: number,
  closed: ClosedSpans,
): Promise<number> {
  const states = partitions.map(({ metadata }) => stateIn(metadata));
  for (const { ended } of states) if (ended) closed.add(ended);
  const epoch = 1 + Math.max(own, ...states.map((state) => state.epoch));
  const offsets = partitions.map(({ topic, partition, first, committed }) => ({
    topic,
    partition,
    offset: committed ?? first,
  }));
  if (offsets.length > 0) await commit({ offsets, metadata: encodeState(epoch, closed) });
  return epoch;
}

function stateIn(metadata: string | undefined): Metadata {
  if (metadata === undefined) return { epoch: 0 };
  const value: unknown = JSON.parse(metadata);
  if (METADATA.check(value)) return value;
  throw new Error(`commit metadata is not the reviser's: ${metadata.slice(0, 200)}`);
}
