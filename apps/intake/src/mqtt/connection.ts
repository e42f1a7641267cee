import type { Socket } from 'node:net';
import type { IPublishPacket, Packet } from 'mqtt-packet';
import type { Receiver } from '../desk/batch.js';
import { MQTT_LIMITS } from '../limits.js';
import type { Refusal } from '../screen/refusal.js';
import { CODECS, MalformedPacket, parseConnect, type Version } from './codec.js';
import { handleConnect, refuseConnect } from './connect.js';
import { type FrameSink, Frames } from './frames.js';
import { Outflow } from './outflow.js';
import { handleControl } from './control.js';
import { handlePublish, refuseOversized } from './publish.js';
import { readPublish } from './publish-frame.js';
import { REASON, reasonOf, reasonTextOf } from './reasons.js';
import type { Carrier, Session } from './session.js';
import type { Surroundings } from './surroundings.js';

/** Why a connection is not read; it is again when none holds. */
export const PAUSE = { log: 1, inFlight: 2, rate: 4, unsent: 8, checking: 16, stopping: 32 } as const;

/** `opening`: no CONNECT yet; `checking`: its credential is; `open`; `closing`: the last word is said; `closed`. */
export type ConnectionState = 'opening' | 'checking' | 'open' | 'closing' | 'closed';

const PUBLISH = 3;
const CONNECT_BYTE = 0x10;
/** Milliseconds that a client has to read our last word and close. */
const LINGER = 1_000;

/** One client on the wire: bytes in, packets to their handlers, acknowledgements out in the order of receipt. */
export class Connection implements FrameSink, Receiver, Carrier {
  state: ConnectionState = 'opening';
  version: Version = 4;
  session: Session | undefined;
  /** Milliseconds without a packet after which it is closed; 0 for never. */
  patience: number = MQTT_LIMITS.connectWithin;
  lastSeen: number;
  /** The instant of the chunk in hand. */
  now: number;
  /** The will of the CONNECT, until a DISCONNECT takes it back. */
  will: { readonly payload: Buffer; readonly delay: number } | undefined;
  /** Bytes of a packet the client takes. */
  largest = Infinity;
  /** Whether acknowledgements may say why (3.1.2.11.7). */
  tellsReasons = true;
  /** Waits because its gateway sent more than its rate. */
  isSlowed = false;
  /** Messages not answered yet, of QoS 1 and 2. */
  unanswered = 0;
  readonly frames: Frames;
  readonly #outflow: Outflow;
  readonly #wakes: number;
  #paused = 0;
  #flushSoon = false;

  constructor(
    readonly socket: Socket,
    readonly surroundings: Surroundings,
    private readonly left: (connection: Connection) => void,
  ) {
    this.now = this.lastSeen = surroundings.clock.now();
    this.#wakes = surroundings.pulse.wakes;
    this.frames = new Frames(MQTT_LIMITS.connectBytes, this);
    this.#outflow = new Outflow(socket);
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('drain', () => this.#drained());
    // A broken connection is closed; what it had not got, its client sends again.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#closed());
    if (!surroundings.desk.open) this.pause(PAUSE.log);
  }

  get slow(): boolean {
    return this.socket.writableLength > MQTT_LIMITS.unsentBytes;
  }

  frame(bytes: Buffer, start: number, body: number, end: number): void {
    try {
      if (this.state === 'open') {
        if (bytes[start]! >> 4 === PUBLISH) {
          handlePublish(this, readPublish(bytes, start, body, end, this.version));
        } else handleControl(this, CODECS[this.version].parse(bytes.subarray(start, end)));
      } else if (bytes[start] === CONNECT_BYTE) {
        this.state = 'checking';
        this.frames.hold();
        this.pause(PAUSE.checking);
        // It ends every way itself; what it throws is a fault of ours.
        void handleConnect(this, parseConnect(Buffer.from(bytes.subarray(start, end))));
      } else this.fail(REASON.protocolError, 'the first packet is no CONNECT');
    } catch (error) {
      if (!(error instanceof MalformedPacket)) throw error;
      if (this.state === 'checking' && /version/i.test(error.message)) {
        refuseConnect(this, REASON.unsupportedVersion);
      } else this.fail(REASON.malformed, error.message);
    }
  }

  oversized(size: number, begun: Buffer): void {
    if (this.state === 'open') refuseOversized(this, size, begun);
    this.fail(REASON.tooLarge, `a packet of ${size} bytes`);
  }

  malformed(): void {
    this.fail(REASON.malformed, 'remaining length');
  }

  /** The credential was right: everything after CONNECT is read now. */
  opened(): void {
    this.state = 'open';
    this.surroundings.counts.connected += 1;
    this.frames.limit = this.surroundings.limits.packetBytes;
    this.resume(PAUSE.checking);
    this.frames.release();
    this.surroundings.desk.wake();
  }

  /** Hands the answer to a message over to the batch that holds it. */
  awaitLog(qos: 1 | 2, messageId: number, refusal: Refusal | undefined): void {
    this.unanswered += 1;
    this.surroundings.desk.batch.await(this, (qos << 16) | messageId, refusal);
    // Over the Receive Maximum that 5.0 was told (3.3.4), too: widely used clients do not keep to it, and to be read no
    // further does them no harm where a DISCONNECT would make them send it all again.
    if (this.unanswered >= this.surroundings.limits.inFlight) this.pause(PAUSE.inFlight);
  }

  settled(tag: number, refusal: Refusal | undefined): void {
    const qos = tag >> 16;
    const messageId = tag & 0xffff;
    // A PUBREC that says no ends the exchange (5.0, 4.3.3); 3.1.1 knows none that does.
    const ended = refusal !== undefined && this.version === 5;
    if (qos === 2) {
      if (ended) this.session?.received.delete(messageId);
      else if (this.session?.received.has(messageId)) this.session.received.set(messageId, true);
    }
    this.unanswered -= 1;
    if (this.state !== 'open') return;
    if (ended) this.#explain(qos, messageId, refusal);
    else this.#outflow.acknowledge(qos, messageId);
  }

  flush(): void {
    if (!this.#outflow.flush() && this.slow) this.pause(PAUSE.unsent);
    if (this.unanswered <= this.surroundings.limits.inFlight / 2) this.resume(PAUSE.inFlight);
  }

  carry(packet: IPublishPacket): boolean {
    if (this.state !== 'open' || this.slow) return false;
    return this.send(packet);
  }

  /** Puts a packet among what leaves next; false if the client takes none as large as this. */
  send(packet: Packet): boolean {
    const bytes = CODECS[this.version].generate(packet);
    if (bytes.length > this.largest) return false;
    this.sendBytes(bytes);
    return true;
  }

  sendBytes(bytes: Buffer): void {
    this.#outflow.add(bytes);
    if (this.#flushSoon) return;
    this.#flushSoon = true;
    queueMicrotask(() => {
      this.#flushSoon = false;
      this.flush();
    });
  }

  pause(why: number): void {
    if (this.#paused === 0) this.socket.pause();
    this.#paused |= why;
  }

  resume(why: number): void {
    if ((this.#paused & why) === 0) return;
    this.#paused &= ~why;
    if (this.#paused !== 0 || this.state === 'closed') return;
    // Nobody is overdue whom we did not listen to.
    this.lastSeen = this.surroundings.clock.now();
    this.socket.resume();
  }

  get isPaused(): boolean {
    return this.#paused !== 0;
  }

  /** What was sent is against the protocol. */
  fail(reason: number, text: string): void {
    this.surroundings.counts.faults += 1;
    this.close(reason, text);
  }

  /** Says why, as far as the version can, and closes when the client has closed or had its time. */
  close(reason: number, text?: string): void {
    if (this.state === 'closing' || this.state === 'closed') return;
    if (this.state === 'open' && this.version === 5) {
      const properties = text === undefined ? {} : { reasonString: text.slice(0, MQTT_LIMITS.text) };
      this.send({ cmd: 'disconnect', reasonCode: reason, properties });
    }
    this.finish();
  }

  /** Nothing more is taken; what was said is still sent. */
  finish(): void {
    if (this.state === 'closing' || this.state === 'closed') return;
    if (this.state === 'open') this.surroundings.counts.connected -= 1;
    this.state = 'closing';
    this.frames.end();
    this.#outflow.flush();
    this.lastSeen = this.surroundings.clock.now();
    this.patience = LINGER;
    this.socket.end();
    // Read on and forget: unread bytes would make the kernel reset the connection and our last word with it.
    this.#paused = 0;
    this.socket.resume();
    this.left(this);
  }

  /** Called each second. */
  sweep(now: number): void {
    if (this.isPaused || this.patience === 0 || now - this.lastSeen <= this.patience) return;
    if (this.state === 'closing') this.socket.destroy();
    else this.close(REASON.keepAliveTimeout);
  }

  #read(chunk: Buffer): void {
    if (this.state === 'closing') return;
    const { pulse, counts } = this.surroundings;
    if (pulse.feel() || this.#wakes !== pulse.wakes) {
      counts.slept += 1;
      this.socket.destroy();
      return;
    }
    this.now = this.surroundings.clock.now();
    // What does not begin like a CONNECT need not be waited for.
    if (this.socket.bytesRead === chunk.length && chunk[0] !== CONNECT_BYTE) {
      this.fail(REASON.protocolError, 'the first packet is no CONNECT');
      return;
    }
    if (this.state !== 'opening') this.lastSeen = this.now;
    this.frames.push(chunk);
    this.surroundings.desk.wake();
  }

  #explain(qos: number, messageId: number, refusal: Refusal): void {
    const packet = {
      cmd: qos === 2 ? ('pubrec' as const) : ('puback' as const),
      messageId,
      reasonCode: reasonOf(refusal),
    };
    const told =
      this.tellsReasons && this.send({ ...packet, properties: { reasonString: reasonTextOf(refusal) } });
    if (!told) this.send(packet);
  }

  #drained(): void {
    this.resume(PAUSE.unsent);
    this.session?.send();
  }

  #closed(): void {
    if (this.state === 'closed') return;
    const was = this.state;
    if (was === 'open') this.surroundings.counts.connected -= 1;
    this.state = 'closed';
    this.frames.end();
    this.left(this);
  }
}
