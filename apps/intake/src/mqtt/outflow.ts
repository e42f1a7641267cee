import type { Socket } from 'node:net';

const PUBACK = 0x40;
const PUBREC = 0x50;

/** What leaves on one connection: collected, then written at once. Plain acknowledgements are four bytes each, made here. */
export class Outflow {
  /** A number is a plain acknowledgement: QoS in the bits above the message id. */
  #parts: (number | Buffer)[] = [];
  #bytes = 0;

  constructor(private readonly socket: Socket) {}

  /** PUBACK or PUBREC without a reason, the same in both versions. */
  acknowledge(qos: number, messageId: number): void {
    this.#parts.push((qos << 16) | messageId);
    this.#bytes += 4;
  }

  add(packet: Buffer): void {
    this.#parts.push(packet);
    this.#bytes += packet.length;
  }

  /** Everything collected, in one write; false if the socket would rather wait. */
  flush(): boolean {
    if (this.#bytes === 0) return true;
    const out = Buffer.allocUnsafe(this.#bytes);
    let at = 0;
    for (const part of this.#parts) {
      if (typeof part === 'number') {
        out[at] = part >> 16 === 2 ? PUBREC : PUBACK;
        out[at + 1] = 2;
        out[at + 2] = (part >> 8) & 0xff;
        out[at + 3] = part & 0xff;
        at += 4;
      } else {
        at += part.copy(out, at);
      }
    }
    this.#parts = [];
    this.#bytes = 0;
    return this.socket.writable ? this.socket.write(out) : true;
  }
}
