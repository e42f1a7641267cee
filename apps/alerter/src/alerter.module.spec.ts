import { Test } from '@nestjs/testing';
import type { Alert, Area } from '@toancanh/events';
import { MemoryLog } from '@toancanh/log/testing';
import { RegionTree } from '@toancanh/regions';
import {
  type City,
  Clock,
  MemoryLogger,
  Metrics,
  type Parts,
  PartsModule,
  StatusBoard,
} from '@toancanh/runtime';
import { AlerterModule, alerterServer } from './alerter.module.js';

const ROOT: Area = {
  ...{ code: 'root', scheme: 'centre', name: 'Thành phố', kind: 'province', parent: null },
  ...{ validFrom: '2000-01-01', validTo: null },
};

/** Everything real but the parts: the way from the log through Nest to the stage and back. */
describe('AlerterModule', () => {
  it('turns readings and commands of the log into alerts on the log, and says how it is', async () => {
    const log = new MemoryLog();
    const status = new StatusBoard();
    const metrics = new Metrics();
    const sensor = { id: 'a', gateway: 'g', domain: 'environment', area: 'root', metrics: ['pm25'] };
    const rule = {
      id: 'high',
      version: 1,
      title: { vi: 'Bụi', en: 'Dust' },
      domain: 'environment',
      priority: 1,
      metric: 'pm25',
      on: 'reading',
      when: { above: 4 },
    };
    const parts = {
      settings: {},
      city: {
        rules: [rule],
        gateways: new Map(),
        desks: [],
        areas: new RegionTree({ areas: [ROOT], lineage: [], root: 'root', timeZone: 'UTC' }),
      } as unknown as City,
      log,
      store: {},
      sensors: { get: () => sensor, all: () => [sensor], caughtUp: async () => undefined },
      clock: new Clock(),
      logger: new MemoryLogger(),
      metrics,
      status,
    } as unknown as Parts;
    const testing = await Test.createTestingModule({
      imports: [PartsModule.of(parts), AlerterModule],
    }).compile();
    const app = testing.createNestApplication();
    app.connectMicroservice({ strategy: alerterServer(app) });
    await app.startAllMicroservices();

    const alerts: Alert[] = [];
    let told: (alert: Alert) => void = () => undefined;
    const next = () => new Promise<Alert>((resolve) => (told = resolve));
    await log.subscribe({
      name: 'test',
      topics: ['city.alerts'],
      onBatch: async ({ records }) => {
        for (const { value } of records) {
          alerts.push(value as Alert);
          told(value as Alert);
        }
      },
    });
    const raised = next();
    const reading = { sensor: 'a', gateway: 'g', at: 1, receivedAt: 1, values: { pm25: 5 }, quality: 'ok' };
    await log.append('city.readings', [{ key: 'a', value: JSON.stringify(reading) }]);
    const { id, version } = await raised;
    const acknowledged = next();
    const command = { id: 'c', what: 'acknowledge', target: id, version, who: 'Lan', at: 2 };
    await log.append('city.commands', [{ key: id, value: JSON.stringify(command) }]);
    expect(await acknowledged).toMatchObject({
      id,
      version: 2,
      state: 'acknowledged',
      acknowledgedBy: 'Lan',
    });
    expect(status.stages()['alerter']).toMatchObject({ received: 2, accepted: 2, more: { open: 1 } });
    expect(await metrics.registry.metrics()).toContain('toancanh_stage_lag_records{stage="alerter"} ');
    await app.close();
    await log.close();
  });
});
