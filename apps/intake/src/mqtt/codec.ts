import mqttPacket, { type IConnectPacket, type Packet } from 'mqtt-packet';

export type Version = 4 | 5;

/** A packet's bytes that are none, and what the codec says about it. */
export class MalformedPacket extends Error {}

/** Parses whole packets, one at a time. The codec keeps a state between packets, which is thrown away with each fault. */
export class Codec {
  #parser: mqttPacket.Parser | undefined;
  #packet: Packet | undefined;
  #fault: unknown;

  constructor(readonly version: Version) {}

  parse(bytes: Buffer): Packet {
    this.#packet = undefined;
    this.#fault = undefined;
    try {
      const parser = (this.#parser ??= this.#newParser());
      const left = parser.parse(bytes);
      if (this.#fault !== undefined) throw this.#fault;
      if (left > 0 || !this.#packet) throw new MalformedPacket('the packet does not end where it says');
    } catch (cause) {
      this.#parser = undefined;
      if (cause instanceof MalformedPacket) throw cause;
      throw new MalformedPacket(cause instanceof Error ? cause.message : String(cause), { cause });
    }
    return this.#packet;
  }

  generate(packet: Packet): Buffer {
    return mqttPacket.generate(packet, { protocolVersion: this.version });
  }

  #newParser(): mqttPacket.Parser {
    const parser = mqttPacket.parser({ protocolVersion: this.version });
    parser.on('packet', (packet) => (this.#packet = packet));
    parser.on('error', (error) => (this.#fault = error));
    return parser;
  }
}

/** The first packet says which version it is in; each gets a codec of its own, since the codec learns from it. */
export function parseConnect(bytes: Buffer): IConnectPacket {
  const packet = new Codec(4).parse(bytes);
  if (packet.cmd !== 'connect') throw new MalformedPacket('the first packet is no CONNECT');
  return packet;
}

/** One codec a version serves all connections: packets are parsed whole and at once. */
export const CODECS: Readonly<Record<Version, Codec>> = { 4: new Codec(4), 5: new Codec(5) };
