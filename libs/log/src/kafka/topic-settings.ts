import type { Topic } from '@toancanh/events';

/** A topic as the brokers have it. */
export interface FoundTopic {
  readonly partitions: number;
  /** Copies of the partition that has the fewest. */
  readonly replication: number;
  readonly config: ReadonlyMap<string, string>;
}

export interface Difference {
  readonly setting: string;
  readonly found: string;
  readonly expected: string;
  readonly mend: string;
}

const HOUR = 3_600_000;
/** Segments of compacted topics are closed after an hour, as only closed ones are compacted; tombstones stay a day. */
const COMPACTION = {
  'segment.ms': String(HOUR),
  'segment.bytes': String(64 << 20),
  'min.cleanable.dirty.ratio': '0.2',
  'delete.retention.ms': String(24 * HOUR),
};
/** Without copies on three brokers, a quorum of two would stop the topic with the first broker. */
const SAFE = { replication: 3, inSync: 2 };

export const replicationFor = (brokers: number): number => Math.min(SAFE.replication, brokers);

/** What a new topic is created with. */
export function settingsOf({ kept }: Topic, replication: number): Record<string, string> {
  return { ...required({ kept }, replication), ...(kept === 'compacted' && COMPACTION) };
}

function required({ kept }: Pick<Topic, 'kept'>, replication: number): Record<string, string> {
  return {
    'cleanup.policy': kept === 'compacted' ? 'compact' : 'delete',
    ...(kept !== 'compacted' && { 'retention.ms': String(kept.retention) }),
    'message.timestamp.type': 'LogAppendTime',
    'min.insync.replicas': String(replication >= SAFE.replication ? SAFE.inSync : 1),
  };
}

/** What differs from what the city needs, each with the command that mends it; the topic's name is the brokers'. */
export function differences(
  topic: Topic,
  found: FoundTopic,
  { name, brokers, address }: { name: string; brokers: number; address: string },
): Difference[] {
  const replication = replicationFor(brokers);
  const all: Difference[] = [];
  if (found.partitions !== topic.partitions) {
    all.push({
      setting: 'partitions',
      found: String(found.partitions),
      expected: String(topic.partitions),
      mend:
        found.partitions < topic.partitions
          ? `kafka-topics.sh --bootstrap-server ${address} --alter --topic ${name} --partitions ${topic.partitions} (before anything is written: keys move)`
          : `kafka-topics.sh --bootstrap-server ${address} --delete --topic ${name} (partitions cannot be taken away; save its records first)`,
    });
  }
  if (found.replication < replication) {
    all.push({
      setting: 'replication.factor',
      found: String(found.replication),
      expected: `at least ${replication}`,
      mend: `kafka-reassign-partitions.sh --bootstrap-server ${address} --execute --reassignment-json-file FILE (a FILE that gives each partition of ${name} ${replication} replicas)`,
    });
  }
  const copies = Math.max(found.replication, replication);
  for (const [setting, expected] of Object.entries(required(topic, replication))) {
    const value = found.config.get(setting) ?? 'not set';
    if (
      setting === 'min.insync.replicas'
        ? isQuorum(Number(value), Number(expected), copies)
        : value === expected
    )
      continue;
    all.push({
      setting,
      found: value,
      expected,
      mend: `kafka-configs.sh --bootstrap-server ${address} --alter --entity-type topics --entity-name ${name} --add-config ${setting}=${expected}`,
    });
  }
  return all;
}

/** More copies may be asked for than the city needs, as long as the topic outlives the loss of one broker. */
function isQuorum(value: number, expected: number, copies: number): boolean {
  return value >= expected && (value === 1 || value < copies);
}
