import type { AppSpec } from '@toancanh/runtime';
import { AggregatorModule, aggregatorServer } from '../../aggregator/src/aggregator.module.js';
import { DossiersModule, dossiersServer } from '../../aggregator/src/dossiers/dossiers.module.js';
import { AlerterModule, alerterServer } from '../../alerter/src/alerter.module.js';
import { ArchiverModule, archiverServer } from '../../archiver/src/archiver.module.js';
import { ReviserModule, reviserServer } from '../../archiver/src/reviser/reviser.module.js';
import { IntakeModule } from '../../intake/src/intake.module.js';
import { LiveModule } from '../../live/src/live.module.js';

/** Every stage in one process, in the order of the data. */
export const city: AppSpec = {
  name: 'city',
  serves: 'readers',
  usesStore: true,
  modules: [
    IntakeModule,
    AggregatorModule,
    DossiersModule,
    AlerterModule,
    ArchiverModule,
    ReviserModule,
    LiveModule,
  ],
  servers: [aggregatorServer, dossiersServer, alerterServer, archiverServer, reviserServer],
};
