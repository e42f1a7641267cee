import 'reflect-metadata';
import { mainOf } from '@toancanh/runtime';
import { announce } from './announce.js';
import { city } from './city.js';
import { Simulation } from './simulation.js';

await mainOf(city, (running, settings) => {
  announce(running, settings);
  if (!settings.simulate) return;
  const simulation = Simulation.start(running, settings);
  return () => simulation.stop();
});
