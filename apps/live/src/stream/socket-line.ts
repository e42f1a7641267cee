import type { Socket } from 'socket.io';
import type { Line } from './line.js';

/** Socket.IO's text of an event: packet type 4 (message, added by Engine.IO), 2 (event), namespace, JSON array. */
const EVENT = '2/live,';

/**
 * Writes events that are text already. `socket.emit` would turn the same values into JSON once for each connection, and
 * a broadcast cannot carry the sequence number that each connection has of its own; so the packet is composed here and
 * handed to the Engine.IO connection, whose callback also says when the network has taken it.
 */
export class SocketLine implements Line {
  #pending = 0;

  constructor(private readonly socket: Socket) {}

  get pending(): number {
    return this.#pending;
  }

  send(event: string, json: string): void {
    const text = `${EVENT}["${event}",${json}]`;
    this.#pending += text.length;
    this.socket.conn.send(text, {}, () => (this.#pending -= text.length));
  }
}
