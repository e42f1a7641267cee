import { GATEWAYS, PASSWORD } from '../city-folder.mjs';
import { payloadOf } from '../input.mjs';
import { HttpGateway } from './http-gateway.mjs';
import { MqttGateway } from './mqtt-gateway.mjs';

const EVERY = 20;

/** Sends each message when it is due and what it follows has been acknowledged, and writes down every answer. */
export class Dispatcher {
  #gateways = new Map();
  #acknowledged = new Set();
  /** By the message that must be acknowledged before. */
  #parked = new Map();
  #next = 0;
  #timer;
  unknown = 0;
  rejections = 0;

  /**
   * @param {{ messages: object[], base: number, mqttPorts: () => number[], httpPorts: () => number[],
   *   acks: (line: object) => void, rejected: (line: object) => void }} options
   */
  constructor(options) {
    this.options = options;
    for (const [n, name] of GATEWAYS.entries()) {
      const viaHttp = n === GATEWAYS.length - 1;
      const Gateway = viaHttp ? HttpGateway : MqttGateway;
      const gateway = new Gateway({
        name,
        password: PASSWORD,
        version: n === 1 ? 5 : 4,
        ports: viaHttp ? options.httpPorts : options.mqttPorts,
        acknowledged: (message, how) => this.#settled(message, how),
        unknown: ({ id }) => {
          this.unknown += 1;
          options.acks({ id, unknown: true, time: Date.now() });
        },
        rejected: (rejection) => {
          this.rejections += 1;
          options.rejected({ gateway: name, ...rejection });
        },
      });
      this.#gateways.set(name, gateway);
    }
  }

  begin() {
    this.#timer = setInterval(() => this.#dispatch(), EVERY);
  }

  get acknowledged() {
    return this.#acknowledged.size;
  }

  get isDone() {
    return this.#acknowledged.size === this.options.messages.length;
  }

  end() {
    clearInterval(this.#timer);
    for (const gateway of this.#gateways.values()) gateway.end();
  }

  #dispatch() {
    const { messages, base } = this.options;
    const now = Date.now() - base;
    while (this.#next < messages.length && messages[this.#next].due <= now) {
      this.#offer(messages[this.#next++]);
    }
  }

  #offer(message) {
    const missing = message.after.find((id) => !this.#acknowledged.has(id));
    if (missing === undefined) {
      this.#gateways.get(message.gateway).send(message, payloadOf(message));
      return;
    }
    const parked = this.#parked.get(missing);
    if (parked) parked.push(message);
    else this.#parked.set(missing, [message]);
  }

  #settled({ id }, how) {
    this.#acknowledged.add(id);
    this.options.acks({ id, time: Date.now(), ...how });
    const followers = this.#parked.get(id);
    this.#parked.delete(id);
    for (const message of followers ?? []) this.#offer(message);
  }
}
