import 'reflect-metadata';
import { mainOf } from '@toancanh/runtime';
import { LiveModule } from './live.module.js';

await mainOf({
  name: 'live',
  serves: 'readers',
  usesStore: true,
  modules: [LiveModule],
  servers: [],
});
