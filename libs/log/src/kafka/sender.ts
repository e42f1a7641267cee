import type { Kafka, Producer, RecordMetadata } from 'kafkajs';
import { type Entry, LogError } from '../log.js';
import { Alarm, DISCONNECT_WITHIN, pauseAfter, within } from './alarm.js';
import { canBeRetried, textOf } from './kafka-fault.js';
import type { KafkaLogLimits } from './limits.js';
import { Pace } from './pace.js';
import { bytesOf, type Load, PendingAppend, SendLane } from './send-lane.js';

/** What is used of kafkajs' producer. */
export type Sending = Pick<Producer, 'connect' | 'send' | 'disconnect'>;

/** The entry names its partition, and a send is repeated by its lane, which knows how long its entries may wait. */
export function producerOf(kafka: Kafka): Sending {
  return kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition!,
    retry: { retries: 0 },
  });
}

/** The brokers' quorum has it: every replica in sync. */
const ALL_IN_SYNC = -1;

/**
 * Sends entries to the brokers: a lane for each partition, one topic-partition in a send, one send of a lane at a time.
 * kafkajs takes a broker that has answered once for done with when it repeats a send that spans brokers, and what that
 * broker was to get in the repetition is acknowledged and lost; a send to one partition has one broker. Two sends to one
 * partition at once would come in any order.
 */
export class Sender {
  readonly #lanes = new Map<string, readonly SendLane[]>();
  readonly #all: SendLane[] = [];
  readonly #sends = new Set<Promise<void>>();
  readonly #rest = new Set<Alarm>();
  #turn = 0;
  #queued = 0;
  #scheduled = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #pace: Pace;
  #drained: (() => void) | undefined;
  #closed = false;
  /** The stamp of the brokers in their latest answer. */
  appendedAt: number | undefined;

  constructor(
    private readonly producer: Sending,
    /** The name of a topic on the brokers. */
    private readonly nameOf: (topic: string) => string,
    topics: readonly { readonly name: string; readonly partitions: number }[],
    private readonly limits: KafkaLogLimits,
    private readonly fault: (error: unknown) => void,
  ) {
    for (const { name, partitions } of topics) {
      const lanes = Array.from({ length: partitions }, (_, partition) => new SendLane(name, partition));
      this.#lanes.set(name, lanes);
      this.#all.push(...lanes);
    }
    this.#pace = new Pace(limits.sendEvery, limits.sendsInFlight);
  }

  get queued(): number {
    return this.#queued;
  }

  connect(): Promise<void> {
    return this.producer.connect();
  }

  /** `lots` are the entries by partition. */
  async append(topic: string, lots: ReadonlyMap<number, readonly Entry[]>): Promise<void> {
    let bytes = 0;
    for (const entries of lots.values()) for (const entry of entries) bytes += bytesOf(entry);
    if (this.#queued + bytes > this.limits.queueBytes) {
      throw new LogError(
        'LOG_WRITE',
        `${this.#queued} bytes wait for the brokers; at most ${this.limits.queueBytes} may`,
      );
    }
    this.#queued += bytes;
    const append = new PendingAppend(lots.size);
    const now = performance.now();
    const lanes = this.#lanes.get(topic)!;
    for (const [partition, entries] of lots) lanes[partition]!.push(append, entries, now);
    this.#schedule();
    await append.done;
  }

  /** Waits until nothing waits, as long as a log may take to be closed; what is left then is refused. */
  async close(): Promise<void> {
    const drained = new Promise<void>((resolve) => (this.#drained = resolve));
    this.#pump();
    await within(this.limits.closeTimeout, drained, () => undefined);
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const rest of this.#rest) rest.ring();
    const error = new LogError('LOG_CLOSED', 'the log was closed before the brokers had it');
    for (const lane of this.#all) if (!lane.isSending) this.#refuse(lane, Infinity, error);
    await within(DISCONNECT_WITHIN, this.producer.disconnect(), () => undefined).catch(() => undefined);
  }

  /** Appends of one turn of the event loop go together. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  /** Lanes in turn, as long as there are sends to be had. */
  #pump(): void {
    if (this.#closed) return;
    const lanes = this.#all.length;
    for (let i = 0; i < lanes && this.#sends.size < this.limits.sendsInFlight; i += 1) {
      const lane = this.#all[this.#turn % lanes]!;
      if (!lane.isEmpty && !lane.isSending) {
        const wait = this.#drained ? 0 : this.#pace.take(performance.now());
        if (wait > 0) {
          this.#later(wait);
          break;
        }
        this.#start(lane);
      }
      this.#turn = (this.#turn + 1) % lanes;
    }
    if (this.#drained && this.#queued === 0) this.#drained();
  }

  #later(time: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#pump();
    }, time);
  }

  #start(lane: SendLane): void {
    lane.isSending = true;
    const sending = this.#send(lane).finally(() => {
      lane.isSending = false;
      this.#sends.delete(sending);
      this.#schedule();
    });
    this.#sends.add(sending);
  }

  async #send(lane: SendLane): Promise<void> {
    const load = lane.next(this.limits);
    try {
      await this.#insist(lane, load);
      this.#queued -= load.bytes;
      lane.sent(load.entries.length);
    } catch (error) {
      this.#refuse(lane, this.#closed ? Infinity : load.entries.length, error);
    }
  }

  #refuse(lane: SendLane, count: number, error: unknown): void {
    for (const entry of lane.failed(count, error)) this.#queued -= bytesOf(entry);
  }

  /** The same entries again until the brokers have them, so that nothing later can come before them. */
  async #insist(lane: SendLane, { entries, since }: Load): Promise<void> {
    const topic = this.nameOf(lane.topic);
    const { partition } = lane;
    const messages = entries.map(({ key, value }) => ({ key, value, partition }));
    for (let faults = 1; ; faults += 1) {
      try {
        const answers = await this.producer.send({
          topic,
          acks: ALL_IN_SYNC,
          timeout: this.limits.requestTimeout,
          messages,
        });
        this.appendedAt = stampIn(answers, topic, partition) ?? this.appendedAt;
        return;
      } catch (error) {
        const late = performance.now() - since > this.limits.appendTimeout;
        if (this.#closed || late || !canBeRetried(error)) throw this.#refused(lane, error);
        this.fault(error);
        const rest = new Alarm();
        this.#rest.add(rest);
        await rest.wait(pauseAfter(faults, this.limits.retry));
        this.#rest.delete(rest);
      }
    }
  }

  #refused({ topic, partition }: SendLane, error: unknown): LogError {
    const why = `${topic}/${partition} was not written: ${textOf(error)}`;
    return new LogError('LOG_WRITE', why, { cause: error });
  }
}

/**
 * When the brokers appended it, where they say. An answer that leaves the partition out says nothing of its records, and
 * throws; kafkajs gives such answers.
 */
function stampIn(answers: readonly RecordMetadata[], topic: string, partition: number): number | undefined {
  for (const { topicName, partition: of, errorCode, logAppendTime } of answers) {
    if (topicName !== topic || of !== partition || errorCode !== 0) continue;
    return logAppendTime === undefined || logAppendTime === '-1' ? undefined : Number(logAppendTime);
  }
  throw new Error(`the brokers' answer does not name ${topic}/${partition}`);
}
