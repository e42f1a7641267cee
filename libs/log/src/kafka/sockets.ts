import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE = 60_000;

/**
 * The sockets of one client of kafkajs. It may leave some behind, and connect again for a request that was on its way
 * when it was disconnected: here they all end.
 */
export class Sockets {
  readonly #open = new Set<Socket>();
  #closed = false;

  readonly factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (this.#closed) throw new Error('the log is closed');
    const socket = ssl
      ? connectSecurely({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE);
    socket.setNoDelay(true);
    // Each request that fails with a connection listens to its end once more.
    socket.setMaxListeners(0);
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  };

  close(): void {
    this.#closed = true;
    for (const socket of this.#open) socket.destroy();
  }
}
