const PUBACK = 0x40;
const PUBACK_BYTES = 4;

/**
 * The messages of one connection to a broker that it has not been acknowledged, and the acknowledgements that may leave. It
 * ends with its connection: a message id means nothing on the next one (MQTT 4.4), so none can be acknowledged there.
 */
export class AckWindow {
  readonly #inHand = new Set<number>();
  #settled: number[] = [];

  /** `limit` is told to an MQTT 5 broker as the Receive Maximum; another is read no further. */
  constructor(readonly limit: number) {}

  get size(): number {
    return this.#inHand.size;
  }

  get isFull(): boolean {
    return this.#inHand.size >= this.limit;
  }

  /** Read again only then, so that a full window does not stop and go with every message. */
  get isHalfEmpty(): boolean {
    return this.#inHand.size <= this.limit / 2;
  }

  /**
   * False if a message of this id is in hand already: the same once more (4.3.2), as brokers of 3.1.1 may send it without a
   * new connection. It is neither taken nor acknowledged twice, for a second PUBACK could meet the next message of the id.
   */
  take(messageId: number): boolean {
    if (this.#inHand.has(messageId)) return false;
    this.#inHand.add(messageId);
    return true;
  }

  /** The log has the message. To be called in the order of `take`: acknowledgements leave in the order of receipt (4.6). */
  settle(messageId: number): void {
    this.#settled.push(messageId);
  }

  /** The PUBACKs of everything settled since the last call, alike in both versions (3.4.2.1), as one piece; undefined for none. */
  acknowledgements(): Buffer | undefined {
    const settled = this.#settled;
    if (settled.length === 0) return undefined;
    this.#settled = [];
    const bytes = Buffer.allocUnsafe(settled.length * PUBACK_BYTES);
    let at = 0;
    for (const messageId of settled) {
      this.#inHand.delete(messageId);
      bytes[at] = PUBACK;
      bytes[at + 1] = 2;
      bytes.writeUInt16BE(messageId, at + 2);
      at += PUBACK_BYTES;
    }
    return bytes;
  }
}
