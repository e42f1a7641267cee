import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Rejection } from '@toancanh/events';
import type { Address } from '@toancanh/runtime';
import type { DeskListener } from '../desk/desk.js';
import { MQTT_LIMITS } from '../limits.js';
import { Connection, PAUSE } from './connection.js';
import { REASON } from './reasons.js';
import type { Session } from './session.js';
import type { Surroundings } from './surroundings.js';

/** Milliseconds that clients have to close when intake stops. */
const CLOSE_WITHIN = 1_000;

/** Listens for gateways: their sockets, the sweep of what is overdue, and the order of stopping. */
export class Endpoint implements DeskListener {
  readonly #connections = new Set<Connection>();
  #server: Server | undefined;
  #sweep: NodeJS.Timeout | undefined;

  constructor(private readonly surroundings: Surroundings) {}

  async listen({ host, port }: Address): Promise<Address> {
    const server = createServer((socket) => this.#accept(socket));
    this.#server = server;
    server.listen(port, host);
    await once(server, 'listening');
    this.surroundings.desk.listen(this);
    this.#sweep = setInterval(() => this.sweep(this.surroundings.clock.now()), MQTT_LIMITS.sweep);
    return { host, port: (server.address() as AddressInfo).port };
  }

  rejected(rejections: readonly Rejection[]): void {
    this.surroundings.sessions.post(rejections);
  }

  /** Back-pressure: while the log takes nothing, nothing is read. */
  flow(open: boolean): void {
    for (const connection of this.#connections) {
      if (open) connection.resume(PAUSE.log);
      else if (connection.state !== 'closing') connection.pause(PAUSE.log);
    }
  }

  /** Closes connections that are overdue, ends sessions and publishes wills whose time has come. */
  sweep(now: number): void {
    for (const connection of this.#connections) connection.sweep(now);
    for (const session of this.surroundings.sessions.sweep(now)) this.#publishWill(session, now);
  }

  /** Nobody new comes, and nobody is read; what was read goes on into the log. */
  stopReading(): void {
    clearInterval(this.#sweep);
    this.#server?.close();
    for (const connection of this.#connections) {
      if (connection.state !== 'closing') connection.pause(PAUSE.stopping);
    }
  }

  async close(): Promise<void> {
    const closed = [...this.#connections].map(({ socket }) => socket.destroyed || once(socket, 'close'));
    for (const connection of this.#connections) connection.close(REASON.shuttingDown);
    const late = setTimeout(() => {
      for (const { socket } of this.#connections) socket.destroy();
    }, CLOSE_WITHIN);
    await Promise.all(closed);
    clearTimeout(late);
  }

  #accept(socket: Socket): void {
    const { connections } = this.surroundings.limits;
    if (this.#connections.size >= connections + MQTT_LIMITS.refusedAtOnce) {
      socket.destroy();
      return;
    }
    this.#connections.add(new Connection(socket, this.surroundings, (connection) => this.#left(connection)));
  }

  /** Told twice at most: when the last word is said, and when the socket has closed. */
  #left(connection: Connection): void {
    if (connection.state === 'closed') this.#connections.delete(connection);
    const { session, will } = connection;
    if (session?.carrier !== connection) return;
    const now = this.surroundings.clock.now();
    connection.will = undefined;
    if (will) {
      // 3.1.3.2.2: after the delay or when the session ends, whichever is first.
      session.will = { payload: will.payload, due: now + Math.min(will.delay, session.expiry) * 1_000 };
    }
    this.surroundings.sessions.left(session, now);
    if (session.will && session.will.due <= now) this.#publishWill(session, now);
  }

  #publishWill(session: Session, receivedAt: number): void {
    const { will, account, topics } = session;
    if (!will) return;
    session.will = undefined;
    const { reception, desk } = this.surroundings;
    reception.takeState({
      account,
      topic: topics.state,
      payload: will.payload,
      receivedAt,
      transport: 'mqtt',
      repeated: false,
    });
    desk.wake();
  }
}
