import { TOPICS } from '@toancanh/events';
import { type Entry, partitionOf } from '@toancanh/log';
import { MemoryLog } from '@toancanh/log/testing';
import { MemoryLogger, StatusBoard } from '@toancanh/runtime';
import { MemoryStore } from '@toancanh/store/testing';
import { CityReader } from './city-reader.js';
import { LIMITS } from './limits.js';
import { Picture } from './picture/picture.js';
import { readingOf, SetClock, SmallCity, SmallDirectory, T } from './testing/small-city.js';

const PARTITION = partitionOf('air-1', TOPICS.readings.partitions);
const entry = (of: object): Entry => ({ key: 'air-1', value: JSON.stringify(of) });

function setup() {
  const clock = new SetClock();
  const log = new MemoryLog({ clock });
  const store = new MemoryStore();
  const status = new StatusBoard();
  const picture = new Picture(new SmallCity(), new SmallDirectory());
  const reader = new CityReader(log, store, picture, clock, new MemoryLogger(), status);
  const ticks: number[] = [];
  const start = async () => {
    await reader.start((tick) => ticks.push(tick));
    await reader.caughtUp;
  };
  const cells = () => picture.latest.source('air-1')?.cells;
  const valueNow = () => cells()?.get('pm25')?.value;
  return { cells, log, store, status, reader, ticks, start, valueNow };
}

describe('CityReader', () => {
  // store ── 0 … stored ──┤
  // log   ── 0 …………………………………………… written ──┤   what the archiver has not stored yet is read from the log
  it.each([
    { stored: 5, written: 10, why: 'the archiver is a little behind' },
    { stored: 5, written: LIMITS.overlap + 3_000, why: 'it is further behind than the overlap' },
    { stored: 0, written: 5, why: 'the store has nothing' },
    { stored: 10, written: 10, why: 'the store has all' },
  ])('misses nothing when $why', async ({ stored, written }) => {
    const { log, store, reader, start, valueNow, cells } = setup();
    const reading = (i: number) => readingOf('air-1', T - 1_000_000 + i, { pm25: i, [`m${i}`]: i });
    const all = Array.from({ length: written }, (_, i) => reading(i));
    await log.append(TOPICS.readings.name, all.map(entry));
    await store.write({
      readings: all.slice(0, stored).map((each, offset) => ({ ...each, partition: PARTITION, offset })),
    });
    await start();
    expect(valueNow()).toBe(written - 1);
    // Each reading has a metric of its own, so that a missing one shows.
    expect(cells()?.size).toBe(written + 1);
    const { received, accepted, late, duplicate, rejected } = reader.counts;
    expect(accepted + late + duplicate + rejected).toBe(received);
    expect(received).toBeGreaterThanOrEqual(written - stored);
    await reader.stop();
  });

  it('lets what the log has of the same instant correct what the store has', async () => {
    const { log, store, reader, start, valueNow } = setup();
    await log.append(TOPICS.readings.name, [
      entry(readingOf('air-1', T, { pm25: 1 })),
      entry(readingOf('air-1', T, { pm25: 2 })),
    ]);
    const readings = [{ ...readingOf('air-1', T, { pm25: 1 }), partition: PARTITION, offset: 0 }];
    await store.write({ readings });
    await start();
    expect(valueNow()).toBe(2);
    await reader.stop();
  });

  it('is ready when it has caught up, and passes no tick of the past on', async () => {
    const { log, status, reader, ticks, start } = setup();
    const tick = (at: number): Entry => ({ key: '', value: JSON.stringify({ tick: at }), partition: 3 });
    await log.append(TOPICS.readings.name, [tick(1)]);
    expect(Object.keys(status.troubles())).toEqual(['live']);
    await start();
    expect(status.troubles()).toEqual({});
    await log.append(TOPICS.readings.name, [tick(2)]);
    while (reader.lag > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(ticks).toEqual([2]);
    await reader.stop();
  });

  it('counts a record that is no reading as rejected and goes on', async () => {
    const { log, reader, start, valueNow } = setup();
    await log.append(TOPICS.readings.name, [
      { key: 'air-1', value: 'no json' },
      entry({ sensor: 'air-1' }),
      entry(readingOf('air-1', T, { pm25: 3 })),
    ]);
    await start();
    expect(reader.counts).toMatchObject({ received: 3, accepted: 1, rejected: 2 });
    expect(valueNow()).toBe(3);
    await reader.stop();
  });
});
