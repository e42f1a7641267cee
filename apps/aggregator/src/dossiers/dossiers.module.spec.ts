import { Test } from '@nestjs/testing';
import { USUAL_CALENDAR } from '@toancanh/domains';
import type { Reading } from '@toancanh/events';
import { MemoryLog } from '@toancanh/log/testing';
import { Clock, MemoryLogger, Metrics, type Parts, PartsModule, StatusBoard } from '@toancanh/runtime';
import { DossiersModule, dossiersServer } from './dossiers.module.js';

const T = Date.UTC(2026, 10, 23, 2);

/** Everything real but the parts: the way from the log through Nest to the book and back. */
describe('DossiersModule', () => {
  it('turns steps of the log into readings on the log, and says how it is', async () => {
    const clock = Object.assign(new Clock(), { now: () => T });
    const log = new MemoryLog({ clock });
    const status = new StatusBoard();
    const metrics = new Metrics();
    const step = {
      ...{ dossier: 'd', procedure: 'p', unit: 'u', area: '25747', at: T, step: 'received' },
      ...{ channel: 'online_full', receivedAt: T },
    };
    await log.append('city.dossiers', [{ key: 'd', value: JSON.stringify(step) }]);
    const parts = {
      settings: {},
      city: { calendars: [USUAL_CALENDAR], timeZone: 'Asia/Ho_Chi_Minh', gateways: new Map() },
      log,
      store: {},
      sensors: { get: () => undefined, register: async () => undefined },
      clock,
      logger: new MemoryLogger(),
      metrics,
      status,
    } as unknown as Parts;
    const testing = await Test.createTestingModule({
      imports: [PartsModule.of(parts), DossiersModule],
    }).compile();
    const app = testing.createNestApplication();
    app.connectMicroservice({ strategy: dossiersServer(app) });
    await app.startAllMicroservices();
    await app.init();

    const told = new Promise<Reading>((resolve) => {
      void log.subscribe({
        name: 'test',
        topics: ['city.readings'],
        onBatch: async ({ records }) => resolve(records[0]!.value as Reading),
      });
    });
    expect(await told).toMatchObject({ sensor: 'dossiers:25747:u', at: T, values: { in_process: 1 } });
    expect(status.stages()['dossiers']).toMatchObject({ received: 1, accepted: 1, rejected: 0 });
    const text = await metrics.registry.metrics();
    expect(text).toContain('toancanh_dossiers 1');
    expect(text).toMatch(/toancanh_stage_lag_records\{stage="dossiers"\} \d/);
    await app.close();
    await log.close();
  });
});
