import { CityStream, type CityStreamOptions, type StreamEvent, type StreamEvents } from '@toancanh/client';
import type { Delta, SubscribeAnswer } from '@toancanh/events';
import { io, type Socket } from 'socket.io-client';
import { RunningLive } from '../testing/running-live.js';
import { alertOf, nextOf, readingOf, T, windowOf } from '../testing/small-city.js';

let live: RunningLive;
let closing: (() => unknown)[];
beforeEach(async () => {
  closing = [];
  live = new RunningLive();
  await live.start();
});
afterEach(async () => {
  for (const close of closing) close();
  await live.stop();
});

const stream = (options: Partial<CityStreamOptions> = {}) => {
  const opened = new CityStream({ url: live.url, areas: ['province'], ...options });
  closing.push(() => opened.close());
  return opened;
};
const next = <Name extends keyof StreamEvents>(of: CityStream, name: Name) =>
  new Promise<StreamEvents[Name]>((resolve) => {
    const off = of.on(name, (data) => {
      off();
      resolve(data);
    });
  });
const socket = (url = live.url, headers: Record<string, string> = {}) => {
  const opened: Socket = io(`${url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
  });
  closing.push(() => opened.disconnect());
  return opened;
};
/** The TCP socket below a client, to stop it reading. */
const below = (of: Socket) =>
  (of.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }).ws._socket;

describe('/live', () => {
  it('greets, answers a subscription with a snapshot, and goes on with deltas', async () => {
    await live.read(readingOf('air-1', T, { pm25: 12 }));
    await live.seen();
    const city = stream();
    expect(await next(city, 'hello')).toMatchObject({ schema: 1, serverTime: new Date(T).toISOString() });
    expect((await next(city, 'snapshot')).latest).toMatchObject([{ sensor: 'air-1', value: 12 }]);
    expect(city.state).toBe('live');
    await live.read(readingOf('air-1', T + 1, { pm25: 13 }));
    await live.append('windows', windowOf({ area: 'root' }, T));
    await live.alert(alertOf('a', 1));
    // A frame may fall between the three, and the one after a snapshot may tell of what is in it again.
    const told: Required<Pick<Delta, 'latest' | 'windows' | 'alerts'>> = {
      latest: [],
      windows: [],
      alerts: [],
    };
    const isTold = () =>
      told.latest.some(({ value }) => value === 13) && told.windows.length > 0 && told.alerts.length > 0;
    while (!isTold()) {
      const { latest = [], windows = [], alerts = [] } = await next(city, 'delta');
      told.latest.push(...latest);
      told.windows.push(...windows);
      told.alerts.push(...alerts);
    }
    expect(told.latest.at(-1)).toMatchObject({ value: 13, unit: 'µg/m³', area: 'n1' });
    expect(told.windows).toMatchObject([{ area: 'root', start: new Date(T).toISOString() }]);
    expect(told.alerts).toMatchObject([{ id: 'a', since: new Date(T - 60_000).toISOString() }]);
    expect(city.picture.values.get('air-1|pm25')?.value).toBe(13);
  });

  it('ticks when a tick came through the log, and else not', async () => {
    const city = stream();
    const events: string[] = [];
    for (const name of ['tick', 'delta'] as const) city.on(name, () => events.push(name));
    await next(city, 'snapshot');
    // A delta is two frames of the server's own timer away; had it a tick of its own, it would have come.
    await live.read(readingOf('air-1', T, { pm25: 1 }));
    await next(city, 'delta');
    expect(events).not.toContain('tick');
    await live.tick(T + 1_000);
    expect(await next(city, 'tick')).toMatchObject({ dataAge: 0, sources: { north: 0 } });
    expect(city.lastTick?.seq).toBe(city.seq);
  });

  it('sends four deltas a second at most, however fast the readings are', async () => {
    const city = stream();
    await next(city, 'snapshot');
    let going = true;
    const publishing = (async () => {
      for (let i = 0; going; i++) {
        await live.read(readingOf('air-1', T + i, { pm25: i % 90 }));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await next(city, 'delta');
    const began = performance.now();
    for (let i = 0; i < 4; i++) await next(city, 'delta');
    // Timers are late by some milliseconds each, and the next one comes earlier by as much.
    expect(performance.now() - began).toBeGreaterThan(900);
    going = false;
    await publishing;
  });

  it.each([
    [{ areas: ['atlantis'] }, 'E_AREA'],
    [{ areas: [] }, 'E_SCHEMA'],
    [{ areas: ['north'], minPriority: 9 }, 'E_SCHEMA'],
    [{ areas: ['north'], hidden: 1 }, 'E_SCHEMA'],
    ['north', 'E_SCHEMA'],
  ])('refuses a subscription to %j with %s', async (query, code) => {
    const client = socket();
    const answer = (await client.emitWithAck('subscribe', query)) as SubscribeAnswer;
    expect(answer).toMatchObject({ ok: false, code });
  });

  it('takes four subscriptions a second from one connection, not more', async () => {
    const client = socket();
    const ask = () => client.emitWithAck('subscribe', { areas: ['n1'] }) as Promise<SubscribeAnswer>;
    const answers = await Promise.all([ask(), ask(), ask(), ask(), ask()]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, false]);
    live.clock.at += 1_000;
    expect(await ask()).toEqual({ ok: true });
  });

  it('is not for a page of another site', async () => {
    const client = socket(live.url, { origin: 'http://elsewhere.example' });
    await new Promise<unknown>((resolve) => client.once('connect_error', resolve));
    expect(client.connected).toBe(false);
    const own = socket(live.url, { origin: live.url });
    await new Promise<void>((resolve) => own.once('connect', resolve));
  });

  it('survives what no client of ours would send', async () => {
    const client = socket();
    client.emit('subscribe');
    client.emit('subscribe', null, 'no function');
    client.emit('painted', { seq: 'x' });
    client.emit('painted');
    expect(await client.emitWithAck('subscribe', { areas: ['n1'] })).toEqual({ ok: true });
  });

  it('measures what walls say of themselves, and of walls that are none nothing', async () => {
    const wall = stream({ wall: 'hall' });
    const none = stream({ wall: 'no-such-wall' });
    await Promise.all([next(wall, 'snapshot'), next(none, 'snapshot')]);
    for (const each of [none, wall])
      each.painted({ seq: 1, at: new Date(T - 500).toISOString(), fps: 4, heap: 7e6 });
    let text = '';
    while (!text.includes('{wall="hall"}')) text = await (await live.get('/metrics')).text();
    expect(text).toContain('toancanh_wall_heap_bytes{wall="hall"} 7000000');
    expect(text).not.toContain('no-such-wall');
    expect(text).toContain('toancanh_event_latency_seconds_bucket{le="0.5",stage="painted"}');
  });

  it('shows an acknowledgement on every other screen', async () => {
    await live.alert(alertOf('a', 1));
    await live.seen();
    const screens = [stream({ areas: ['root'] }), stream({ areas: ['n1'] })];
    await Promise.all(screens.map((screen) => next(screen, 'snapshot')));
    const told = Promise.all(screens.map((screen) => next(screen, 'delta')));
    await live.alert(nextOf(alertOf('a', 1), 'acknowledged', T, 'An'));
    for (const { alerts } of await told) expect(alerts).toMatchObject([{ acknowledgedBy: 'An', version: 2 }]);
  });

  it('comes back by itself when the server does, and tells that it is another', async () => {
    const city = stream();
    const first = await next(city, 'hello');
    await next(city, 'snapshot');
    const { port } = new URL(live.url);
    const away = next(city, 'state');
    await live.stop();
    expect(await away).toEqual({ state: 'connecting', reason: 'away' });
    live = new RunningLive();
    await live.start({ port: Number(port) });
    const second = await next(city, 'hello');
    await next(city, 'snapshot');
    expect(second.boot).not.toBe(first.boot);
  });
});

describe('a client that stops reading', () => {
  const SENSORS = 5_000;

  it('is shed values and no alert, harms no other, and recovers', async () => {
    const model = live.sensors.get('air-1')!;
    const ids = [...Array(SENSORS).keys()].map((i) => `many-${i}`);
    await live.sensors.register(
      ids.map((id) => ({ kind: 'sensor', id, at: T, sensor: { ...model, id, metrics: ['pm25'] } })),
    );
    const quick = stream();
    const gaps: string[] = [];
    quick.on('state', ({ state }) => gaps.push(state));
    await next(quick, 'snapshot');
    const slow = socket();
    const heard: StreamEvent[] = [];
    slow.onAny((type: string, data: unknown) => heard.push({ type, data } as StreamEvent));
    await slow.emitWithAck('subscribe', { areas: ['root'] });
    below(slow).pause();

    let round = 0;
    const step = async () => {
      round++;
      const delta = next(quick, 'delta');
      await live.read(...ids.map((id) => readingOf(id, T + round, { pm25: round })));
      await live.alert(alertOf(`a${round}`, 1));
      await delta;
    };
    const shed = async () =>
      Number(/toancanh_stream_shed_total (\d+)/.exec(await (await live.get('/metrics')).text())?.[1]);
    while ((await shed()) === 0 && round < 60) await step();
    await step();
    expect(await shed()).toBeGreaterThan(0);
    expect(gaps).toEqual(['live']);

    below(slow).resume();
    const alerts = new Set<string>();
    const kinds = (): string[] => heard.map(({ type }) => type);
    while (!kinds().includes('resync') || kinds().at(-1) === 'resync') {
      const delta = next(quick, 'delta');
      await live.read(readingOf('air-1', T + ++round, { pm25: round }));
      await delta;
    }
    for (const event of heard) {
      if (event.type === 'snapshot' || event.type === 'delta')
        for (const { id } of event.data.alerts ?? []) alerts.add(id);
    }
    const after = kinds().slice(kinds().indexOf('shed'));
    expect(after.slice(0, 3)).toEqual(['shed', 'resync', 'snapshot']);
    const raised = [...quick.picture.alerts.keys()];
    expect([...alerts].sort()).toEqual(raised.sort());
  }, 60_000);
});
