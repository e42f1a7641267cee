import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import mqttPacket, { type IPublishPacket } from 'mqtt-packet';

type Answer = { readonly reasonCode?: number; readonly rejection?: object };

/** An MQTT 5 endpoint that lets one user in and answers publishes as it is told. */
export class FakeEndpoint {
  readonly published: { topic: string; payload: string; qos: number }[] = [];
  answer: (payload: string) => Answer = () => ({});
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(readonly connack: number) {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async open(connack = 0): Promise<FakeEndpoint> {
    const endpoint = new FakeEndpoint(connack);
    endpoint.#server.listen(0, '127.0.0.1');
    await once(endpoint.#server, 'listening');
    return endpoint;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    const parser = mqttPacket.parser({ protocolVersion: 5 });
    const send = (packet: mqttPacket.Packet) =>
      socket.write(mqttPacket.generate(packet, { protocolVersion: 5 }));
    parser.on('packet', (packet: mqttPacket.Packet) => {
      const messageId = packet.messageId ?? 0;
      if (packet.cmd === 'connect') {
        send({ cmd: 'connack', reasonCode: this.connack, returnCode: this.connack, sessionPresent: false });
        if (this.connack !== 0) socket.end();
      } else if (packet.cmd === 'subscribe') send({ cmd: 'suback', messageId, granted: [1] });
      else if (packet.cmd === 'unsubscribe') send({ cmd: 'unsuback', messageId, granted: [17] });
      else if (packet.cmd === 'publish') this.#take(packet, messageId, send);
    });
    socket.on('data', (chunk) => parser.parse(chunk));
  }

  #take(packet: IPublishPacket, messageId: number, send: (packet: mqttPacket.Packet) => void): void {
    const payload = packet.payload.toString();
    this.published.push({ topic: packet.topic, payload, qos: packet.qos });
    const { reasonCode = 0, rejection } = this.answer(payload);
    if (packet.qos === 1) send({ cmd: 'puback', messageId, reasonCode });
    if (!rejection) return;
    const topic = packet.topic.replace(/readings$/, 'rejected');
    send({ cmd: 'publish', topic, payload: JSON.stringify(rejection), qos: 0, dup: false, retain: false });
  }
}
