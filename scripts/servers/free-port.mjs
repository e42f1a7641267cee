import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range from which systems give ports to clients, so that nobody takes one between its choice and its use. */
const PORTS = { first: 10_000, count: 10_000 };
let next = (process.pid * 97) % PORTS.count;

/**
 * A port that nobody listens on, and that this process has not given before.
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (;;) {
    const port = PORTS.first + (next++ % PORTS.count);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
