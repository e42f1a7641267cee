import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  AlertView,
  ClientToServer,
  Delta,
  ServerToClient,
  Snapshot,
  Subscribe,
  SubscribeAnswer,
  Value,
} from '@toancanh/events';
import { Server, type Socket } from 'socket.io';
import { CityStream } from './city-stream.js';
import type { StreamEvent, StreamEvents } from './stream-event.js';

const ISO = '2026-11-23T07:00:00.000Z';
const later = (millis: number) => new Date(Date.parse(ISO) + millis).toISOString();

type Client = Socket<ClientToServer, ServerToClient>;
interface Visit {
  readonly client: Client;
  readonly query: Subscribe;
}

/** A server that says what the test tells it to. */
class ScriptedServer {
  readonly #http = createServer();
  readonly #io = new Server<ClientToServer, ServerToClient>(this.#http);
  readonly #visits: Visit[] = [];
  readonly connects: Client[] = [];
  #arrived: () => void = () => undefined;
  answer: SubscribeAnswer = { ok: true };

  async start(): Promise<this> {
    this.#io.of('/live').on('connection', (client) => {
      this.connects.push(client);
      client.emit('hello', { boot: 'b1', build: '1', schema: 1, serverTime: ISO });
      client.on('subscribe', (query, ack) => {
        ack(this.answer);
        this.#visits.push({ client, query });
        this.#arrived();
      });
    });
    this.#http.listen(0, '127.0.0.1');
    await once(this.#http, 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** The next subscription, in the order they came. */
  async subscription(): Promise<Visit> {
    while (this.#visits.length === 0) await new Promise<void>((resolve) => (this.#arrived = resolve));
    return this.#visits.shift()!;
  }

  stop(): Promise<void> {
    return this.#io.close();
  }
}

const value = (sensor: string, of: number): Value => ({
  sensor,
  metric: 'pm25',
  value: of,
  unit: 'µg/m³',
  at: ISO,
  receivedAt: ISO,
  area: 'n1',
  quality: 'ok',
  freshness: 'live',
});
const snapshot = (seq: number, ...latest: Value[]): Snapshot => ({
  seq,
  at: ISO,
  latest,
  windows: [],
  alerts: [],
  figures: [],
});
const delta = (prev: number, ...latest: Value[]): Delta => ({ prev, seq: prev + 1, latest });
const tick = (seq: number, serverTime = ISO) => ({ seq, serverTime, dataAge: 5, sources: {} });

let server: ScriptedServer;
let stream: CityStream;
beforeEach(async () => {
  server = await new ScriptedServer().start();
  stream = new CityStream({ url: server.url, areas: ['province'], minPriority: 2, token: 't', wall: 'w' });
});
afterEach(async () => {
  stream.close();
  await server.stop();
});

const next = <Name extends keyof StreamEvents>(name: Name) =>
  new Promise<StreamEvents[Name]>((resolve) => {
    const off = stream.on(name, (data) => {
      off();
      resolve(data);
    });
  });
const values = () => [...stream.picture.values.values()].map(({ sensor, value: of }) => `${sensor} ${of}`);

describe('CityStream', () => {
  it('says who it is and what it wants, and only that', async () => {
    const { client, query } = await server.subscription();
    expect(client.handshake.auth).toEqual({ token: 't', wall: 'w' });
    expect(query).toEqual({ areas: ['province'], minPriority: 2 });
  });

  it('keeps the picture as the server has it', async () => {
    const { client } = await server.subscription();
    client.emit('snapshot', snapshot(1, value('a', 1), value('b', 2)));
    client.emit('delta', delta(1, value('b', 3), value('c', 4)));
    await next('delta');
    expect([values(), stream.seq, stream.state]).toEqual([['a 1', 'b 3', 'c 4'], 2, 'live']);
  });

  it.each([
    {
      why: 'a delta that does not follow',
      send: (client: Client) => client.emit('delta', delta(7, value('x', 9))),
    },
    { why: 'a tick that is ahead', send: (client: Client) => client.emit('tick', tick(8)) },
  ])('subscribes anew after $why, and takes nothing until the new snapshot', async ({ send }) => {
    const { client } = await server.subscription();
    client.emit('snapshot', snapshot(1, value('a', 1)));
    await next('snapshot');
    const states: StreamEvents['state'][] = [];
    stream.on('state', (state) => states.push(state));
    send(client);
    // Comes after what was sent, whatever that did.
    client.emit('shed', { dropped: 0, reason: 'slow' });
    await next('shed');
    expect(states).toEqual([{ state: 'resyncing', reason: 'gap' }]);
    const again = await server.subscription();
    expect(again.query.areas).toEqual(['province']);
    client.emit('delta', delta(8, value('x', 9)));
    client.emit('snapshot', snapshot(10, value('a', 2)));
    await next('snapshot');
    expect([values(), stream.state]).toEqual([['a 2'], 'live']);
  });

  it('is resyncing from the server’s word until the snapshot', async () => {
    const { client } = await server.subscription();
    client.emit('snapshot', snapshot(1));
    await next('snapshot');
    const told = Promise.all([next('shed'), next('state')]);
    client.emit('shed', { dropped: 3, reason: 'slow' });
    client.emit('resync', { reason: 'slow' });
    expect(await told).toEqual([
      { dropped: 3, reason: 'slow' },
      { state: 'resyncing', reason: 'slow' },
    ]);
    client.emit('snapshot', snapshot(2));
    expect(await next('state')).toEqual({ state: 'live', reason: 'snapshot' });
  });

  it('keeps the old picture while it is away, and subscribes when it is back, even if the server sent it off', async () => {
    const { client } = await server.subscription();
    client.emit('snapshot', snapshot(5, value('a', 1)));
    await next('snapshot');
    const away = next('state');
    client.disconnect();
    expect(await away).toEqual({ state: 'connecting', reason: 'away' });
    expect(values()).toEqual(['a 1']);
    const back = await server.subscription();
    back.client.emit('snapshot', snapshot(1, value('a', 2)));
    await next('snapshot');
    expect([values(), stream.state]).toEqual([['a 2'], 'live']);
  });

  it('tells of a refusal, and takes another question', async () => {
    server.answer = { ok: false, code: 'E_AREA', detail: 'no such area' };
    expect(await next('refused')).toEqual({ code: 'E_AREA', detail: 'no such area' });
    await server.subscription();
    server.answer = { ok: true };
    stream.subscribe({ areas: ['n1'] });
    const { query } = await server.subscription();
    expect(query).toEqual({ areas: ['n1'] });
  });

  it('lets go of alerts five minutes after their end, by the server’s clock', async () => {
    const { client } = await server.subscription();
    const alert = (id: string, state: AlertView['state']) =>
      ({ id, state, history: [{ version: 1, at: ISO, what: 'raised' }] }) as unknown as AlertView;
    client.emit('snapshot', { ...snapshot(1), alerts: [alert('open', 'returned'), alert('over', 'normal')] });
    client.emit('tick', tick(1, later(299_000)));
    await next('tick');
    expect([...stream.picture.alerts.keys()]).toEqual(['open', 'over']);
    client.emit('tick', tick(1, later(300_000)));
    await next('tick');
    expect([...stream.picture.alerts.keys()]).toEqual(['open']);
    expect(stream.lastTick?.serverTime).toBe(later(300_000));
  });

  it('gives its events to a loop, in order, until it is closed', async () => {
    const { client } = await server.subscription();
    const feed = stream[Symbol.asyncIterator]();
    client.emit('snapshot', snapshot(1));
    client.emit('delta', delta(1, value('a', 1)));
    await next('delta');
    stream.close();
    const seen: StreamEvent['type'][] = [];
    for await (const { type } of feed) seen.push(type);
    expect(seen.filter((type) => type !== 'hello')).toEqual(['snapshot', 'state', 'delta', 'state']);
  });
});
