import { Test } from '@nestjs/testing';
import { TOPICS } from '@toancanh/events';
import type { Reader } from '@toancanh/log';
import { MemoryLogger, Metrics, type Parts, PartsModule, StatusBoard } from '@toancanh/runtime';
import { ArchiverModule, archiverServer } from '../archiver.module.js';
import { ReviserModule, reviserServer } from './reviser.module.js';
import { ReviserHouse } from './testing/reviser-house.js';

/** Everything real but the parts, both readers in one process. */
describe('ReviserModule', () => {
  it('corrects what notices name while the same process archives, and says how it is', async () => {
    const house = new ReviserHouse();
    const { city, clock, log, sensors, store } = house;
    const status = new StatusBoard();
    const metrics = new Metrics();
    const logger = new MemoryLogger();
    const parts = { settings: {}, city, clock, log, logger, metrics, sensors, status, store };
    await house.read('a', 1, 5);
    await house.notice('a');
    const testing = await Test.createTestingModule({
      imports: [PartsModule.of(parts as unknown as Parts), ArchiverModule, ReviserModule],
    }).compile();
    const app = testing.createNestApplication();
    await app.init();
    app.connectMicroservice({ strategy: archiverServer(app) });
    const server = reviserServer(app);
    app.connectMicroservice({ strategy: server });
    await app.startAllMicroservices();
    await server.unwrap<Reader>().caughtUp;
    expect(house.published()).toEqual(['a 1.1: 1 make 5', 'city 1.1: 1 make 5', 'ward 1.1: 1 make 5']);
    expect(status.stages().reviser).toMatchObject({
      ...{ received: 3, accepted: 3, duplicate: 0, rejected: 0, lag: 0 },
      more: { epoch: 1, waiting: 0, revised: 3, beyondRetention: 0 },
    });
    const text = await metrics.registry.metrics();
    expect(text).toContain('toancanh_windows_revised_total{span="1m"} 3');
    expect(text).toContain('toancanh_windows_beyond_retention_total{span="1m"} 0');
    expect(text).toContain('toancanh_notices_waiting 0');
    expect(text).toContain('toancanh_stage_lag_records{stage="reviser"} 0');
    expect(logger.lines).toEqual([]);

    // With the archivers gone it would wait for ever; it is stopped all the same.
    store.failure = new Error('down');
    await house.read('a', 2, 6);
    await house.notice('a');
    const began = performance.now();
    await app.close();
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(await log.committed('reviser', TOPICS.late.name)).toEqual(new Map([[0, 3]]));
    await log.close();
  });
});
