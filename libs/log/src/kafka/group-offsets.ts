import type { Admin } from 'kafkajs';
import { LogError } from '../log.js';
import { textOf } from './kafka-fault.js';

/** What a group has committed in a topic, both as the brokers know them, by partition. */
export async function groupOffsets(
  admin: Pick<Admin, 'fetchOffsets'>,
  groupId: string,
  topic: string,
): Promise<ReadonlyMap<number, number>> {
  try {
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const offsets = new Map<number, number>();
    for (const { partition, offset } of found?.partitions ?? []) {
      // Without a commit it is -1.
      if (Number(offset) >= 0) offsets.set(partition, Number(offset));
    }
    return offsets;
  } catch (error) {
    throw new LogError('LOG_UNREACHABLE', `how far ${groupId} has come is not known: ${textOf(error)}`, {
      cause: error,
    });
  }
}
