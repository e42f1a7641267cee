import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClientToServer, ServerToClient, Subscribe, SubscribeAnswer } from '@toancanh/events';
import { type Namespace, Server } from 'socket.io';

type Reply = { readonly status?: number; readonly body: unknown };

/** HTTP and /live of a city that says what the test wants. */
export class FakeCity {
  readonly asked: URL[] = [];
  readonly subscribed: Subscribe[] = [];
  reply: (url: URL) => Reply = () => ({ body: {} });
  subscribeAnswer: SubscribeAnswer = { ok: true };
  readonly live: Namespace<ClientToServer, ServerToClient>;
  readonly #http: HttpServer;
  readonly #io: Server;

  private constructor() {
    this.#http = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://city');
      this.asked.push(url);
      const { status = 200, body } = this.reply(url);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    this.#io = new Server(this.#http);
    this.live = this.#io.of('/live');
    this.live.on('connection', (socket) =>
      socket.on('subscribe', (query, ack) => {
        this.subscribed.push(query);
        ack(this.subscribeAnswer);
        if (this.subscribeAnswer.ok) {
          socket.emit('snapshot', { seq: 1, at: '', latest: [], windows: [], alerts: [], figures: [] });
        }
      }),
    );
  }

  static async open(): Promise<FakeCity> {
    const city = new FakeCity();
    city.#http.listen(0, '127.0.0.1');
    await once(city.#http, 'listening');
    return city;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await this.#io.close();
  }
}
