import 'reflect-metadata';
import { mainOf, ProcessStatusModule } from '@toancanh/runtime';
import { IntakeModule } from './intake.module.js';

await mainOf({
  name: 'intake',
  serves: 'gateways',
  modules: [ProcessStatusModule, IntakeModule],
  servers: [],
});
