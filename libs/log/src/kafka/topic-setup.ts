import type { Topic } from '@toancanh/events';
import kafkajs, { type Admin } from 'kafkajs';
import { LogError } from '../log.js';
import { type Alarm, pauseAfter } from './alarm.js';
import type { KafkaClient } from './kafka-client.js';
import { canBeRetried, textOf } from './kafka-fault.js';
import type { KafkaLogLimits } from './limits.js';
import { differences, type FoundTopic, replicationFor, settingsOf } from './topic-settings.js';

export interface SettingUp {
  readonly admin: Admin;
  readonly client: KafkaClient;
  readonly topics: readonly Topic[];
  /** How many different addresses were given. */
  readonly named: number;
  readonly limits: KafkaLogLimits;
  readonly fault: (error: unknown) => void;
  readonly rest: Alarm;
}

/**
 * Waits for the brokers, creates the topics that are missing and checks those that were there: what differs is named
 * and left alone. Several apps may do so at once. Throws LOG_UNREACHABLE or LOG_TOPIC.
 */
export async function setUpTopics(work: SettingUp): Promise<void> {
  const until = performance.now() + work.limits.openTimeout;
  for (let faults = 1; ; faults += 1) {
    try {
      await work.admin.connect();
      return await attempt(work);
    } catch (error) {
      if (error instanceof LogError && error.code !== 'LOG_UNREACHABLE') throw error;
      if (performance.now() > until || !canBeRetried(error)) throw unreachable(work, error);
      work.fault(error);
      await work.rest.wait(pauseAfter(faults, work.limits.retry));
    }
  }
}

async function attempt(work: SettingUp): Promise<void> {
  const { admin, client, topics } = work;
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !existing.has(client.nameOf(name)));
  const brokers = (await admin.describeCluster()).brokers.length;
  if (missing.length > 0) {
    const enough = replicationFor(work.named);
    if (brokers < enough) {
      throw new LogError(
        'LOG_UNREACHABLE',
        `${work.named} brokers are named and ${brokers} of them run; topics are not created on fewer than ${enough}: start the others, or name only those that exist`,
      );
    }
    await create(work, missing, replicationFor(brokers));
  }
  const faults: string[] = [];
  const found = await find(
    admin,
    topics.map(({ name }) => client.nameOf(name)),
  );
  for (const topic of topics) {
    const name = client.nameOf(topic.name);
    const address = client.brokers.replaceAll(' ', '');
    for (const one of differences(topic, found.get(name)!, { name, brokers, address })) {
      faults.push(`${name}: ${one.setting} is ${one.found}, not ${one.expected}; mend it with: ${one.mend}`);
    }
  }
  if (faults.length > 0) throw new LogError('LOG_TOPIC', faults.join('\n'));
  // Right after their creation topics have no leaders everywhere, and nobody's first append should meet that.
  for (const { name } of topics) await admin.fetchTopicOffsets(client.nameOf(name));
}

/** That a topic is there already is no fault: another app was faster. */
async function create(
  { admin, client }: SettingUp,
  missing: readonly Topic[],
  replication: number,
): Promise<void> {
  await admin.createTopics({
    waitForLeaders: false,
    topics: missing.map((topic) => ({
      topic: client.nameOf(topic.name),
      numPartitions: topic.partitions,
      replicationFactor: replication,
      configEntries: Object.entries(settingsOf(topic, replication)).map(([name, value]) => ({ name, value })),
    })),
  });
}

async function find(admin: Admin, names: string[]): Promise<Map<string, FoundTopic>> {
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name })),
  });
  const configs = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  return new Map(
    topics.map(({ name, partitions }) => [
      name,
      {
        partitions: partitions.length,
        replication: Math.min(...partitions.map(({ replicas }) => replicas.length)),
        config: configs.get(name) ?? new Map<string, string>(),
      },
    ]),
  );
}

function unreachable({ client, limits }: SettingUp, error: unknown): LogError {
  return new LogError(
    'LOG_UNREACHABLE',
    `the brokers ${client.brokers} were not ready within ${limits.openTimeout / 1_000} s: ${textOf(error)}; start them, or name others in TOANCANH_LOG`,
    { cause: error },
  );
}
