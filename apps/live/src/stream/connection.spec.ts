import { LIMITS } from '../limits.js';
import { alertIdsOf, BOUNDS, feedWorld, sensorsOf } from '../testing/feed-world.js';
import { alertOf, nextOf, T } from '../testing/small-city.js';
import { Wire } from '../testing/wire.js';
import { Connection } from './connection.js';

describe('a slow client', () => {
  const run = (frames: number) => {
    const world = feedWorld();
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
    expect(deltas.flatMap(({ data }) => alertIdsOf(data))).toHaveLength(8);
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
    const seen = new Set(slow.wire.take().flatMap(({ data }) => alertIdsOf(data)));
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
    const { picture, feed, hear } = feedWorld();
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
