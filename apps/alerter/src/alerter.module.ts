import { type INestApplicationContext, Module } from '@nestjs/common';
import { Log, LogServer, type Reader } from '@toancanh/log';
import { AppLogger } from '@toancanh/runtime';
import { Alerter } from './alerter.js';
import { AlerterController } from './alerter.controller.js';
import { AlerterGauges } from './alerter-gauges.js';
import { ALERTER } from './transport.js';

export { ALERTER } from './transport.js';

/** Short: an acknowledgement is to be seen by everybody soon. */
const LINGER = 50;

/** `city.readings`, `city.windows`, `city.incidents`, `city.commands` → versions of alerts (`city.alerts`). */
@Module({ controllers: [AlerterController], providers: [Alerter, AlerterGauges] })
export class AlerterModule {}

/** The reader that drives the stage: it holds every partition, or stands by. */
export function alerterServer(app: INestApplicationContext): LogServer {
  const alerter = app.get(Alerter);
  const gauges = app.get(AlerterGauges);
  const logger = app.get(AppLogger);
  const server = new LogServer(app.get(Log), ALERTER, {
    name: 'alerter',
    group: 'exclusive',
    linger: LINGER,
    startAt: async (assignment) => {
      const startAt = await alerter.activate(assignment);
      gauges.recovered('start');
      return startAt;
    },
    onFault: (error, batch) => {
      gauges.fault(batch, error);
      const { topic, partition } = batch;
      logger.warn({ err: error, topic, partition }, 'the alerter could not finish a batch; it comes back');
    },
    onStartFault: (error) => {
      gauges.fault('start', error);
      logger.warn({ err: error }, 'the alerter could not take over; it tries again');
    },
  });
  gauges.lag = () => server.unwrap<Reader | undefined>()?.lag() ?? 0;
  return server;
}
