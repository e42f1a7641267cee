import 'reflect-metadata';
import { mainOf, ProcessStatusModule } from '@toancanh/runtime';
import { AggregatorModule, aggregatorServer } from './aggregator.module.js';

await mainOf({
  name: 'aggregator',
  serves: 'nothing',
  modules: [ProcessStatusModule, AggregatorModule],
  servers: [aggregatorServer],
});
