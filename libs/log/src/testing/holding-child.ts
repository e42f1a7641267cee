import { KafkaLog } from '../kafka/kafka-log.js';

/**
 * A member of an exclusive group in a process of its own: it says when it takes over, what it handles, and what goes
 * wrong. It commits each batch with the name it was given; at SIGTERM it closes, and ends by itself.
 */
const [brokers, namespace, name, pause = '0'] = process.argv.slice(2) as [string, string, string, string?];
const say = (text: string) => void process.stdout.write(`${text}\n`);

const log = await KafkaLog.open({
  brokers: brokers.split(','),
  namespace,
  topics: [{ name: 'work', partitions: 4, kept: { retention: 86_400_000 } }],
  onFault: (error) => say(`fault ${String(error)}`),
});
const reader = await log.subscribe({
  name: 'holders',
  topics: ['work'],
  group: 'exclusive',
  startAt: async ({ partitions }) => {
    say(`took over ${partitions.length} at ${partitions.map(({ committed }) => committed ?? '-').join()}`);
    return [];
  },
  onBatch: async ({ topic, partition, records, next }) => {
    say(`began ${partition}/${next}`);
    await new Promise((resolve) => setTimeout(resolve, Number(pause)));
    say(`handled ${partition}/${next} ${records.map(({ value }) => String(value)).join()}`);
    return { offsets: [{ topic, partition, offset: next }], metadata: name };
  },
});
say('subscribed');
let lag = 0;
setInterval(() => {
  if (reader.lag() !== lag) say(`has ${(lag = reader.lag())} to handle`);
}, 20).unref();
process.once('SIGTERM', () => void log.close().then(() => say('closed')));
