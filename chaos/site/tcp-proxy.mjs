import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** A stretch of network between two programs that can be cut (connections break) or become a black hole (nobody is told). */
export class TcpProxy {
  #pairs = new Set();
  #state = 'open';

  static async listen(port, target) {
    const proxy = new TcpProxy();
    proxy.target = target;
    proxy.server = createServer({ pauseOnConnect: true }, (near) => proxy.#join(near));
    proxy.server.listen(port, '127.0.0.1');
    await once(proxy.server, 'listening');
    proxy.port = proxy.server.address().port;
    return proxy;
  }

  /** Every connection breaks, and no new one is taken. */
  cut() {
    this.#state = 'cut';
    this.#breakAll();
  }

  /** Nothing passes, and no end is told. */
  swallow() {
    this.#state = 'swallows';
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  /** What was cut stays broken; new connections pass. */
  mend() {
    this.#state = 'open';
    this.#breakAll();
  }

  close() {
    this.#breakAll();
    this.server.close();
  }

  #breakAll() {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  #join(near) {
    near.on('error', () => near.destroy());
    if (this.#state === 'cut') return near.destroy();
    const far = connect(this.target, '127.0.0.1');
    const pair = [near, far];
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [far, near]]) {
      from.on('data', (chunk) => {
        if (!to.write(chunk)) from.pause();
      });
      to.on('drain', () => this.#state === 'open' && from.resume());
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        this.#pairs.delete(pair);
      });
    }
    if (this.#state === 'swallows') for (const socket of pair) socket.pause();
    else near.resume();
  }
}
