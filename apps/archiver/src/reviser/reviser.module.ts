import { type INestApplicationContext, Module } from '@nestjs/common';
import { Log, LogServer, type Reader } from '@toancanh/log';
import { LateController } from './late.controller.js';
import { LIMITS } from './limits.js';
import { Reviser } from './reviser.js';
import { ReviserGauges } from './reviser-gauges.js';
import { REVISER } from './transport.js';

export { REVISER } from './transport.js';

/** Notices of late readings (`city.late`) and the store → corrections (`city.windows`). */
@Module({ controllers: [LateController], providers: [Reviser, ReviserGauges] })
export class ReviserModule {}

/** A reader of its own: it waits for the archivers, and one that was theirs would wait for itself. */
export function reviserServer(app: INestApplicationContext): LogServer {
  const reviser = app.get(Reviser);
  const gauges = app.get(ReviserGauges);
  const server = new ReviserServer(reviser, app.get(Log), REVISER, {
    name: 'reviser',
    group: 'shared',
    linger: LIMITS.linger,
    maxRecords: LIMITS.batch,
    startAt: (assignment) => reviser.activate(assignment),
    onFault: (error) => gauges.fault(error),
    onStartFault: (error) => gauges.fault(error),
  });
  reviser.lag = () => server.unwrap<Reader | undefined>()?.lag() ?? 0;
  return server;
}

/** A round may wait longer than a stop may take. */
class ReviserServer extends LogServer {
  constructor(
    private readonly reviser: Reviser,
    ...server: ConstructorParameters<typeof LogServer>
  ) {
    super(...server);
  }

  override async close(): Promise<void> {
    this.reviser.stop();
    await super.close();
  }
}
