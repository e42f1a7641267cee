import 'reflect-metadata';
import { mainOf, ProcessStatusModule } from '@toancanh/runtime';
import { DossiersModule, dossiersServer } from './dossiers/dossiers.module.js';
import { AggregatorModule, aggregatorServer } from './aggregator.module.js';

await mainOf({
  name: 'aggregator',
  serves: 'nothing',
  modules: [ProcessStatusModule, AggregatorModule, DossiersModule],
  servers: [aggregatorServer, dossiersServer],
});
