import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { generate, type IPublishPacket, parser } from 'mqtt-packet';

export interface Taken {
  readonly gateway: string;
  readonly version: number;
  readonly topic: string;
  readonly payload: string;
}

/** Just enough of an MQTT endpoint to take QoS 1 publishes; it remembers them. Acknowledges nothing while `mute`. */
export class BareEndpoint {
  readonly taken: Taken[] = [];
  mute = false;
  /** Reason code of its acknowledgements to MQTT 5 clients; 0 is success. */
  reason = 0;
  readonly #sockets = new Set<Socket>();
  #waiting: { readonly isThere: () => boolean; readonly resolve: () => void }[] = [];

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => this.#serve(socket));
  }

  static async open(port = 0): Promise<BareEndpoint> {
    const server = createServer();
    const endpoint = new BareEndpoint(server);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return endpoint;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** Resolves as soon as it is so; looked at whenever a packet or a connection came or went. */
  until(isThere: () => boolean): Promise<void> {
    if (isThere()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ isThere, resolve }));
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#look();
    });
    socket.on('error', () => undefined);
    let gateway = '';
    let version = 4;
    const packets = parser();
    packets.on('packet', (packet) => {
      const answer = (one: Parameters<typeof generate>[0]) =>
        socket.write(generate(one, { protocolVersion: version }));
      if (packet.cmd === 'connect') {
        gateway = packet.username ?? '';
        version = packet.protocolVersion ?? 4;
        answer({ cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false });
      } else if (packet.cmd === 'subscribe') {
        answer({ cmd: 'suback', messageId: packet.messageId!, granted: [1] });
      } else if (packet.cmd === 'publish') {
        this.#publish(packet, gateway, version);
        if (!this.mute) answer({ cmd: 'puback', messageId: packet.messageId!, reasonCode: this.reason });
      }
      this.#look();
    });
    socket.on('data', (chunk) => packets.parse(chunk));
  }

  #publish({ topic, payload }: IPublishPacket, gateway: string, version: number): void {
    this.taken.push({ gateway, version, topic, payload: payload.toString() });
  }

  #look(): void {
    const there = this.#waiting.filter(({ isThere }) => isThere());
    this.#waiting = this.#waiting.filter((waiter) => !there.includes(waiter));
    for (const { resolve } of there) resolve();
  }
}
