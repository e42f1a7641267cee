// Shows what the log's sender is built around: `node scripts/kafka-loss.mjs [--kills 4]` kills brokers of a cluster of
// three under load from kafkajs itself, once with sends over all partitions and once with a send a partition, and counts
// the records that were acknowledged and are not there. How many are lost differs from run to run.
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { Kafka } from './servers/kafka.mjs';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '4' } } });
const PARTITIONS = 12;
const retry = { retries: 100, initialRetryTime: 100, maxRetryTime: 1_000 };

const kafka = await Kafka.start({ brokers: 3 });
const client = new kafkajs.Kafka({
  brokers: kafka.addresses,
  connectionTimeout: 2_000,
  requestTimeout: 5_000,
  retry,
  logLevel: kafkajs.logLevel.NOTHING,
});
const admin = client.admin();
await admin.connect();
try {
  await show('one send over all partitions', (producer, topic, messages) => [
    producer.send({ topic, acks: -1, messages }),
  ]);
  await show('a send a partition', (producer, topic, messages) =>
    messages.map((message) => producer.send({ topic, acks: -1, messages: [message] })),
  );
} finally {
  await admin.disconnect();
  await kafka.stop();
}

/**
 * @param {string} title
 * @param {(producer: import('kafkajs').Producer, topic: string, messages: { value: string, partition: number }[]) => Promise<unknown>[]} send
 */
async function show(title, send) {
  const topic = title.replaceAll(' ', '-');
  const configEntries = [{ name: 'min.insync.replicas', value: '2' }];
  await admin.createTopics({
    topics: [{ topic, numPartitions: PARTITIONS, replicationFactor: 3, configEntries }],
  });
  const producer = client.producer({
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition ?? 0,
    retry,
  });
  await producer.connect();
  const acknowledged = new Set();
  let isLoading = true;
  let next = 0;
  const load = Array.from({ length: 4 }, async () => {
    while (isLoading) {
      const messages = Array.from({ length: PARTITIONS }, (_, partition) => ({
        value: String(next++),
        partition,
      }));
      const sends = send(producer, topic, messages);
      const ends = await Promise.allSettled(sends);
      const each = messages.length / sends.length;
      ends.forEach(({ status }, i) => {
        if (status !== 'fulfilled') return;
        for (const { value } of messages.slice(i * each, (i + 1) * each)) acknowledged.add(value);
      });
    }
  });
  for (let kill = 0; kill < Number(values.kills); kill += 1) {
    await pause(2_000);
    await kafka.kill(kill % 3);
    await pause(2_000);
    await kafka.restart(kill % 3);
    await allInSync(topic);
  }
  isLoading = false;
  await Promise.all(load);
  await producer.disconnect();

  const found = await readAll(topic);
  const lost = [...acknowledged].filter((value) => !found.has(value)).length;
  console.log(`${title}: ${values.kills} kills, ${acknowledged.size} acknowledged, ${lost} of them lost`);
}

/** @param {string} topic */
async function allInSync(topic) {
  for (;;) {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    if (topics[0]?.partitions.every(({ isr }) => isr.length === 3)) return;
    await pause(200);
  }
}

/**
 * @param {string} topic
 * @returns {Promise<Set<string>>}
 */
async function readAll(topic) {
  const found = new Set();
  const ends = await admin.fetchTopicOffsets(topic);
  const open = new Set(ends.filter(({ high }) => high !== '0').map(({ partition }) => partition));
  const consumer = client.consumer({ groupId: `reads-${topic}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise((resolve) => {
    void consumer.run({
      eachBatch: async ({ batch }) => {
        for (const { value } of batch.messages) found.add(String(value));
        const end = Number(ends.find(({ partition }) => partition === batch.partition)?.high);
        if (Number(batch.lastOffset()) + 1 >= end) open.delete(batch.partition);
        if (open.size === 0) resolve(undefined);
      },
    });
  });
  await consumer.disconnect();
  return found;
}
