import { TOPICS, type Window } from '@toancanh/events';
import { HOLD, type LogRecord, type RecordBatch } from '@toancanh/log';
import { MemoryLogger, Metrics, StatusBoard } from '@toancanh/runtime';
import { StoreError } from '@toancanh/store';
import { MemoryStore } from '@toancanh/store/testing';
import { ArchiveController } from './archive.controller.js';
import { Archiver } from './archiver.js';
import { ArchiverGauges } from './archiver-gauges.js';
import { StoreWrites } from './store-writes.js';

const NOON = Date.UTC(2026, 10, 23, 5);
const EVER = { from: 0, to: NOON * 2, limit: 10_000 };

describe('the archiver', () => {
  it('stores readings with their place in the log, and acknowledges the batch', async () => {
    const { controller, store } = setup();
    expect(await controller.onReadings(batch([reading(), reading({ at: NOON + 1 })]))).toEqual(done(2));
    expect((await store.readings(EVER)).items).toEqual([
      { ...reading(), partition: 3, offset: 0 },
      { ...reading({ at: NOON + 1 }), partition: 3, offset: 1 },
    ]);
  });

  it('stores windows', async () => {
    const { controller, store } = setup();
    await controller.onWindows(batch([windowOf(), areaWindow()], { topic: TOPICS.windows.name }));
    const { items } = await store.windows({ ...EVER, metric: 'pm25', span: '1m' });
    expect(items).toEqual([windowOf(), areaWindow()]);
  });

  it.each([
    { value: { tick: NOON }, why: 'a tick', counted: 0 },
    { value: 'not json {', why: 'bytes that are no JSON', counted: 1 },
    { value: null, why: 'a tombstone', counted: 1 },
    { value: { ...reading(), at: '2026-11-23' }, why: 'an instant in words', counted: 1 },
    { value: { ...reading(), name: 'Nguyễn Văn A' }, why: 'a field too many', counted: 1 },
    { value: windowOf(), why: 'a window among the readings', counted: 1 },
  ])('passes over $why and stores the others', async ({ value, counted }) => {
    const { controller, store, archiver, logger } = setup();
    expect(await controller.onReadings(batch([reading(), value, reading({ at: NOON + 1 })]))).toEqual(
      done(3),
    );
    expect((await store.readings(EVER)).items.map(({ offset }) => offset)).toEqual([0, 2]);
    expect(archiver.counts.status()).toEqual(counts({ accepted: 2, rejected: counted }));
    expect(logger.lines).toHaveLength(counted);
  });

  it.each([
    { value: { ...windowOf(), count: 1.5 }, why: 'with half a reading' },
    { value: { ...windowOf(), area: 'di-an' }, why: 'of a sensor and an area at once' },
    { value: reading(), why: 'that is a reading' },
  ])('passes over a window $why', async ({ value }) => {
    const { controller, store, archiver } = setup();
    await controller.onWindows(batch([value, areaWindow()], { topic: TOPICS.windows.name }));
    expect((await store.windows({ ...EVER, metric: 'pm25', span: '1m' })).items).toEqual([areaWindow()]);
    expect(archiver.counts.status()).toEqual(counts({ accepted: 1, rejected: 1 }));
  });

  it('names bad records in one line a batch, without what they hold', async () => {
    const { controller, logger } = setup();
    await controller.onReadings(batch([{ secret: 'Nguyễn Văn A' }, { secret: 2 }, reading()]));
    expect(logger.lines).toMatchObject([{ level: 'warn', fields: { count: 2, first: { offset: 0 } } }]);
    expect(JSON.stringify(logger.lines)).not.toContain('Nguyễn');
  });

  it('writes nothing for ticks alone', async () => {
    const { controller, store } = setup();
    expect(await controller.onReadings(batch([{ tick: 1 }, { tick: 2 }]))).toEqual(done(2));
    expect(store.written).toEqual([]);
  });

  describe('with the store down', () => {
    const down = new StoreError('STORE_FULL', 'no room');

    it('throws, so that the batch comes back, and counts it once when it has', async () => {
      const { controller, store, archiver } = setup();
      const readings = batch([reading(), 'bad']);
      store.failure = down;
      await expect(controller.onReadings(readings)).rejects.toBe(down);
      await expect(controller.onReadings(readings)).rejects.toBe(down);
      expect(archiver.counts.received).toBe(0);
      store.failure = undefined;
      await controller.onReadings(readings);
      expect((await store.readings(EVER)).items).toHaveLength(1);
      expect(archiver.counts.status()).toEqual(counts({ accepted: 1, rejected: 1 }));
    });

    it('is a trouble of the process until a write succeeds, logged once', async () => {
      const { controller, archiver, store, status, logger } = setup();
      const [first, second] = [batch([reading()], { partition: 1 }), batch([reading()], { partition: 2 })];
      store.failure = down;
      for (const failed of [first, second, first]) {
        await expect(controller.onReadings(failed)).rejects.toBe(down);
      }
      expect(status.troubles().archiver).toContain('no room');
      store.failure = undefined;
      await controller.onReadings(batch([{ tick: NOON }]));
      archiver.lag = () => 2;
      await controller.onReadings(first);
      // Nothing of this was written: the store has not shown that it can.
      expect(status.troubles()).toHaveProperty('archiver');
      archiver.lag = () => 1;
      await controller.onReadings(second);
      expect(status.troubles()).toEqual({});
      expect(logger.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
    });
  });

  // One write costs as much as some thousand rows, so partitions go in together.
  describe('with batches of other partitions to follow', () => {
    it('holds a batch until the last has come, writes once, and acknowledges all', async () => {
      const { controller, archiver, store } = setup();
      const waiting = [batch([reading()], { partition: 1 }), batch([reading()], { partition: 2 })];
      archiver.lag = () => 2;
      expect(await controller.onReadings(waiting[0]!)).toBe(HOLD);
      expect(store.written).toEqual([]);
      archiver.lag = () => 1;
      expect(await controller.onReadings(waiting[1]!)).toEqual({
        offsets: [1, 2].map((partition) => ({ topic: TOPICS.readings.name, partition, offset: 1 })),
      });
      expect(store.written).toHaveLength(1);
      expect(store.written[0]!.readings!.map(({ partition }) => partition)).toEqual([1, 2]);
    });

    it('writes when a partition comes again, whatever follows', async () => {
      const { controller, archiver, store } = setup();
      archiver.lag = () => 1_000;
      expect(await controller.onReadings(batch([reading()]))).toBe(HOLD);
      const answer = await controller.onReadings(batch([reading({ at: NOON + 1 })], { first: 1 }));
      expect(answer).toMatchObject({ offsets: [{ offset: 1 }, { offset: 2 }] });
      expect((await store.readings(EVER)).items).toHaveLength(2);
    });

    it('writes when it holds enough', async () => {
      const { controller, archiver, store } = setup();
      archiver.lag = () => 100_000;
      const many = (partition: number) =>
        batch(
          Array.from({ length: 2_000 }, (_, i) => reading({ sensor: `s${partition}`, at: NOON + i })),
          { partition },
        );
      expect(await controller.onReadings(many(1))).toBe(HOLD);
      expect(archiver.held).toBe(2_000);
      expect(await controller.onReadings(many(2))).not.toBe(HOLD);
      expect(archiver.held).toBe(0);
      expect(store.written).toHaveLength(1);
    });

    it('keeps what it holds when the write fails, and the batch that failed comes back by itself', async () => {
      const { controller, archiver, store } = setup();
      const [first, second] = [batch([reading()], { partition: 1 }), batch([reading()], { partition: 2 })];
      archiver.lag = () => 2;
      await controller.onReadings(first);
      archiver.lag = () => 1;
      store.failure = new Error('down');
      await expect(controller.onReadings(second)).rejects.toThrow('down');
      store.failure = undefined;
      expect(await controller.onReadings(second)).toMatchObject({
        offsets: [{ partition: 1 }, { partition: 2 }],
      });
      expect(archiver.counts.status()).toEqual(counts({ accepted: 2 }));
    });
  });

  it('tells how it is', async () => {
    const { controller, archiver, status, metrics } = setup();
    archiver.lag = () => 1;
    await controller.onReadings(batch([reading()]));
    expect(status.stages().archiver).toEqual({ ...counts({ accepted: 1 }), lag: 1, more: { held: 0 } });
    const text = await metrics.registry.metrics();
    expect(text).toContain('toancanh_stage_lag_records{stage="archiver"} 1');
    expect(text).toContain('toancanh_store_write_seconds_count 1');
  });
});

function setup() {
  const store = new MemoryStore();
  const status = new StatusBoard();
  const metrics = new Metrics();
  const logger = new MemoryLogger();
  const archiver = new Archiver(new StoreWrites(store, status, logger, metrics));
  new ArchiverGauges(archiver, status, metrics).onModuleInit();
  return {
    controller: new ArchiveController(archiver, logger),
    ...{ archiver, store, status, metrics, logger },
  };
}

function batch(
  values: readonly unknown[],
  { topic = TOPICS.readings.name as string, partition = 3, first = 0 } = {},
): RecordBatch {
  const records = values.map((value, i): LogRecord => ({
    offset: first + i,
    key: 'key',
    appendTime: NOON,
    value,
  }));
  return { topic, partition, records, next: first + values.length };
}

function done(offset: number) {
  return { offsets: [{ topic: TOPICS.readings.name, partition: 3, offset }] };
}

function counts({ accepted = 0, rejected = 0 }) {
  return { received: accepted + rejected, accepted, late: 0, duplicate: 0, rejected };
}

function reading(changes: { sensor?: string; at?: number } = {}) {
  return {
    ...{ sensor: 'bd-aq-0007', gateway: 'gw-7', at: NOON, receivedAt: NOON + 40 },
    values: { pm25: 31.2 },
    quality: 'ok' as const,
    ...changes,
  };
}

function windowOf(): Window {
  return {
    ...{ metric: 'pm25', sensor: 'bd-aq-0007', span: '1m', start: NOON, end: NOON + 60_000 },
    ...{ count: 3, sum: 9, min: 1, max: 5, mean: 3, p50: 3, p95: 4.8, expected: 6, coverage: 0.5 },
    ...{ revision: 0, epoch: 1, asOf: NOON + 90_000 },
  };
}

function areaWindow(): Window {
  const { sensor: _, ...rest } = windowOf();
  return { ...rest, area: 'thu-dau-mot' };
}
