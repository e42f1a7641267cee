import { type INestApplicationContext, Module } from '@nestjs/common';
import { Log, LogServer, type Reader } from '@toancanh/log';
import { AppLogger } from '@toancanh/runtime';
import { Aggregator } from './aggregator.js';
import { AggregatorGauges } from './aggregator-gauges.js';
import { ReadingsController } from './readings.controller.js';
import { AGGREGATOR } from './transport.js';

export { AGGREGATOR } from './transport.js';

/** Trades a little latency for batches: closings come once a minute and are none the later for it. */
const LINGER = 50;

/** `city.readings` → minute windows (`city.windows`) and notices of late readings (`city.late`). */
@Module({ controllers: [ReadingsController], providers: [Aggregator, AggregatorGauges] })
export class AggregatorModule {}

/** The reader that drives the stage: it holds every partition, or stands by. */
export function aggregatorServer(app: INestApplicationContext): LogServer {
  const aggregator = app.get(Aggregator);
  const gauges = app.get(AggregatorGauges);
  const logger = app.get(AppLogger);
  const server = new LogServer(app.get(Log), AGGREGATOR, {
    name: 'aggregator',
    group: 'exclusive',
    linger: LINGER,
    startAt: async (assignment) => {
      const startAt = await aggregator.activate(assignment);
      gauges.recovered('start');
      return startAt;
    },
    onFault: (error, { partition }) => {
      gauges.fault(partition, error);
      logger.warn({ err: error, partition }, 'the aggregator could not finish a batch; it comes back');
    },
    onStartFault: (error) => {
      gauges.fault('start', error);
      logger.warn({ err: error }, 'the aggregator could not take over; it tries again');
    },
  });
  gauges.lag = () => server.unwrap<Reader | undefined>()?.lag() ?? 0;
  return server;
}
