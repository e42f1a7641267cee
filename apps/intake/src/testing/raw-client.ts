import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import mqttPacket, { type IConnectPacket, type Packet } from 'mqtt-packet';

/** An MQTT client that does only what it is told, byte for byte. */
export class RawClient {
  readonly packets: Packet[] = [];
  readonly #waiting: ((packet: Packet | 'closed') => void)[] = [];
  readonly closed: Promise<unknown>;

  private constructor(
    readonly socket: Socket,
    readonly version: 4 | 5,
  ) {
    const parser = mqttPacket.parser({ protocolVersion: version });
    parser.on('packet', (packet: Packet) => {
      const waiting = this.#waiting.shift();
      if (waiting) waiting(packet);
      else this.packets.push(packet);
    });
    socket.on('data', (bytes: Buffer) => parser.parse(bytes));
    socket.on('error', () => undefined);
    this.closed = once(socket, 'close').then(() => {
      for (const waiting of this.#waiting) waiting('closed');
    });
  }

  static async open(port: number, version: 4 | 5 = 5): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: false });
    await once(socket, 'connect');
    return new RawClient(socket, version);
  }

  /** Connected as a gateway whose password is its name; answers the CONNACK. */
  async login(gateway: string, more: Partial<IConnectPacket> = {}): Promise<Packet | 'closed'> {
    this.send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: this.version,
      clean: true,
      clientId: `raw-${gateway}`,
      keepalive: 0,
      username: gateway,
      password: Buffer.from(gateway),
      ...more,
    });
    return this.next();
  }

  static async as(gateway: string, port: number, version: 4 | 5 = 5): Promise<RawClient> {
    const client = await RawClient.open(port, version);
    await client.login(gateway);
    return client;
  }

  send(packet: Packet): void {
    this.write(this.bytesOf(packet));
  }

  bytesOf(packet: Packet): Buffer {
    return mqttPacket.generate(packet, { protocolVersion: this.version });
  }

  publish(
    topic: string,
    payload: string,
    messageId: number,
    more: { qos?: 0 | 1 | 2; dup?: boolean; retain?: boolean } = {},
  ): void {
    this.send({ cmd: 'publish', qos: 1, dup: false, retain: false, topic, payload, messageId, ...more });
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** The next packet that comes, or that there will be none. */
  next(): Promise<Packet | 'closed'> {
    const packet = this.packets.shift();
    if (packet) return Promise.resolve(packet);
    if (this.socket.destroyed) return Promise.resolve('closed');
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Everything that comes until an answer to a ping, which is what came before it. */
  async untilPong(): Promise<Packet[]> {
    this.send({ cmd: 'pingreq' });
    const packets: Packet[] = [];
    for (;;) {
      const packet = await this.next();
      if (packet === 'closed' || packet.cmd === 'pingresp') return packets;
      packets.push(packet);
    }
  }

  end(): void {
    this.socket.destroy();
  }
}
