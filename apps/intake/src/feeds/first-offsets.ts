import type { Admin } from 'kafkajs';

/** Where a group begins that has never committed: the end of each partition as it is now, by partition. */
export async function endsOfUncommitted(
  admin: Pick<Admin, 'fetchOffsets' | 'fetchTopicOffsets'>,
  groupId: string,
  topic: string,
  partitions: readonly number[],
): Promise<ReadonlyMap<number, bigint>> {
  const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
  const fresh = new Set(partitions);
  for (const { partition, offset } of committed?.partitions ?? []) {
    if (BigInt(offset) >= 0n) fresh.delete(partition);
  }
  if (fresh.size === 0) return new Map();
  const ends = await admin.fetchTopicOffsets(topic);
  return new Map(
    ends
      .filter(({ partition }) => fresh.has(partition))
      .map(({ partition, high }) => [partition, BigInt(high)]),
  );
}
