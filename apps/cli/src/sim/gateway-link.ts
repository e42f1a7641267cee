import { connect, type MqttClient } from 'mqtt';

/** Messages on their way that have not been acknowledged; more wait here. */
const IN_FLIGHT = 200;
/** Messages that wait while the link is down or full; over it the oldest is given up, and counted. */
const WAITING = 2_000;
const STOP_WITHIN = 2_000;

export interface LinkCounts {
  /** Readings handed to the link. */
  published: number;
  acknowledged: number;
  /** Readings of messages that the endpoint answered with a reason code of failure (MQTT 5). */
  refused: number;
  /** Readings given up because too many waited. */
  dropped: number;
  /** Rejections received on the gateway's own topic. */
  rejections: number;
  connected: number;
}

export interface LinkSetup {
  readonly url: string;
  readonly gateway: string;
  readonly protocolVersion: 4 | 5;
  readonly clientId: string;
  readonly counts: LinkCounts;
  readonly onFault: (message: string) => void;
}

interface Message {
  readonly topic: string;
  readonly payload: string;
  readonly readings: number;
}

/** One connection of one gateway: QoS 1, a will, its own rejections; it comes back by itself. */
export class GatewayLink {
  readonly #client: MqttClient;
  readonly #base: string;
  readonly #counts: LinkCounts;
  readonly #waiting: Message[] = [];
  #inFlight = 0;
  /** Whether this link is among `counts.connected`; `close` comes for attempts that failed, too. */
  #connected = false;
  #idle: (() => void) | undefined;

  constructor({ url, gateway, protocolVersion, clientId, counts, onFault }: LinkSetup) {
    const base = `toancanh/v1/${gateway}`;
    this.#base = base;
    this.#counts = counts;
    this.#client = connect(url, {
      ...{ username: gateway, password: gateway, clientId, protocolVersion, keepalive: 30 },
      ...{ reconnectPeriod: 1_000, connectTimeout: 5_000, resubscribe: false },
      will: { topic: `${base}/state`, payload: Buffer.from('offline'), qos: 1, retain: false },
    });
    this.#client.on('connect', () => {
      counts.connected++;
      this.#connected = true;
      this.#client.subscribe(`${base}/rejected`, { qos: 1 });
      this.#client.publish(`${base}/state`, 'online', { qos: 1 });
      this.#drain();
    });
    this.#client.on('close', () => {
      if (this.#connected) counts.connected--;
      this.#connected = false;
    });
    this.#client.on('message', () => counts.rejections++);
    this.#client.on('error', ({ message }) => onFault(`${gateway}: ${message}`));
  }

  /** On a topic of the gateway's own: its readings, or events, each of which counts as a reading does. */
  publish(payload: string, readings: number, topic = 'readings'): void {
    this.#counts.published += readings;
    if (this.#waiting.push({ topic: `${this.#base}/${topic}`, payload, readings }) > WAITING)
      this.#counts.dropped += this.#waiting.shift()!.readings;
    this.#drain();
  }

  /** Waits a moment for what is on its way, then says goodbye. */
  async stop(): Promise<void> {
    if (this.#client.connected && this.#inFlight + this.#waiting.length > 0) {
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN).unref());
      await Promise.race([new Promise<void>((resolve) => (this.#idle = resolve)), giveUp]);
    }
    await this.#client.endAsync(!this.#client.connected || this.#inFlight > 0);
  }

  #drain(): void {
    while (this.#client.connected && this.#inFlight < IN_FLIGHT) {
      const message = this.#waiting.shift();
      if (!message) break;
      this.#inFlight++;
      this.#client.publish(message.topic, message.payload, { qos: 1 }, (error) =>
        this.#answered(message, error),
      );
    }
    if (this.#inFlight === 0 && this.#waiting.length === 0) this.#idle?.();
  }

  #answered({ readings }: Message, error?: Error): void {
    this.#inFlight--;
    if (error) this.#counts.refused += readings;
    else this.#counts.acknowledged += readings;
    this.#drain();
  }
}
