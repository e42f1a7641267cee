import { StreamPicture } from '@toancanh/client';
import type { Delta, Snapshot } from '@toancanh/events';
import fc from 'fast-check';
import { LIMITS } from '../limits.js';
import { feedWorld } from '../testing/feed-world.js';
import { alertOf, readingOf, T, windowOf } from '../testing/small-city.js';

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
          const { picture, feed, join } = feedWorld();
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
