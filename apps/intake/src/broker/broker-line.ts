import type { IConnackPacket, IDisconnectPacket, IPublishPacket, MqttClient } from 'mqtt';
import type { Receiver } from '../desk/batch.js';
import type { Desk } from '../desk/desk.js';
import { BROKER_LIMITS } from '../limits.js';
import type { Refusal } from '../screen/refusal.js';
import type { AckWindow } from './ack-window.js';
import type { Publish } from './broker-messages.js';
import { PLAIN_FILTERS, SHARED_FILTERS } from './broker-topics.js';
import type { Answer } from './outbox.js';
import type { Failure } from './protocol-choice.js';

/** Why the line is not read; it is again when neither holds. */
export const PAUSE = { log: 1, inFlight: 2 } as const;

/** What is told of a line. */
export interface LineOwner {
  /** Why all of the message is refused, if it is. */
  take(publish: Publish): Refusal | undefined;
  /** The broker delivers. */
  opened(session: { readonly isResumed: boolean; readonly isShared: boolean }): void;
  /** Once, after whatever happened. */
  closed(reason: string, failure: Failure): void;
}

/** Given to MQTT.js for every message: it then sends no PUBACK and goes on with the next (`handleMessage`). */
const WITHHELD = new Error('the line acknowledges when the log has the message');

const REFUSED_VERSION = { v4: 1, v5: 0x84 } as const;
const REFUSED_SUBSCRIPTION = 0x80;

/**
 * One connection to a broker. MQTT.js speaks; but messages are taken as they come and acknowledged together when the log has
 * them, by PUBACKs of our own. While it is paused one message waits, and with it MQTT.js, the socket and the broker.
 */
export class BrokerLine implements Receiver {
  #wakes: NodeJS.Timeout | undefined;
  #held: (() => void) | undefined;
  #paused = 0;
  /** `open` is read; `stopping` only acknowledges; `closed` is over. */
  #state: 'opening' | 'open' | 'stopping' | 'closed' = 'opening';
  #answered = false;
  #failure: Failure = 'other';
  #reason: string | undefined;

  constructor(
    private readonly client: MqttClient,
    private readonly window: AckWindow,
    private readonly desk: Desk,
    private readonly owner: LineOwner,
    private readonly shares: boolean,
  ) {
    if (!desk.open) this.pause(PAUSE.log);
    client.handleMessage = (packet, done) => this.#arrived(packet, done);
    client.on('connect', (connack) => this.#connected(connack));
    client.on('disconnect', (packet) => this.#dismissed(packet));
    client.on('error', (error) => this.#fail(error));
    client.on('close', () => this.#closed());
  }

  get inFlight(): number {
    return this.window.size;
  }

  pause(why: number): void {
    this.#paused |= why;
  }

  resume(why: number): void {
    this.#paused &= ~why;
    if (this.#paused === 0) this.#release();
  }

  settled(messageId: number): void {
    this.window.settle(messageId);
  }

  flush(): void {
    const bytes = this.window.acknowledgements();
    // Whole packets, like everything that MQTT.js writes, so that they do not mix.
    if (bytes && this.#state !== 'closed' && !this.client.stream.destroyed) this.client.stream.write(bytes);
    if (this.window.isHalfEmpty) this.resume(PAUSE.inFlight);
  }

  /** QoS 1, tells whether the broker has taken it. */
  send({ topic, payload }: Answer, told: (isTaken: boolean) => void): void {
    this.client.publish(topic, payload, { qos: 1 }, (error) => told(!error));
  }

  /** QoS 0: there is a newer one soon. */
  mention({ topic, payload }: Answer): void {
    if (this.#state === 'open') this.client.publish(topic, payload, { qos: 0 });
  }

  /** Takes nothing more; what is still delivered stays unacknowledged, so the broker keeps it for the session. */
  stopReading(): void {
    if (this.#state !== 'closed') this.#state = 'stopping';
    this.#release();
  }

  /** Resolves when the broker has closed, or had its time. Subscriptions and session stay. */
  async close(): Promise<void> {
    this.stopReading();
    if (this.#state === 'closed') return;
    await new Promise<void>((closed) => {
      const late = setTimeout(() => this.client.stream.destroy(), BROKER_LIMITS.closeWithin);
      this.client.once('close', () => {
        clearTimeout(late);
        closed();
      });
      // Without an answer to CONNECT there is nobody to say good-bye to.
      if (this.client.connected) this.client.end();
      else this.client.end(true);
    });
  }

  #arrived(packet: IPublishPacket, done: (error?: Error) => void): void {
    if (this.#state === 'open' && this.#paused !== 0) this.#held = () => this.#arrived(packet, done);
    else {
      if (this.#state === 'open') this.#take(packet);
      done(WITHHELD);
    }
  }

  #take({ qos, messageId, topic, payload, dup, retain, length }: IPublishPacket): void {
    if (qos > 0 && !this.window.take(messageId!)) return;
    const bytes = payload as Buffer;
    const publish = { topic, payload: bytes, size: length ?? bytes.length, dup, retain };
    const refusal = this.owner.take(publish);
    if (qos > 0) this.desk.batch.await(this, messageId!, refusal);
    if (this.window.isFull) this.pause(PAUSE.inFlight);
    this.desk.wake();
  }

  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.();
  }

  #connected(connack: IConnackPacket): void {
    this.#answered = true;
    if (this.#state !== 'opening') return;
    // Messages of the session may come before the subscription is confirmed.
    this.#state = 'open';
    // MQTT.js looks twice in a keep-alive whether it has heard anything.
    this.#wakes = setInterval(() => this.#stayAwake(), (this.client.keepalive * 1_000) / 3);
    const is5 = this.client.options.protocolVersion === 5;
    // 3.1.1 knows no shared subscriptions, and a broker that does not would wait for topics of that very name.
    const isShared = this.shares && is5 && connack.properties?.sharedSubscriptionAvailable !== false;
    const filters = isShared ? SHARED_FILTERS : PLAIN_FILTERS;
    // Left from before the setting or the broker changed, they would bring everything twice.
    this.client.unsubscribe(isShared ? [...PLAIN_FILTERS] : [...SHARED_FILTERS]);
    // Every time: Mosquitto 2.0.11 forgets shared subscriptions when it restarts, and still says that the session is present.
    // `rh` 2: nothing retained, which 3.1.1 cannot say.
    this.client.subscribe([...filters], { qos: 1, ...(is5 && { rh: 2 }) }, (error, granted) => {
      if (this.#state !== 'open') return;
      const refused = granted?.find(({ qos }) => qos >= REFUSED_SUBSCRIPTION);
      if (error || refused) this.#fail(error ?? new Error(`no leave to subscribe to ${refused?.topic}`));
      else this.owner.opened({ isResumed: connack.sessionPresent, isShared });
    });
  }

  #dismissed({ reasonCode, properties }: IDisconnectPacket): void {
    const text = properties?.reasonString;
    this.#reason ??= `DISCONNECT 0x${(reasonCode ?? 0).toString(16)}${text === undefined ? '' : ` ${text}`}`;
  }

  #fail(error: Error & { code?: number | string }): void {
    if (!this.#answered && this.#isVersion(error.code)) this.#failure = 'version';
    this.#reason ??= error.message || String(error.code ?? error);
    this.client.end(true);
  }

  #isVersion(code: number | string | undefined): boolean {
    return code === REFUSED_VERSION.v4 || code === REFUSED_VERSION.v5;
  }

  #closed(): void {
    if (this.#state === 'closed') return;
    const wasSilent = !this.#answered && this.#reason === undefined;
    this.#state = 'closed';
    clearInterval(this.#wakes);
    this.#held = undefined;
    this.owner.closed(this.#reason ?? 'the broker closed', wasSilent ? 'silence' : this.#failure);
  }

  /** While a message is held no answer to a ping is read, so nobody may wait for one; the broker still wants to hear of us. */
  #stayAwake(): void {
    if (!this.#held || !this.client.connected) return;
    this.client.sendPing();
    this.client.reschedulePing(true);
  }
}
