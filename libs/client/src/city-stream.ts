import type {
  ClientToServer,
  Delta,
  Hello,
  ServerToClient,
  Snapshot,
  StreamTick,
  Subscribe,
} from '@toancanh/events';
import { io, type Socket } from 'socket.io-client';
import { EventFeed } from './event-feed.js';
import type { StateReason, StreamEvent, StreamEventName, StreamEvents, StreamState } from './stream-event.js';
import { StreamPicture } from './stream-picture.js';

export interface CityStreamOptions extends Subscribe {
  /** Of the server, such as `http://127.0.0.1:8080`; empty in a page for the server it came from. */
  readonly url: string;
  readonly token?: string;
  /** Id of the wall that this is, under which the server counts its frames. */
  readonly wall?: string;
}

type Listener<Name extends StreamEventName> = (data: StreamEvents[Name]) => void;

/**
 * A subscription to a city. It keeps `picture` as the server's is, and knows when it is not: each change names the
 * one before it, and after a gap it subscribes anew by itself. It connects again by itself, too, with growing pauses up
 * to two seconds. It has no other timers: how old the picture is, the owner reads from `lastTick`.
 */
export class CityStream implements AsyncIterable<StreamEvent> {
  readonly picture = new StreamPicture();
  /** How far the picture has come. */
  seq = 0;
  state: StreamState = 'connecting';
  lastTick: StreamTick | undefined;
  hello: Hello | undefined;

  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #listeners: { [Name in StreamEventName]: Set<Listener<Name>> } = {
    hello: new Set(),
    snapshot: new Set(),
    delta: new Set(),
    tick: new Set(),
    shed: new Set(),
    state: new Set(),
    refused: new Set(),
  };
  readonly #feeds = new Set<EventFeed>();
  #query: Subscribe;

  constructor(options: CityStreamOptions) {
    this.#query = queryOf(options);
    const { url, token, wall } = options;
    this.#socket = io(`${url}/live`, {
      transports: ['websocket'],
      auth: { ...(token === undefined ? {} : { token }), ...(wall === undefined ? {} : { wall }) },
      reconnectionDelay: 250,
      reconnectionDelayMax: 2_000,
      forceNew: true,
    });
    this.#socket.on('connect', () => this.#subscribe());
    this.#socket.on('disconnect', (reason) => this.#left(reason));
    this.#socket.on('hello', (hello) => this.#greeted(hello));
    this.#socket.on('snapshot', (snapshot) => this.#started(snapshot));
    this.#socket.on('delta', (delta) => this.#changed(delta));
    this.#socket.on('tick', (tick) => this.#ticked(tick));
    this.#socket.on('shed', (shed) => this.#tell('shed', shed));
    this.#socket.on('resync', ({ reason }) => this.#become('resyncing', reason));
  }

  /** Calls `listener` after the picture has changed. The answer takes it away again. */
  on<Name extends StreamEventName>(name: Name, listener: Listener<Name>): () => void {
    this.#listeners[name].add(listener);
    return () => this.#listeners[name].delete(listener);
  }

  /** Replaces what is subscribed to; a snapshot follows. */
  subscribe(query: Subscribe): void {
    this.#query = queryOf(query);
    if (this.#socket.connected) {
      this.#become('resyncing', 'scope');
      this.#subscribe();
    }
  }

  /** A wall's word that it has drawn the picture up to `seq`; not kept for later while there is no connection. */
  painted(report: Parameters<ClientToServer['painted']>[0]): void {
    if (this.#socket.connected) this.#socket.volatile.emit('painted', report);
  }

  /** For ever, until `close` or the loop is left. */
  [Symbol.asyncIterator](): EventFeed {
    const feed = new EventFeed(
      () => ({ type: 'snapshot', data: this.#snapshotNow() }),
      (done) => this.#feeds.delete(done),
    );
    this.#feeds.add(feed);
    return feed;
  }

  close(): void {
    this.#socket.disconnect();
    for (const feed of this.#feeds) feed.end();
    this.#feeds.clear();
  }

  #subscribe(): void {
    this.#socket.emit('subscribe', this.#query, (answer) => {
      if (!answer.ok) this.#tell('refused', { code: answer.code, detail: answer.detail });
    });
  }

  #left(reason: Socket.DisconnectReason): void {
    this.#become('connecting', 'away');
    // Socket.IO stays away for good when it was the server that closed; a wall must come back.
    if (reason === 'io server disconnect') this.#socket.connect();
  }

  #greeted(hello: Hello): void {
    this.hello = hello;
    this.#tell('hello', hello);
  }

  #started(snapshot: Snapshot): void {
    this.seq = snapshot.seq;
    this.picture.replace(snapshot);
    this.#tell('snapshot', snapshot);
    this.#become('live', 'snapshot');
  }

  #changed(delta: Delta): void {
    // What still comes of the former sequence is in the snapshot that was asked for.
    if (this.state !== 'live') return;
    if (delta.prev !== this.seq) return this.#recover();
    this.seq = delta.seq;
    this.picture.merge(delta);
    this.#tell('delta', delta);
  }

  #ticked(tick: StreamTick): void {
    this.lastTick = tick;
    this.picture.fade(Date.parse(tick.serverTime));
    this.#tell('tick', tick);
    // The last change before a quiet time may be the one that was lost.
    if (this.state === 'live' && tick.seq !== this.seq) this.#recover();
  }

  #recover(): void {
    this.#become('resyncing', 'gap');
    this.#subscribe();
  }

  #become(state: StreamState, reason: StateReason): void {
    if (state === this.state) return;
    this.state = state;
    this.#tell('state', { state, reason });
  }

  #tell<Name extends StreamEventName>(name: Name, data: StreamEvents[Name]): void {
    for (const listener of this.#listeners[name]) listener(data);
    for (const feed of this.#feeds) feed.push({ type: name, data } as StreamEvent);
  }

  #snapshotNow(): Snapshot {
    const { values, windows, alerts, figures } = this.picture;
    return {
      seq: this.seq,
      at: this.lastTick?.serverTime ?? this.hello?.serverTime ?? '',
      latest: [...values.values()],
      windows: [...windows.values()],
      alerts: [...alerts.values()],
      figures: [...figures.values()],
    };
  }
}

/** Only what the server knows: it refuses other fields. */
function queryOf({ areas, domains, minPriority, alertsSince }: Subscribe): Subscribe {
  return {
    areas,
    ...(domains === undefined ? {} : { domains }),
    ...(minPriority === undefined ? {} : { minPriority }),
    ...(alertsSince === undefined ? {} : { alertsSince }),
  };
}
