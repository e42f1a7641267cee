import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import mqttPacket, {
  type IConnectPacket,
  type ISubscribePacket,
  type IUnsubscribePacket,
  type Packet,
} from 'mqtt-packet';

export interface FakeBrokerOptions {
  /** What it does with a CONNECT of MQTT 5: takes it, refuses it as 3.1.1 says (3.2.2.3), or closes without a word. */
  readonly mqtt5?: 'taken' | 'refused' | 'silence';
  readonly shares?: boolean;
  readonly grants?: boolean;
  /** Whether it acknowledges what is published to it. */
  readonly acknowledges?: boolean;
}

/** A client's connection to the fake broker: past CONNACK and SUBACK, from there it says only what it is told to. */
export class FakeBrokerLine {
  readonly #packets: Packet[] = [];
  readonly #waiting: ((packet: Packet | 'closed') => void)[] = [];
  subscribed: readonly string[] = [];
  unsubscribed: readonly string[] = [];
  readonly closed: Promise<unknown>;

  constructor(
    private readonly socket: Socket,
    readonly connect: IConnectPacket,
  ) {
    this.closed = once(socket, 'close').then(() => {
      for (const waiting of this.#waiting) waiting('closed');
    });
  }

  take(packet: Packet): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(packet);
    else this.#packets.push(packet);
  }

  send(packet: Packet): void {
    this.socket.write(mqttPacket.generate(packet, { protocolVersion: this.connect.protocolVersion! }));
  }

  publish(
    topic: string,
    payload: string,
    messageId: number,
    more: { qos?: 0 | 1; dup?: boolean; retain?: boolean } = {},
  ): void {
    this.send({ cmd: 'publish', qos: 1, dup: false, retain: false, topic, payload, messageId, ...more });
  }

  /** The next packet that comes, or that there will be none. */
  next(): Promise<Packet | 'closed'> {
    const packet = this.#packets.shift();
    if (packet) return Promise.resolve(packet);
    if (this.socket.destroyed) return Promise.resolve('closed');
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The ids of the next `count` acknowledgements, which must be what comes. */
  async acknowledged(count: number): Promise<number[]> {
    const ids: number[] = [];
    while (ids.length < count) {
      const packet = await this.next();
      if (packet === 'closed' || packet.cmd !== 'puback')
        throw new Error(`no PUBACK: ${JSON.stringify(packet)}`);
      ids.push(packet.messageId!);
    }
    return ids;
  }

  /** What came and nobody asked for yet. */
  get unread(): readonly Packet[] {
    return this.#packets;
  }

  /** Reads no more, and so does not see that the client goes. */
  deaf(): void {
    this.socket.pause();
  }

  cut(): void {
    this.socket.destroy();
  }
}

/** A broker of which a test says every word after the greeting. */
export class FakeBroker {
  /** Protocol levels that clients came with, refused ones too. */
  readonly levels: number[] = [];
  pings = 0;
  readonly #lines: FakeBrokerLine[] = [];
  readonly #waiting: ((line: FakeBrokerLine) => void)[] = [];
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly options: FakeBrokerOptions,
  ) {}

  static async open(options: FakeBrokerOptions = {}): Promise<FakeBroker> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const broker = new FakeBroker(server, options);
    server.on('connection', (socket) => broker.#accept(socket));
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The next connection whose subscription was answered. */
  line(): Promise<FakeBrokerLine> {
    const line = this.#lines.shift();
    return line ? Promise.resolve(line) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  #accept(socket: Socket): void {
    const parser = mqttPacket.parser();
    let line: FakeBrokerLine | undefined;
    this.#sockets.add(socket);
    parser.on('packet', (packet: Packet) => {
      if (packet.cmd === 'connect') line = this.#greet(socket, packet);
      else if (packet.cmd === 'subscribe') this.#grant(line!, packet);
      else if (packet.cmd === 'unsubscribe') this.#release(line!, packet);
      else if (packet.cmd === 'pingreq') this.#pong(line!);
      else this.#tell(line!, packet);
    });
    socket.on('data', (bytes: Buffer) => parser.parse(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #release(line: FakeBrokerLine, { messageId, unsubscriptions }: IUnsubscribePacket): void {
    line.unsubscribed = unsubscriptions;
    line.send({ cmd: 'unsuback', messageId: messageId!, granted: unsubscriptions.map(() => 0x11) });
  }

  #pong(line: FakeBrokerLine): void {
    this.pings += 1;
    line.send({ cmd: 'pingresp' });
  }

  #tell(line: FakeBrokerLine, packet: Packet): void {
    const { acknowledges = true } = this.options;
    if (packet.cmd === 'publish' && packet.qos === 1 && acknowledges) {
      line.send({ cmd: 'puback', messageId: packet.messageId!, reasonCode: 0 });
    }
    line.take(packet);
  }

  #greet(socket: Socket, connect: IConnectPacket): FakeBrokerLine | undefined {
    const { mqtt5 = 'taken', shares = true } = this.options;
    this.levels.push(connect.protocolVersion!);
    if (connect.protocolVersion === 5 && mqtt5 !== 'taken') {
      if (mqtt5 === 'refused') socket.write(Buffer.from([0x20, 2, 0, 1]));
      socket.end();
      return undefined;
    }
    const line = new FakeBrokerLine(socket, connect);
    line.send({
      cmd: 'connack',
      sessionPresent: false,
      reasonCode: 0,
      returnCode: 0,
      properties: { sharedSubscriptionAvailable: shares },
    });
    return line;
  }

  #grant(line: FakeBrokerLine, { messageId, subscriptions }: ISubscribePacket): void {
    line.subscribed = subscriptions.map(({ topic }) => topic);
    const { grants = true } = this.options;
    line.send({
      cmd: 'suback',
      messageId: messageId!,
      granted: subscriptions.map(() => (grants ? 1 : 0x87)),
    });
    const waiting = this.#waiting.shift();
    if (waiting) waiting(line);
    else this.#lines.push(line);
  }
}
