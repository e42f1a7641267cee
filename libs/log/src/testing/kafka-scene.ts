import kafkajs, { type Admin } from 'kafkajs';
import { Kafka } from '../../../../scripts/servers/kafka.mjs';
import { KafkaLog, type KafkaLogOptions } from '../kafka/kafka-log.js';
import type { LogRecord, Subscription } from '../log.js';
import { Inbox } from './inbox.js';
import { type Child, runChild } from './run-child.js';

export const DAY = 86_400_000;
export const WORK = { name: 'work', partitions: 4, kept: { retention: DAY } };

/** A broker for the cases of a file, and for each of them names of its own; what a case opens ends with it. */
export class KafkaScene {
  kafka!: Kafka;
  admin!: Admin;
  namespace = '';
  /** What the logs told of, in words. */
  faults: string[] = [];
  #run = 0;
  #opened: KafkaLog[] = [];
  #children: Child[] = [];

  async start(): Promise<void> {
    this.kafka = await Kafka.start();
    const { addresses: brokers } = this.kafka;
    this.admin = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
    await this.admin.connect();
  }

  async stop(): Promise<void> {
    await this.admin?.disconnect();
    await this.kafka?.stop();
  }

  beginCase(): void {
    this.#run += 1;
    this.namespace = `scene-${process.pid}-${this.#run}`;
    [this.#opened, this.#children, this.faults] = [[], [], []];
  }

  async endCase(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.kill('SIGKILL')));
    await Promise.allSettled(this.#opened.map((log) => log.close()));
  }

  async openLog(options: Partial<KafkaLogOptions> = {}): Promise<KafkaLog> {
    const log = await KafkaLog.open({
      brokers: this.kafka.addresses,
      topics: [WORK],
      namespace: this.namespace,
      onFault: (error) => this.faults.push(String(error)),
      ...options,
    });
    this.#opened.push(log);
    return log;
  }

  /** Subscribes with an inbox; a handler of the case's own may come first and answer. */
  async read(log: KafkaLog, options: Partial<Subscription> = {}) {
    const inbox = new Inbox();
    const { onBatch, ...rest } = options;
    const reader = await log.subscribe({
      name: 'reader',
      topics: ['work'],
      ...rest,
      onBatch: async (batch) => {
        const answer = await onBatch?.(batch);
        inbox.put(batch);
        return answer;
      },
    });
    return { inbox, reader };
  }

  /** A member of the exclusive group `holders` in a process of its own; it takes `pause` for each batch. */
  holder(name: string, pause = 0): Child {
    const { addresses } = this.kafka;
    const args = [addresses.join(','), this.namespace, name, String(pause)];
    const child = runChild(new URL('./holding-child.ts', import.meta.url), args);
    this.#children.push(child);
    return child;
  }

  /** The brokers' name of a topic or group. */
  physical(name: string): string {
    return `${this.namespace}.${name}`;
  }

  async committedOf(group: string, partition = 0): Promise<{ offset: string; metadata: string | null }> {
    const [found] = await this.admin.fetchOffsets({
      groupId: this.physical(group),
      topics: [this.physical('work')],
    });
    const { offset, metadata } = found!.partitions.find((one) => one.partition === partition)!;
    return { offset, metadata };
  }
}

export const entry = (value: unknown, partition = 0) => ({
  key: 'k',
  value: JSON.stringify(value),
  partition,
});

export const values = (records: readonly LogRecord[]): unknown[] => records.map(({ value }) => value);

/** For what only the brokers know. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
