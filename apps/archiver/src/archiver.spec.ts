import { Global, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TOPICS } from '@toancanh/events';
import { Log, type Reader } from '@toancanh/log';
import { MemoryLog, withFolder } from '@toancanh/log/testing';
import { AppLogger, MemoryLogger, Metrics, StatusBoard } from '@toancanh/runtime';
import { EmbeddedStore, Store, StoreError } from '@toancanh/store';
import { MemoryStore } from '@toancanh/store/testing';
import { ArchiverModule, archiverServer } from './archiver.module.js';

const NOON = Date.UTC(2026, 10, 23, 5);
const EVER = { from: 0, to: NOON * 2, limit: 10_000 };
const YEAR = 365 * 86_400_000;

describe('the archiver between a log and a store', () => {
  it('stores what is on the log, commits, and after a restart begins where it was', () =>
    withFolder(async (folder) => {
      const log = new MemoryLog();
      const store = await EmbeddedStore.open({ folder, retention: { readings: YEAR, windows: YEAR } });
      await append(log, 0, 500);
      const first = await start(log, store);
      await first.caughtUp;
      expect(await instants(store)).toEqual(range(0, 500));
      await first.app.close();

      await append(log, 500, 600);
      const counting = new MemoryStore();
      const second = await start(log, counting);
      await second.caughtUp;
      expect(await instants(counting)).toEqual(range(500, 600));
      expect(second.status.stages().archiver).toMatchObject({ received: 100, accepted: 100, lag: 0 });
      await second.app.close();
      await store.close();
    }));

  it('stores a repeat of a reading without an instant where its first is, also after a restart', async () => {
    const log = new MemoryLog();
    const store = new MemoryStore();
    const give = (at: number, seq: number, pm25: number) => {
      const value = { sensor: 's', gateway: 'gw', at, receivedAt: at, values: { pm25 }, quality: 'ok' };
      const numbered = { ...value, epoch: 'e', seq, given: 0 };
      return log.append(TOPICS.readings.name, [{ key: 's', value: JSON.stringify(numbered) }]);
    };
    await give(NOON, 1, 40);
    await give(NOON + 5, 1, 40);
    const first = await start(log, store);
    await first.caughtUp;
    await first.app.close();
    await give(NOON + 9, 1, 41);
    await give(NOON + 10, 2, 42);
    const second = await start(log, store);
    await second.caughtUp;
    await second.app.close();
    expect((await store.readings(EVER)).items).toMatchObject([
      { at: NOON, receivedAt: NOON + 9, values: { pm25: 41 } },
      { at: NOON + 10, values: { pm25: 42 } },
    ]);
    expect(second.status.stages().archiver).toMatchObject({ received: 2, accepted: 2, lag: 0 });
  });

  it('puts all partitions that have something into one write', async () => {
    const log = new MemoryLog();
    const store = new MemoryStore();
    await append(log, 0, 500);
    const { app, caughtUp } = await start(log, store);
    await caughtUp;
    expect(await instants(store)).toEqual(range(0, 500));
    expect(store.written).toHaveLength(1);
    expect(new Set(store.written[0]!.readings!.map(({ partition }) => partition)).size).toBe(12);
    await app.close();
  });

  it('keeps its place while the store is down, and goes on by itself', async () => {
    const log = new MemoryLog();
    const store = new MemoryStore();
    store.failure = new StoreError('STORE_WRITE', 'down');
    await append(log, 0, 100);
    const { app, caughtUp, logger } = await start(log, store);
    await logger.warned;
    store.failure = undefined;
    await caughtUp;
    expect(await instants(store)).toEqual(range(0, 100));
    await append(log, 100, 101);
    await app.close();

    // What was not written when it stopped was not committed either, and comes again.
    const next = await start(log, store);
    await next.caughtUp;
    expect(await instants(store)).toEqual(range(0, 101));
    await next.app.close();
  });
});

interface Running {
  readonly app: INestApplication;
  readonly caughtUp: Promise<void>;
  readonly status: StatusBoard;
  readonly logger: WaitableLogger;
}

async function start(log: Log, store: Store): Promise<Running> {
  const status = new StatusBoard();
  const logger = new WaitableLogger();
  const providers = [
    { provide: Log, useValue: log },
    { provide: Store, useValue: store },
    { provide: StatusBoard, useValue: status },
    { provide: AppLogger, useValue: logger },
    { provide: Metrics, useValue: new Metrics() },
  ];
  @Global()
  @Module({ providers, exports: providers.map(({ provide }) => provide) })
  class TestPartsModule {}

  @Module({ imports: [TestPartsModule, ArchiverModule] })
  class TestModule {}

  const app = await NestFactory.create(TestModule, { logger: false });
  await app.init();
  const server = archiverServer(app);
  app.connectMicroservice({ strategy: server });
  await app.startAllMicroservices();
  return { app, caughtUp: server.unwrap<Reader>().caughtUp, status, logger };
}

class WaitableLogger extends MemoryLogger {
  #told: () => void = () => undefined;
  readonly warned = new Promise<void>((resolve) => (this.#told = resolve));

  override warn(fields: object, message: string): void {
    super.warn(fields, message);
    this.#told();
  }
}

/** One reading an instant, over all partitions. */
async function append(log: Log, from: number, to: number): Promise<void> {
  const entries = range(from, to).map((i) => {
    const sensor = `s${i % 60}`;
    const at = NOON + i;
    const value = { sensor, gateway: 'gw', at, receivedAt: at, values: { pm25: i }, quality: 'ok' };
    return { key: sensor, value: JSON.stringify(value) };
  });
  await log.append(TOPICS.readings.name, entries);
}

async function instants(store: Store): Promise<number[]> {
  const { items } = await store.readings(EVER);
  return items.map(({ at }) => at - NOON);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
