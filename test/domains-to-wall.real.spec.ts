import kafkajs from 'kafkajs';
import { Kafka } from '../scripts/servers/kafka.mjs';
import { LACKING, TwoWalls } from './scenarios/two-walls.js';

const TOPIC = 'mot-cua.chi-so';
/** From the answer of the department's broker to the department. */
const WITHIN = 2_000;

(LACKING.length === 0 ? describe : describe.skip)(
  `from a department's Kafka to the walls${LACKING.length === 0 ? '' : ` (not on the path: ${LACKING.join(', ')})`}`,
  () => {
    let kafka: Kafka;
    let scene: TwoWalls;
    let producer: kafkajs.Producer;

    beforeAll(async () => {
      kafka = await Kafka.start();
      const client = new kafkajs.Kafka({ brokers: kafka.addresses, logLevel: kafkajs.logLevel.NOTHING });
      const admin = client.admin();
      await admin.connect();
      await admin.createTopics({ topics: [{ topic: TOPIC }], waitForLeaders: true });
      await admin.disconnect();
      producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
      await producer.connect();
      scene = await TwoWalls.open(`
feeds:
  - name: mot-cua
    brokers: [${kafka.addresses.map((one) => JSON.stringify(one)).join(', ')}]
    topic: ${TOPIC}
    gateway: demo
    as: reading
    start: earliest
    map:
      sensor: { path: /donVi, prefix: mc- }
      values: { online_share: /trucTuyen }
`);
    }, 120_000);
    afterAll(async () => {
      await scene.close();
      await producer.disconnect();
      await kafka.stop();
    }, 60_000);

    it('administration: Trực tuyến reads 83, by a feed', async () => {
      const say = (trucTuyen: number) =>
        producer.send({
          topic: TOPIC,
          acks: -1,
          messages: [{ value: JSON.stringify({ donVi: 1, trucTuyen }) }],
        });
      // Until the feed has joined its group.
      await say(50);
      await scene.read('Trực tuyến', '50', 45_000);
      await say(83.4);
      await scene.read('Trực tuyến', '83', WITHIN);
    }, 90_000);
  },
);
