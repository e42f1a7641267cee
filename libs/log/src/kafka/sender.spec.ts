import type { ProducerRecord, RecordMetadata } from 'kafkajs';
import type { Entry } from '../log.js';
import { kafkaLogLimits, type KafkaLogLimits } from './limits.js';
import { Sender, type Sending } from './sender.js';

/** Brokers that take what they are sent, when and how the test says. */
class FakeProducer implements Sending {
  readonly sends: { partition: number; values: unknown[] }[] = [];
  acks: number | undefined;
  answer: (partition: number, send: number) => Promise<Partial<RecordMetadata>[]> = async (partition) => [
    { topicName: 'c.work', partition, errorCode: 0 },
  ];
  inFlight = 0;
  most = 0;

  async connect(): Promise<void> {}
  async disconnect(): Promise<void> {}

  async send({ messages, acks }: ProducerRecord): Promise<RecordMetadata[]> {
    this.acks = acks;
    const partition = messages[0]!.partition!;
    expect(new Set(messages.map((one) => one.partition))).toEqual(new Set([partition]));
    this.sends.push({ partition, values: messages.map(({ value }) => value) });
    this.inFlight += 1;
    this.most = Math.max(this.most, this.inFlight);
    try {
      return (await this.answer(partition, this.sends.length)) as RecordMetadata[];
    } finally {
      this.inFlight -= 1;
    }
  }
}

function setup(limits: Partial<KafkaLogLimits> = {}) {
  const producer = new FakeProducer();
  const faults: unknown[] = [];
  const sender = new Sender(
    producer,
    (name) => `c.${name}`,
    [{ name: 'work', partitions: 4 }],
    { ...kafkaLogLimits, retry: { first: 1, longest: 2 }, appendTimeout: 200, closeTimeout: 50, ...limits },
    (error) => faults.push(error),
  );
  const append = (partition: number, ...values: string[]) =>
    sender.append('work', new Map([[partition, values.map(entry)]]));
  return { producer, faults, sender, append };
}

const entry = (value: string): Entry => ({ key: '', value });
const outcome = (append: Promise<void>) =>
  append.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? 'another',
  );
const fault = (retriable: boolean) => Object.assign(new Error('no'), { retriable });

describe('Sender', () => {
  it('sends one partition at a time in each send, and what comes meanwhile together', async () => {
    const { producer, append } = setup();
    const first = [append(0, 'a'), append(1, 'b')];
    await new Promise(setImmediate);
    await Promise.all([...first, append(0, 'c'), append(0, 'd', 'e'), append(1, 'f')]);
    expect(producer.sends).toEqual([
      { partition: 0, values: ['a'] },
      { partition: 1, values: ['b'] },
      { partition: 0, values: ['c', 'd', 'e'] },
      { partition: 1, values: ['f'] },
    ]);
  });

  it('is done when every replica in sync has it', async () => {
    const { producer, append } = setup();
    await append(0, 'a');
    expect(producer.acks).toBe(-1);
  });

  it('repeats the same entries before any later ones', async () => {
    const { producer, append, faults } = setup();
    const usual = producer.answer;
    producer.answer = (partition, send) => (send <= 2 ? Promise.reject(fault(true)) : usual(partition, send));
    const first = append(0, 'a');
    await new Promise(setImmediate);
    await Promise.all([first, append(0, 'b')]);
    expect(producer.sends.map(({ values }) => values)).toEqual([['a'], ['a'], ['a'], ['b']]);
    expect(faults).toHaveLength(2);
  });

  it('takes an answer that does not name the partition for a failure', async () => {
    const { producer, append } = setup();
    const usual = producer.answer;
    producer.answer = async (partition, send) => (send === 1 ? [] : usual(partition, send));
    await append(2, 'a');
    expect(producer.sends).toHaveLength(2);
    producer.answer = async (partition) => [{ topicName: 'c.work', partition: partition + 1, errorCode: 0 }];
    expect(await outcome(append(2, 'b'))).toBe('LOG_WRITE');
  });

  it('fails the entries of a failed send, and of its append, before a later one is sent', async () => {
    const { producer, append } = setup({ sendRecords: 2 });
    const usual = producer.answer;
    producer.answer = (partition, send) =>
      send === 1 ? Promise.reject(fault(false)) : usual(partition, send);
    const steps: string[] = [];
    const first = outcome(append(0, 'a', 'b', 'c')).then((end) => steps.push(end));
    const second = outcome(append(0, 'd')).then((end) => steps.push(end));
    await Promise.all([first, second]);
    expect(steps).toEqual(['LOG_WRITE', 'done']);
    expect(producer.sends.map(({ values }) => values)).toEqual([['a', 'b'], ['d']]);
  });

  it('gives up after the time that an entry may wait', async () => {
    const { producer, append, sender } = setup();
    producer.answer = () => Promise.reject(fault(true));
    expect(await outcome(append(0, 'a'))).toBe('LOG_WRITE');
    expect(producer.sends.length).toBeGreaterThan(10);
    expect(sender.queued).toBe(0);
  });

  it('cuts what is too large for a send, and lets one entry through that is', async () => {
    const { producer, append } = setup({ sendBytes: 100 });
    await append(0, 'x'.repeat(40), 'y'.repeat(40), 'z'.repeat(400), 'end');
    expect(producer.sends.map(({ values }) => values.map((value) => String(value)[0]).join(''))).toEqual([
      'x',
      'y',
      'z',
      'e',
    ]);
  });

  it('has so many sends on their way and no more, each to another partition', async () => {
    const { producer, append } = setup({ sendsInFlight: 2 });
    await Promise.all(Array.from({ length: 40 }, (_, i) => append(i % 4, String(i))));
    expect(producer.most).toBe(2);
    for (const partition of [0, 1, 2, 3]) {
      const sent = producer.sends
        .filter((one) => one.partition === partition)
        .flatMap(({ values }) => values);
      expect(sent).toEqual(Array.from({ length: 10 }, (_, i) => String(i * 4 + partition)));
    }
  });

  it('refuses what would wait beyond the limit', async () => {
    const { sender, append } = setup({ queueBytes: 100 });
    const first = append(0, 'x'.repeat(60));
    expect(await outcome(append(1, 'y'.repeat(60)))).toBe('LOG_WRITE');
    await first;
    expect(sender.queued).toBe(0);
    await append(1, 'y'.repeat(60));
  });

  it('sends what waits before it closes, and refuses what the brokers do not take by then', async () => {
    const { producer, append, sender } = setup({ sendsInFlight: 1, sendEvery: 1_000 });
    const taken = [append(0, 'a'), append(1, 'b'), append(2, 'c')].map(outcome);
    await sender.close();
    expect(await Promise.all(taken)).toEqual(['done', 'done', 'done']);
    expect(producer.sends).toHaveLength(3);

    const stuck = setup();
    stuck.producer.answer = () => Promise.reject(fault(true));
    const refused = [stuck.append(0, 'a'), stuck.append(1, 'b')].map(outcome);
    await new Promise(setImmediate);
    refused.push(outcome(stuck.append(0, 'c')));
    await stuck.sender.close();
    expect(await Promise.all(refused)).toEqual(['LOG_WRITE', 'LOG_WRITE', 'LOG_WRITE']);
  });
});
