import { Test } from '@nestjs/testing';
import type { Window } from '@toancanh/events';
import { MemoryLog } from '@toancanh/log/testing';
import {
  type City,
  Clock,
  MemoryLogger,
  Metrics,
  type Parts,
  PartsModule,
  StatusBoard,
} from '@toancanh/runtime';
import { AggregatorModule, aggregatorServer } from './aggregator.module.js';

const T = Date.UTC(2026, 10, 23, 7);

/** Everything real but the parts: the way from the log through Nest to the stage and back. */
describe('AggregatorModule', () => {
  it('turns readings of the log into windows on the log, and says how it is', async () => {
    const clock = Object.assign(new Clock(), { now: () => T + 90_000 });
    const log = new MemoryLog({ clock });
    const status = new StatusBoard();
    const metrics = new Metrics();
    const sensor = { id: 'a', gateway: 'g', domain: 'environment', area: 'root', metrics: ['pm25'] };
    const parts = {
      settings: { lateness: 30_000 },
      city: { timeZone: 'Asia/Ho_Chi_Minh', areas: { pathOf: () => ['root'] } } as unknown as City,
      log,
      store: {},
      sensors: {
        get: () => sensor,
        all: () => [sensor],
        placed: () => [sensor],
        caughtUp: async () => undefined,
      },
      clock,
      logger: new MemoryLogger(),
      metrics,
      status,
    } as unknown as Parts;
    const testing = await Test.createTestingModule({
      imports: [PartsModule.of(parts), AggregatorModule],
    }).compile();
    const app = testing.createNestApplication();
    app.connectMicroservice({ strategy: aggregatorServer(app) });
    await app.startAllMicroservices();

    const published = new Promise<Window[]>((resolve) => {
      const seen: Window[] = [];
      void log.subscribe({
        name: 'test',
        topics: ['city.windows'],
        onBatch: async ({ records }) => {
          seen.push(...records.map(({ value }) => value as Window));
          if (seen.length === 2) resolve(seen);
        },
      });
    });
    const reading = { sensor: 'a', gateway: 'g', at: T, receivedAt: T, values: { pm25: 5 }, quality: 'ok' };
    clock.now = () => T + 1_000;
    await log.append('city.readings', [{ key: 'a', value: JSON.stringify(reading) }]);
    clock.now = () => T + 90_000;
    const value = JSON.stringify({ tick: T });
    await log.append(
      'city.readings',
      Array.from({ length: 12 }, (_, partition) => ({ key: '', value, partition })),
    );
    expect((await published).map(({ sensor: of, area, sum }) => [of ?? area, sum])).toEqual(
      expect.arrayContaining([
        ['a', 5],
        ['root', 5],
      ]),
    );
    expect(status.stages()['aggregator']).toMatchObject({ received: 1, accepted: 1, watermark: T + 60_000 });
    const text = await metrics.registry.metrics();
    expect(text).toContain('toancanh_watermark_age_seconds{stage="aggregator"} 30');
    expect(text).toMatch(/toancanh_stage_lag_records\{stage="aggregator"\} \d/);
    await app.close();
    await log.close();
  });
});
