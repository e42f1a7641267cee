import type { Topic } from '@toancanh/events';
import kafkajs, { type Kafka, type SASLOptions } from 'kafkajs';
import { LogError } from '../log.js';
import type { KafkaLogLimits } from './limits.js';
import { Sockets } from './sockets.js';

export interface KafkaAddress {
  readonly brokers: readonly string[];
  /** Comes before the names of topics and groups, for several cities on one cluster. */
  readonly namespace?: string | undefined;
  readonly clientId?: string | undefined;
  readonly ssl?: boolean | undefined;
  readonly sasl?: SASLOptions | undefined;
}

/** kafkajs with sockets of its own, so that they can be ended. */
export interface Connections {
  readonly kafka: Kafka;
  readonly sockets: Sockets;
}

/** How the brokers are spoken to, and how topics and groups are called there. */
export class KafkaClient {
  readonly brokers: string;
  readonly #partitions: ReadonlyMap<string, number>;
  readonly #prefix: string;

  constructor(
    private readonly address: KafkaAddress,
    topics: readonly Topic[],
    private readonly limits: KafkaLogLimits,
  ) {
    const { brokers, namespace } = address;
    this.brokers = brokers.join(', ');
    this.#prefix = namespace ? `${namespace}.` : '';
    this.#partitions = new Map(topics.map(({ name, partitions }) => [name, partitions]));
  }

  connections(): Connections {
    const { brokers, clientId = 'toancanh', ssl, sasl } = this.address;
    const { limits } = this;
    const sockets = new Sockets();
    const kafka = new kafkajs.Kafka({
      brokers: [...brokers],
      clientId,
      ...(ssl && { ssl }),
      ...(sasl && { sasl }),
      connectionTimeout: limits.connectTimeout,
      requestTimeout: limits.requestTimeout,
      // Few retries: whoever calls tries again itself, and stops when the log is closed.
      retry: { retries: 2, initialRetryTime: limits.retry.first, maxRetryTime: limits.retry.longest },
      // It calls everything an error; what fails here is thrown, and told by whoever tries again.
      logLevel: kafkajs.logLevel.NOTHING,
      socketFactory: sockets.factory,
    });
    return { kafka, sockets };
  }

  readonly nameOf = (name: string): string => `${this.#prefix}${name}`;

  readonly topicOf = (name: string): string => name.slice(this.#prefix.length);

  readonly partitionsOf = (topic: string): number => this.#partitions.get(topic) ?? 0;

  /** Throws LOG_TOPIC for a topic that the log was not opened with. */
  check(topic: string): void {
    if (!this.#partitions.has(topic)) throw new LogError('LOG_TOPIC', `no topic ${topic}`);
  }
}
