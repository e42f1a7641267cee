import type { IPublishPacket, QoS } from 'mqtt-packet';
import { MQTT_LIMITS } from '../limits.js';
import type { Account } from '../desk/account.js';
import { type Outbound, OwnTopics } from './own-topics.js';

/** What a session needs of the connection that carries it at the moment. */
export interface Carrier {
  /** False if the client is slow or takes no packet as large as this: it was not sent. */
  carry(packet: IPublishPacket): boolean;
  close(reason: number, text: string): void;
  /** Whether as much as this is on its way already. */
  readonly slow: boolean;
}

interface Subscription {
  readonly qos: 0 | 1;
  readonly covers: readonly Outbound[];
}

interface Waiting {
  readonly topic: string;
  readonly payload: Buffer;
  messageId?: number;
}

/**
 * What outlives a connection (MQTT 3.1.2.4, 4.1): subscriptions, messages to the client that it has not acknowledged, and
 * the ids of QoS 2 messages from it that it has not released.
 */
export class Session {
  readonly topics: OwnTopics;
  carrier: Carrier | undefined;
  /** Seconds that it is kept without a connection; 0 ends it with the connection. */
  expiry = 0;
  /** Epoch ms at which it is over, while there is no connection. */
  until = Infinity;
  /** Messages to the client that it takes unacknowledged. */
  window: number = MQTT_LIMITS.sessionInFlight;
  dropped = 0;
  /** What its gateway's state becomes at `due` (epoch ms) unless the client comes back before. */
  will: { readonly payload: Buffer; readonly due: number } | undefined;
  /** QoS 2 from the client: false until the log has the message, then true until it is released. */
  readonly received = new Map<number, boolean>();
  readonly #subscriptions = new Map<string, Subscription>();
  #waiting: Waiting[] = [];
  readonly #sent = new Map<number, Waiting>();
  #lastId = 0;

  constructor(
    readonly key: string,
    readonly account: Account,
  ) {
    this.topics = new OwnTopics(account.gateway.id);
  }

  subscribe(filter: string, qos: QoS, covers: readonly Outbound[]): 0 | 1 {
    const granted = qos === 0 ? 0 : 1;
    this.#subscriptions.set(filter, { qos: granted, covers });
    return granted;
  }

  unsubscribe(filter: string): boolean {
    return this.#subscriptions.delete(filter);
  }

  wants(kind: Outbound): boolean {
    return this.#qosOf(kind) !== undefined;
  }

  /** A message for the client: at once if it is there, later if its subscription says so and it is not. */
  post(kind: Outbound, payload: Buffer): void {
    const qos = this.#qosOf(kind);
    if (qos === undefined) return;
    const topic = this.topics.to(kind);
    // A receipt is overtaken by the next one, so it never waits.
    if (qos === 0 || kind === 'receipts') {
      if (this.carrier?.carry(packetOf({ topic, payload }, 0)) === false) this.dropped += 1;
      return;
    }
    if (this.#waiting.length >= MQTT_LIMITS.sessionQueue) {
      this.#waiting.shift();
      this.dropped += 1;
    }
    this.#waiting.push({ topic, payload });
    this.send();
  }

  acknowledged(messageId: number): void {
    if (this.#sent.delete(messageId)) this.send();
  }

  /** Sends what waits, as far as the client takes it. */
  send(): void {
    const { carrier } = this;
    while (carrier && this.#waiting.length > 0 && this.#sent.size < this.window && !carrier.slow) {
      const next = this.#waiting.shift()!;
      next.messageId = this.#freeId();
      this.#sent.set(next.messageId, next);
      if (carrier.carry(packetOf(next, 1))) continue;
      this.#sent.delete(next.messageId);
      this.dropped += 1;
    }
  }

  /** On a new connection: what was not acknowledged goes again, in order, marked as a repetition (4.4). */
  resume(): void {
    for (const sent of this.#sent.values()) this.carrier?.carry({ ...packetOf(sent, 1), dup: true });
    this.send();
  }

  #qosOf(kind: Outbound): 0 | 1 | undefined {
    let qos: 0 | 1 | undefined;
    for (const { qos: granted, covers } of this.#subscriptions.values()) {
      if (covers.includes(kind)) qos = qos === 1 ? 1 : granted;
    }
    return qos;
  }

  #freeId(): number {
    do this.#lastId = (this.#lastId % 65_535) + 1;
    while (this.#sent.has(this.#lastId));
    return this.#lastId;
  }
}

function packetOf({ topic, payload, messageId }: Waiting, qos: 0 | 1): IPublishPacket {
  return {
    cmd: 'publish',
    qos,
    dup: false,
    retain: false,
    topic,
    payload,
    ...(messageId !== undefined && { messageId }),
  };
}
