/** What is cut from a stream of bytes; see `Frames`. */
export interface FrameSink {
  /** A whole packet: bytes [start, end), its variable header beginning at `body`. Valid during the call only. */
  frame(bytes: Buffer, start: number, body: number, end: number): void;
  /** A packet that is larger than allowed has begun; nothing more will be cut. */
  oversized(size: number, begun: Buffer): void;
  /** No remaining length is written like that (MQTT 1.5.5: at most four bytes); nothing more will be cut. */
  malformed(): void;
}

/**
 * Cuts a stream into MQTT packets by their fixed header, so that a packet is known to be too large before it is held, and
 * the codec sees whole packets only. Can be held while the packet before is still being decided on.
 */
export class Frames {
  /** Bytes a packet may have, fixed header included. */
  limit: number;
  #parts: Buffer[] = [];
  #have = 0;
  #need = 0;
  #held = false;
  #over = false;

  constructor(
    limit: number,
    private readonly sink: FrameSink,
  ) {
    this.limit = limit;
  }

  push(chunk: Buffer): void {
    if (this.#over) return;
    if (this.#parts.length === 0 && !this.#held) {
      this.#cut(chunk);
      return;
    }
    this.#parts.push(chunk);
    this.#have += chunk.length;
    if (this.#have >= this.#need && !this.#held) this.#cutKept();
  }

  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    if (this.#have > 0) this.#cutKept();
  }

  /** Nothing more is cut, whatever comes. */
  end(): void {
    this.#over = true;
    this.#parts = [];
    this.#have = 0;
  }

  #cutKept(): void {
    const bytes = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#have = 0;
    this.#cut(bytes);
  }

  #cut(bytes: Buffer): void {
    let start = 0;
    this.#need = 2;
    while (start < bytes.length && !this.#held && !this.#over) {
      let body = start + 1;
      let length = 0;
      let byte = 128;
      for (let shift = 0; byte >= 128 && body < bytes.length; shift += 7) {
        if (shift > 21) {
          this.end();
          this.sink.malformed();
          return;
        }
        byte = bytes[body]!;
        body += 1;
        length += (byte & 127) * 2 ** shift;
      }
      if (byte >= 128) {
        this.#need = bytes.length - start + 1;
        break;
      }
      const end = body + length;
      if (end - start > this.limit) {
        this.end();
        this.sink.oversized(end - start, bytes.subarray(start));
        return;
      }
      if (end > bytes.length) {
        this.#need = end - start;
        break;
      }
      this.sink.frame(bytes, start, body, end);
      start = end;
    }
    if (start >= bytes.length || this.#over) return;
    // A copy: the rest may wait long, and a view would keep the whole chunk.
    const rest = Buffer.from(bytes.subarray(start));
    this.#parts = [rest];
    this.#have = rest.length;
  }
}
