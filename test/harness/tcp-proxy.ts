import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A stretch of network between two programs that can be cut: nothing passes, and nobody is told, as when a cable is pulled. */
export class TcpProxy {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #cut = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(target: number): Promise<TcpProxy> {
    const server = createServer({ pauseOnConnect: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TcpProxy(server, (server.address() as { port: number }).port);
    server.on('connection', (near) => proxy.#join(near, connect(target, '127.0.0.1')));
    return proxy;
  }

  cut(): void {
    this.#cut = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  /** What was cut stays broken; new connections pass. */
  mend(): void {
    this.#cut = false;
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  async close(): Promise<void> {
    this.mend();
    this.server.close();
    await once(this.server, 'close');
  }

  #join(near: Socket, far: Socket): void {
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (chunk) => to.write(chunk));
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        this.#pairs.delete(pair);
      });
    }
    if (this.#cut) for (const socket of pair) socket.pause();
    else near.resume();
  }
}
