import 'reflect-metadata';
import { mainOf, ProcessStatusModule } from '@toancanh/runtime';
import { ArchiverModule, archiverServer } from './archiver.module.js';
import { ReviserModule, reviserServer } from './reviser/reviser.module.js';

await mainOf({
  name: 'archiver',
  serves: 'nothing',
  usesStore: true,
  modules: [ProcessStatusModule, ArchiverModule, ReviserModule],
  servers: [archiverServer, reviserServer],
});
