import { StreamPicture } from '@toancanh/client';
import type { Delta, Snapshot, Subscribe } from '@toancanh/events';
import { Metrics } from '@toancanh/runtime';
import fc from 'fast-check';
import { LIMITS } from '../limits.js';
import { Picture } from '../picture/picture.js';
import { alertOf, nextOf, readingOf, SmallCity, SmallDirectory, T, windowOf } from '../testing/small-city.js';
import { Wire } from '../testing/wire.js';
import { CityFeed } from './city-feed.js';
import { Connection } from './connection.js';
import { Latency } from './latency.js';

const BOUNDS = { slow: 2_000, stuck: 8_000 };

function setup() {
  const city = new SmallCity();
  const picture = new Picture(city, new SmallDirectory());
  const feed = new CityFeed(picture, city, new Latency(new Metrics()));
  let shed = 0;
  const join = (query: Subscribe, now = T) => {
    const wire = new Wire();
    const connection = new Connection(wire, BOUNDS, (dropped) => (shed += dropped));
    const answer = feed.subscribe(connection, query, now);
    return { wire, connection, answer };
  };
  const hear = (sensor: string, at: number, pm25: number) =>
    picture.takeReading(readingOf(sensor, at, { pm25 }), at + 300);
  return { picture, feed, join, hear, shed: () => shed };
}
const sensorsOf = (data: Record<string, unknown>) =>
  ((data.latest ?? []) as { sensor: string }[]).map(({ sensor }) => sensor);
const idsOf = (data: Record<string, unknown>) =>
  ((data.alerts ?? []) as { id: string }[]).map(({ id }) => id);

describe('a subscription', () => {
  it.each([
    { query: { areas: ['province'] }, sees: ['air-1', 'air-2', 'air-3', 'road-1'], why: 'the root has all' },
    { query: { areas: ['north'] }, sees: ['air-1', 'air-2', 'road-1'], why: 'an area has those below it' },
    { query: { areas: ['n2', 'south'] }, sees: ['air-2', 'air-3'], why: 'several areas are added up' },
    { query: { areas: ['north'], domains: ['traffic'] }, sees: ['road-1'], why: 'domains narrow it' },
  ])('$why: snapshot and deltas', ({ query, sees }) => {
    const { picture, feed, join } = setup();
    const readAll = (at: number) => {
      for (const id of ['air-1', 'air-2', 'air-3']) picture.takeReading(readingOf(id, at, { pm25: 1 }), at);
      picture.takeReading(readingOf('road-1', at, { speed: 30 }), at);
    };
    readAll(T);
    const { wire, answer } = join(query);
    expect(answer).toEqual({ ok: true });
    readAll(T + 1);
    feed.frame(T + 250);
    const [snapshot, delta] = wire.take();
    expect([snapshot?.event, delta?.event]).toEqual(['snapshot', 'delta']);
    expect(sensorsOf(snapshot!.data).sort()).toEqual(sees);
    expect(sensorsOf(delta!.data).sort()).toEqual(sees);
  });

  it.each([
    { areas: ['nowhere'], why: 'an area that never was' },
    { areas: ['old'], why: 'an area that is no more' },
  ])('of $why is refused and gets nothing', ({ areas }) => {
    const { join } = setup();
    const { wire, answer } = join({ areas });
    expect(answer).toMatchObject({ ok: false, code: 'E_AREA' });
    expect(wire.events()).toEqual([]);
  });

  it('sees alerts of the priority asked for and above', () => {
    const { picture, feed, join } = setup();
    const { wire } = join({ areas: ['north'], minPriority: 2 });
    for (const priority of [1, 2, 3, 4] as const) picture.takeAlert(alertOf(`p${priority}`, 1, { priority }));
    picture.takeAlert(alertOf('elsewhere', 1, { area: 'south', priority: 1 }));
    feed.frame(T + 250);
    expect(idsOf(wire.take()[1]!.data)).toEqual(['p1', 'p2']);
  });

  //            -6 min        -5 min                now
  //  old ────────┘ over        ·                    |
  //  recent ───────────────────·──────┘ over        |
  //  open ─────────────────────·────────────────────|
  it.each([
    { since: undefined, sees: ['recent', 'open'], why: 'those over for less than five minutes' },
    { since: T - 400_000, sees: ['old', 'recent', 'open'], why: 'those since an instant' },
  ])('starts with the alerts that are not over and $why', ({ since, sees }) => {
    const { picture, join } = setup();
    const over = (id: string, at: number) =>
      nextOf(nextOf(alertOf(id, 1), 'acknowledged', at, 'An'), 'returned', at);
    picture.takeAlert(over('old', T - 360_000));
    picture.takeAlert(over('recent', T - 100_000));
    picture.takeAlert(alertOf('open', 1));
    const alertsSince = since === undefined ? {} : { alertsSince: new Date(since).toISOString() };
    const { wire } = join({ areas: ['root'], ...alertsSince });
    expect(idsOf(wire.take()[0]!.data)).toEqual(sees);
  });

  it('sees windows of its areas and their children, not deeper ones', () => {
    const { picture, feed, join } = setup();
    const { wire } = join({ areas: ['root'] });
    for (const area of ['root', 'north', 'n1']) picture.takeWindow(windowOf({ area }, T));
    feed.frame(T + 250);
    const { windows } = wire.take()[1]!.data as { windows: { area: string; start: string }[] };
    expect(windows.map(({ area }) => area)).toEqual(['root', 'north']);
    expect(windows[0]?.start).toBe(new Date(T).toISOString());
  });

  it('is replaced by the next one', () => {
    const { feed, join, hear } = setup();
    const { wire, connection } = join({ areas: ['north'] });
    feed.subscribe(connection, { areas: ['south'] }, T);
    hear('air-1', T, 1);
    feed.frame(T + 250);
    hear('air-3', T, 1);
    feed.frame(T + 500);
    const [first, second, delta] = wire.take();
    expect([first?.event, second?.event, delta?.event]).toEqual(['snapshot', 'snapshot', 'delta']);
    expect(sensorsOf(delta!.data)).toEqual(['air-3']);
  });
});

describe('a frame', () => {
  it('has the newest of each key and names the one before it', () => {
    const { feed, join, hear } = setup();
    const { wire } = join({ areas: ['root'] });
    for (let i = 0; i < 100; i++) hear('air-1', T + i, i);
    feed.frame(T + 250);
    hear('air-1', T + 300, 7);
    feed.frame(T + 500);
    const [snapshot, first, second] = wire.take();
    expect(snapshot!.data.seq).toBe(1);
    expect(first!.data).toMatchObject({ prev: 1, seq: 2, latest: [{ value: 99 }] });
    expect(second!.data).toMatchObject({ prev: 2, seq: 3, latest: [{ value: 7 }] });
  });

  it('is not sent when nothing changed', () => {
    const { feed, join } = setup();
    const { wire } = join({ areas: ['root'] });
    for (let i = 1; i <= 3; i++) feed.frame(T + i * LIMITS.frame);
    expect(wire.events()).toEqual(['snapshot']);
  });

  it('tells of silence: values and figures become old by themselves', () => {
    const { feed, join, hear } = setup();
    hear('air-1', T, 12);
    feed.frame(T);
    const { wire } = join({ areas: ['north'] });
    wire.take();
    for (let i = 1; i <= 4; i++) feed.frame(T + 100_000 + i * LIMITS.frame);
    const deltas = wire.take();
    expect(deltas).toHaveLength(1);
    const { latest, figures } = deltas[0]!.data as unknown as Delta;
    expect(latest).toMatchObject([{ sensor: 'air-1', freshness: 'stale' }]);
    expect(figures).toContainEqual(
      expect.objectContaining({ metric: 'pm25', value: null, sources: { fresh: 0, all: 2 } }),
    );
  });
});

describe('a tick', () => {
  it('has the age of the data in scope, and of each child that was ever heard of', () => {
    const { feed, join, hear } = setup();
    const { wire } = join({ areas: ['root'] });
    const { wire: centre } = join({ areas: ['north'] });
    hear('air-1', T, 1);
    hear('air-2', T - 5_000, 1);
    feed.tick(T + 1_000, T + 1_000);
    expect(wire.take()[1]).toEqual({
      event: 'tick',
      data: { seq: 1, serverTime: new Date(T + 1_000).toISOString(), dataAge: 700, sources: { north: 700 } },
    });
    expect(centre.take()[1]!.data.sources).toEqual({ n1: 700, n2: 5_700 });
  });

  it('is passed on once a second, though every partition and every intake has its own', () => {
    const { feed, join } = setup();
    const { wire } = join({ areas: ['root'] });
    for (const tick of [0, 0, 0, 500, 1_000, 1_000, 1_500, 2_000]) feed.tick(T + tick, T + tick);
    expect(wire.events()).toEqual(['snapshot', 'tick', 'tick', 'tick']);
  });

  it('has the number of the last delta, so that a lost one shows', () => {
    const { feed, join, hear } = setup();
    const { wire } = join({ areas: ['root'] });
    hear('air-1', T, 1);
    feed.frame(T + 250);
    feed.tick(T + 1_000, T + 1_000);
    expect(wire.take().map(({ data }) => data.seq)).toEqual([1, 2, 2]);
  });
});

describe('a slow client', () => {
  const run = (frames: number) => {
    const world = setup();
    const slow = world.join({ areas: ['root'] });
    const quick = world.join({ areas: ['root'] });
    slow.wire.flowing = false;
    let at = T;
    const step = () => {
      at += LIMITS.frame;
      for (const id of ['air-1', 'air-2', 'air-3']) world.hear(id, at, at % 97);
      world.picture.takeAlert(alertOf(`a${at - T}`, 1));
      world.feed.frame(at);
    };
    for (let i = 0; i < frames; i++) step();
    return { ...world, slow, quick, step, now: () => at };
  };

  it('is not sent values over the bound, but every alert', () => {
    const { slow, shed } = run(8);
    const deltas = slow.wire.take().slice(1);
    const starved = deltas.filter(({ data }) => data.latest === undefined);
    expect(starved.length).toBeGreaterThan(0);
    expect(deltas.flatMap(({ data }) => idsOf(data))).toHaveLength(8);
    expect(shed()).toBeGreaterThanOrEqual(3 * starved.length);
  });

  it('gets a whole snapshot when it has caught up, in an unbroken sequence', () => {
    const { slow, step } = run(8);
    slow.wire.take();
    slow.wire.drain();
    step();
    step();
    const events = slow.wire.take();
    expect(events.map(({ event }) => event)).toEqual(['shed', 'resync', 'snapshot', 'delta']);
    expect(events[0]!.data).toMatchObject({ reason: 'slow' });
    expect(events[1]!.data).toEqual({ reason: 'slow' });
    expect(events[3]!.data.prev).toBe(events[2]!.data.seq);
    expect(sensorsOf(events[3]!.data)).toHaveLength(3);
  });

  it('costs no more than the second bound, and still misses no alert, not even one long over', () => {
    const { slow, step, picture, now } = run(200);
    expect(slow.wire.pending).toBeLessThan(BOUNDS.slow + BOUNDS.stuck + 4_000);
    const quiet = nextOf(nextOf(alertOf('brief', 1), 'acknowledged', T, 'An'), 'returned', now() - 1e6);
    picture.takeAlert(quiet);
    step();
    slow.wire.drain();
    step();
    const seen = new Set(slow.wire.take().flatMap(({ data }) => idsOf(data)));
    expect(seen.size).toBe(203);
    expect(seen).toContain('brief');
  });

  it('harms no other', () => {
    const { quick } = run(200);
    const deltas = quick.wire.take().slice(1);
    expect(deltas).toHaveLength(200);
    expect(deltas.every(({ data }) => sensorsOf(data).length === 3)).toBe(true);
  });

  it('is not one that takes its time over a big snapshot', () => {
    const { picture, feed, hear } = setup();
    for (let i = 0; i < 20; i++) picture.takeAlert(alertOf(`a${i}`, 1));
    const wire = new Wire();
    wire.flowing = false;
    feed.subscribe(new Connection(wire, BOUNDS, () => undefined), { areas: ['root'] }, T);
    expect(wire.pending).toBeGreaterThan(BOUNDS.slow);
    wire.take();
    hear('air-1', T, 1);
    feed.frame(T + 250);
    expect(sensorsOf(wire.take()[0]!.data)).toEqual(['air-1']);
  });
});

describe('snapshot and deltas', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('reading' as const),
      sensor: fc.constantFrom('air-1', 'air-2', 'air-3', 'road-1'),
      at: fc.integer({ min: 0, max: 60_000 }),
      value: fc.integer({ min: 0, max: 50 }),
    }),
    fc.record({
      kind: fc.constant('alert' as const),
      id: fc.constantFrom('a', 'b', 'c'),
      version: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({
      kind: fc.constant('window' as const),
      area: fc.constantFrom('root', 'north', 'n1'),
      start: fc.integer({ min: 0, max: 5 }),
      revision: fc.integer({ min: 0, max: 2 }),
    }),
    fc.record({ kind: fc.constant('frame' as const) }),
    fc.record({ kind: fc.constant('stall' as const), flowing: fc.boolean() }),
  );

  it('make the picture that a new snapshot has', () => {
    fc.assert(
      fc.property(
        fc.array(step, { size: 'max', maxLength: 200 }),
        fc.constantFrom('root', 'north', 'south'),
        (steps, area) => {
          const { picture, feed, join } = setup();
          const { wire } = join({ areas: [area] });
          let now = T;
          for (const each of steps) {
            if (each.kind === 'reading') {
              const values = each.sensor === 'road-1' ? { speed: each.value } : { pm25: each.value };
              picture.takeReading(readingOf(each.sensor, T + each.at, values), now);
            } else if (each.kind === 'alert') {
              picture.takeAlert(alertOf(each.id, each.version, { area: each.id === 'c' ? 'south' : 'n1' }));
            } else if (each.kind === 'window') {
              const { revision } = each;
              picture.takeWindow(windowOf({ area: each.area }, T + each.start * 60_000, { revision }));
            } else if (each.kind === 'frame') {
              feed.frame((now += LIMITS.frame));
            } else if (each.flowing) {
              wire.drain();
            } else wire.flowing = false;
          }
          wire.drain();
          // Enough frames for what is slow to recover, and for the figures' second.
          for (let i = 0; i < 5; i++) feed.frame((now += LIMITS.frame));

          const mine = new StreamPicture();
          let seq = 0;
          for (const { event, data } of wire.take()) {
            if (event === 'snapshot') {
              mine.replace(data as unknown as Snapshot);
              seq = data.seq as number;
            } else if (event === 'delta') {
              expect(data.prev).toBe(seq);
              mine.merge(data as unknown as Delta);
              seq = data.seq as number;
            }
          }
          const whole = new StreamPicture();
          whole.replace(join({ areas: [area] }, now).wire.take()[0]!.data as unknown as Snapshot);
          expect(mine.alerts).toEqual(whole.alerts);
          expect(mine.windows).toEqual(whole.windows);
          expect(mine.values).toEqual(whole.values);
          expect(mine.figures.size).toBe(whole.figures.size);
        },
      ),
      { numRuns: 200 },
    );
  });
});
