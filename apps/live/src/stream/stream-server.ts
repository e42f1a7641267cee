import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  type ClientToServer,
  type ServerToClient,
  STREAM_SCHEMA,
  type SubscribeAnswer,
  toIso,
} from '@toancanh/events';
import { Clock } from '@toancanh/runtime';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { Identity } from '../identity.js';
import { LIMITS } from '../limits.js';
import { CityFeed } from './city-feed.js';
import { Connection } from './connection.js';
import { Latency } from './latency.js';
import { SocketLine } from './socket-line.js';
import { PAINTED, SUBSCRIBE } from './subscribe-query.js';
import { WallReports } from './wall-reports.js';

/**
 * Socket.IO on Nest's own HTTP server, without Nest's gateway: a gateway gives one `emit` a connection, and the frames
 * of a scope are written as one text for all its connections (see `SocketLine`).
 */
@Injectable()
export class StreamServer {
  /** Values, windows and figures that slow clients were not sent. */
  shed = 0;
  #io: Server<ClientToServer, ServerToClient> | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly feed: CityFeed,
    private readonly walls: WallReports,
    private readonly latency: Latency,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  start(): void {
    const http = this.host.httpAdapter.getHttpServer() as HttpServer;
    this.#io = new Server<ClientToServer, ServerToClient>(http, {
      serveClient: false,
      transports: ['websocket'],
      maxHttpBufferSize: LIMITS.clientMessage,
      pingInterval: 10_000,
      pingTimeout: 20_000,
      allowRequest: (request, answer) => {
        const refusal = this.#refusalOf(request);
        answer(refusal, refusal === null);
      },
    });
    this.#io.of('/live').on('connection', (socket) => this.#serve(socket));
  }

  get clients(): number {
    return this.#io?.engine.clientsCount ?? 0;
  }

  stop(): void {
    this.#io?.disconnectSockets(true);
    this.#io?.engine.close();
  }

  /** A page of another site must not listen through a browser that may; and a city has no thousand walls. */
  #refusalOf({ headers }: IncomingMessage): string | null {
    if (headers.origin !== undefined && !isSameHost(headers.origin, headers.host)) return 'other origin';
    return this.clients >= LIMITS.connections ? `more than ${LIMITS.connections} connections` : null;
  }

  #serve(socket: Socket<ClientToServer, ServerToClient>): void {
    const connection = new Connection(new SocketLine(socket), LIMITS, (dropped) => (this.shed += dropped));
    const { boot, build } = this.identity;
    socket.emit('hello', { boot, build, schema: STREAM_SCHEMA, serverTime: toIso(this.clock.now()) });
    const pace = new Pace(LIMITS.subscribesPerSecond);
    socket.on('subscribe', (query: unknown, ack: unknown) => {
      const now = this.clock.now();
      const answer = pace.allows(now) ? this.#subscribe(connection, query, now) : TOO_OFTEN;
      if (typeof ack === 'function') ack(answer);
    });
    const { wall } = socket.handshake.auth as { wall?: unknown };
    socket.on('painted', (report: unknown) => {
      if (!PAINTED.check(report)) return;
      const now = this.clock.now();
      this.latency.observe('painted', now - Date.parse(report.at));
      if (typeof wall === 'string') this.walls.take(wall, now, report.heap);
    });
    socket.on('disconnect', () => this.feed.leave(connection));
  }

  #subscribe(connection: Connection, query: unknown, now: number): SubscribeAnswer {
    if (SUBSCRIBE.check(query)) return this.feed.subscribe(connection, query, now);
    const { path, expected } = SUBSCRIBE.faultOf(query);
    return { ok: false, code: 'E_SCHEMA', detail: `${path || '/'}: ${expected}` };
  }
}

const TOO_OFTEN: SubscribeAnswer = {
  ok: false,
  code: 'E_RATE',
  detail: `không quá ${LIMITS.subscribesPerSecond} lần mỗi giây / at most ${LIMITS.subscribesPerSecond} a second`,
};

/** At most so many in any second that begins with one of them. */
class Pace {
  #second = -Infinity;
  #count = 0;

  constructor(private readonly most: number) {}

  allows(now: number): boolean {
    if (now >= this.#second + 1_000) {
      this.#second = now;
      this.#count = 0;
    }
    return ++this.#count <= this.most;
  }
}

function isSameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
