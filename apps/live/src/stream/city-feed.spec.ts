import type { Delta } from '@toancanh/events';
import { LIMITS } from '../limits.js';
import { alertIdsOf, feedWorld, sensorsOf } from '../testing/feed-world.js';
import { alertOf, nextOf, T, readingOf, windowOf } from '../testing/small-city.js';

describe('a subscription', () => {
  it.each([
    { query: { areas: ['province'] }, sees: ['air-1', 'air-2', 'air-3', 'road-1'], why: 'the root has all' },
    { query: { areas: ['north'] }, sees: ['air-1', 'air-2', 'road-1'], why: 'an area has those below it' },
    { query: { areas: ['n2', 'south'] }, sees: ['air-2', 'air-3'], why: 'several areas are added up' },
    { query: { areas: ['north'], domains: ['traffic'] }, sees: ['road-1'], why: 'domains narrow it' },
  ])('$why: snapshot and deltas', ({ query, sees }) => {
    const { picture, feed, join } = feedWorld();
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
    const { join } = feedWorld();
    const { wire, answer } = join({ areas });
    expect(answer).toMatchObject({ ok: false, code: 'E_AREA' });
    expect(wire.events()).toEqual([]);
  });

  it('sees alerts of the priority asked for and above', () => {
    const { picture, feed, join } = feedWorld();
    const { wire } = join({ areas: ['north'], minPriority: 2 });
    for (const priority of [1, 2, 3, 4] as const) picture.takeAlert(alertOf(`p${priority}`, 1, { priority }));
    picture.takeAlert(alertOf('elsewhere', 1, { area: 'south', priority: 1 }));
    feed.frame(T + 250);
    expect(alertIdsOf(wire.take()[1]!.data)).toEqual(['p1', 'p2']);
  });

  //            -6 min        -5 min                now
  //  old ────────┘ over        ·                    |
  //  recent ───────────────────·──────┘ over        |
  //  open ─────────────────────·────────────────────|
  it.each([
    { since: undefined, sees: ['recent', 'open'], why: 'those over for less than five minutes' },
    { since: T - 400_000, sees: ['old', 'recent', 'open'], why: 'those since an instant' },
  ])('starts with the alerts that are not over and $why', ({ since, sees }) => {
    const { picture, join } = feedWorld();
    const over = (id: string, at: number) =>
      nextOf(nextOf(alertOf(id, 1), 'acknowledged', at, 'An'), 'returned', at);
    picture.takeAlert(over('old', T - 360_000));
    picture.takeAlert(over('recent', T - 100_000));
    picture.takeAlert(alertOf('open', 1));
    const alertsSince = since === undefined ? {} : { alertsSince: new Date(since).toISOString() };
    const { wire } = join({ areas: ['root'], ...alertsSince });
    expect(alertIdsOf(wire.take()[0]!.data)).toEqual(sees);
  });

  it('sees windows of its areas and their children, not deeper ones', () => {
    const { picture, feed, join } = feedWorld();
    const { wire } = join({ areas: ['root'] });
    for (const area of ['root', 'north', 'n1']) picture.takeWindow(windowOf({ area }, T));
    feed.frame(T + 250);
    const { windows } = wire.take()[1]!.data as { windows: { area: string; start: string }[] };
    expect(windows.map(({ area }) => area)).toEqual(['root', 'north']);
    expect(windows[0]?.start).toBe(new Date(T).toISOString());
  });

  it('is replaced by the next one', () => {
    const { feed, join, hear } = feedWorld();
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
    const { feed, join, hear } = feedWorld();
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
    const { feed, join } = feedWorld();
    const { wire } = join({ areas: ['root'] });
    for (let i = 1; i <= 3; i++) feed.frame(T + i * LIMITS.frame);
    expect(wire.events()).toEqual(['snapshot']);
  });

  it('tells of silence: values and figures become old by themselves', () => {
    const { feed, join, hear } = feedWorld();
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
    const { feed, join, hear } = feedWorld();
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
    const { feed, join } = feedWorld();
    const { wire } = join({ areas: ['root'] });
    for (const tick of [0, 0, 0, 500, 1_000, 1_000, 1_500, 2_000]) feed.tick(T + tick, T + tick);
    expect(wire.events()).toEqual(['snapshot', 'tick', 'tick', 'tick']);
  });

  it('has the number of the last delta, so that a lost one shows', () => {
    const { feed, join, hear } = feedWorld();
    const { wire } = join({ areas: ['root'] });
    hear('air-1', T, 1);
    feed.frame(T + 250);
    feed.tick(T + 1_000, T + 1_000);
    expect(wire.take().map(({ data }) => data.seq)).toEqual([1, 2, 2]);
  });
});
