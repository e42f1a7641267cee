import { connect } from 'node:net';
import mqttPacket from 'mqtt-packet';

const IN_FLIGHT = 100;
/** Milliseconds without an answer after which the connection is taken for dead. */
const SILENCE = 5_000;
const PAUSE = 250;

/**
 * A gateway as the specification wants it: what was not acknowledged is sent again, in its order and with DUP, over the
 * next connection, until it is. It never gives up and never forgets.
 */
export class MqttGateway {
  #waiting = [];
  /** By packet id, in the order of sending. */
  #inFlight = new Map();
  #nextId = 1;
  #socket;
  #connected = false;
  #ended = false;
  #heard = 0;
  #timer;
  #attempt = 0;

  /**
   * @param {{ name: string, password: string, ports: () => number[], version: 4 | 5,
   *   acknowledged: (message: object, how: object) => void, unknown: (message: object) => void,
   *   rejected: (rejection: object) => void }} options
   */
  constructor(options) {
    this.options = options;
    this.#timer = setInterval(() => this.#look(), 500);
    this.#open();
  }

  send(message, payload) {
    this.#waiting.push({ message, payload, sent: 0 });
    this.#pump();
  }

  get pending() {
    return this.#waiting.length + this.#inFlight.size;
  }

  end() {
    this.#ended = true;
    clearInterval(this.#timer);
    this.#socket?.destroy();
  }

  #open() {
    const { name, password, version, ports } = this.options;
    const all = ports();
    const socket = connect({ port: all[this.#attempt++ % all.length], host: '127.0.0.1', noDelay: true });
    this.#socket = socket;
    this.#heard = Date.now();
    const parser = mqttPacket.parser({ protocolVersion: version });
    parser.on('packet', (packet) => this.#take(packet));
    parser.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      this.#heard = Date.now();
      parser.parse(bytes);
    });
    socket.on('error', () => undefined);
    socket.on('connect', () => {
      this.#write({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: version,
        clean: false,
        clientId: `${name}-client`,
        keepalive: 10,
        username: name,
        password: Buffer.from(password),
        ...(version === 5 && { properties: { sessionExpiryInterval: 3_600 } }),
      });
    });
    socket.on('close', () => this.#closed(socket));
  }

  #closed(socket) {
    if (socket !== this.#socket || this.#ended) return;
    // Whether the other side has what was sent over this connection nobody knows: never "failed".
    if (this.#connected) for (const { message } of this.#inFlight.values()) this.options.unknown(message);
    this.#connected = false;
    setTimeout(() => !this.#ended && this.#open(), PAUSE);
  }

  #take(packet) {
    if (packet.cmd === 'connack') {
      if ((packet.reasonCode ?? packet.returnCode) !== 0) return this.#socket.destroy();
      this.#connected = true;
      const topic = `toancanh/v1/${this.options.name}/rejected`;
      this.#write({ cmd: 'subscribe', messageId: 65_535, subscriptions: [{ topic, qos: 1 }] });
      for (const [id, entry] of this.#inFlight) this.#publish(id, entry);
      this.#pump();
    } else if (packet.cmd === 'puback') {
      const entry = this.#inFlight.get(packet.messageId);
      if (!entry) return;
      this.#inFlight.delete(packet.messageId);
      this.options.acknowledged(entry.message, {
        by: 'puback',
        sent: entry.sent,
        reason: packet.reasonCode ?? 0,
      });
      this.#pump();
    } else if (packet.cmd === 'publish') {
      this.options.rejected(JSON.parse(packet.payload.toString()));
      if (packet.qos > 0) this.#write({ cmd: 'puback', messageId: packet.messageId });
    }
  }

  #pump() {
    while (this.#connected && this.#inFlight.size < IN_FLIGHT && this.#waiting.length > 0) {
      const entry = this.#waiting.shift();
      const id = this.#freeId();
      this.#inFlight.set(id, entry);
      this.#publish(id, entry);
    }
  }

  #publish(id, entry) {
    this.#write({
      cmd: 'publish',
      topic: `toancanh/v1/${this.options.name}/readings`,
      payload: entry.payload,
      qos: 1,
      dup: entry.sent > 0,
      retain: false,
      messageId: id,
    });
    entry.sent += 1;
  }

  #freeId() {
    while (this.#inFlight.has(this.#nextId)) this.#nextId = (this.#nextId % 60_000) + 1;
    const id = this.#nextId;
    this.#nextId = (this.#nextId % 60_000) + 1;
    return id;
  }

  #look() {
    if (this.#socket.destroyed) return;
    const silent = Date.now() - this.#heard;
    if (silent > SILENCE && (this.#inFlight.size > 0 || !this.#connected)) this.#socket.destroy();
    else if (this.#connected && silent > 2_000) this.#write({ cmd: 'pingreq' });
  }

  #write(packet) {
    if (!this.#socket.destroyed)
      this.#socket.write(mqttPacket.generate(packet, { protocolVersion: this.options.version }));
  }
}
