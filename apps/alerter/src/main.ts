import 'reflect-metadata';
import { mainOf, ProcessStatusModule } from '@toancanh/runtime';
import { AlerterModule, alerterServer } from './alerter.module.js';

await mainOf({
  name: 'alerter',
  serves: 'nothing',
  modules: [ProcessStatusModule, AlerterModule],
  servers: [alerterServer],
});
