import { Kafka } from '../../../../scripts/servers/kafka.mjs';
import { describeLog } from '../testing/log.contract.js';
import { KafkaLog } from './kafka-log.js';

let kafka: Kafka;
let run = 0;

beforeAll(async () => {
  kafka = await Kafka.start();
}, 120_000);
afterAll(() => kafka.stop(), 30_000);

describeLog('KafkaLog', ['disk'], async (topics) => {
  // A namespace of its own for each case: a broker keeps what earlier ones wrote.
  run += 1;
  const namespace = `contract-${process.pid}-${run}`;
  const open = () =>
    KafkaLog.open({
      brokers: kafka.addresses,
      topics,
      namespace,
      limits: { batch: { first: 5, longest: 50 } },
    });
  let log = await open();
  return {
    log,
    reopen: async () => {
      await log.close();
      log = await open();
      return log;
    },
    close: () => log.close(),
  };
});
