import { type INestApplicationContext, Module } from '@nestjs/common';
import { Log, LogServer, type Reader } from '@toancanh/log';
import { AppLogger } from '@toancanh/runtime';
import { StoreError } from '@toancanh/store';
import { ArchiveController } from './archive.controller.js';
import { Archiver } from './archiver.js';
import { ArchiverGauges } from './archiver-gauges.js';
import { StoreWrites } from './store-writes.js';
import { ARCHIVER, ARCHIVER_GROUP } from './transport.js';

export { ARCHIVER } from './transport.js';

/** How long a batch may grow before it is taken, in milliseconds; history is read this much later. */
const LINGER = 500;
/** Records of one batch: parsing and checking them is one turn of the event loop, a few milliseconds. */
const MOST_RECORDS = 500;

/** `city.readings` and `city.windows` → the store. */
@Module({ controllers: [ArchiveController], providers: [Archiver, ArchiverGauges, StoreWrites] })
export class ArchiverModule {}

/** The reader that drives the stage; several processes share the partitions. */
export function archiverServer(app: INestApplicationContext): LogServer {
  const archiver = app.get(Archiver);
  const logger = app.get(AppLogger);
  const server = new LogServer(app.get(Log), ARCHIVER, {
    name: ARCHIVER_GROUP,
    group: 'shared',
    linger: LINGER,
    maxRecords: MOST_RECORDS,
    startAt: (assignment) => Promise.resolve(archiver.activate(assignment)),
    onFault: (error, { topic, partition }) => {
      // A store that cannot write is told of where it is written to.
      if (error instanceof StoreError) return;
      logger.error({ err: error, topic, partition }, 'the archiver could not take a batch; it comes back');
    },
  });
  archiver.lag = () => server.unwrap<Reader | undefined>()?.lag() ?? 0;
  return server;
}
