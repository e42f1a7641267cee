import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with a write: an answer, a cut connection, or silence. */
export type Act = { status: number; body?: string; headers?: Record<string, string> } | 'reset' | 'silence';

/** An InfluxDB that answers writes by a list of acts, then takes everything. Queries find a database in order. */
export class ScriptedServer {
  /** Bodies of the writes that came, in order. */
  readonly writes: string[] = [];
  readonly credentials: (string | undefined)[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(private readonly acts: Act[]) {}

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request) body += String(part);
    this.credentials.push(request.headers.authorization);
    if (!request.url!.startsWith('/write')) {
      response.end(JSON.stringify({ results: [{ series: [{ values: [] }] }] }));
      return;
    }
    this.writes.push(body);
    const act = this.acts.shift() ?? { status: 204 };
    if (act === 'silence') return;
    if (act === 'reset') request.socket.resetAndDestroy();
    else response.writeHead(act.status, act.headers).end(act.body);
  }
}
