import { once } from 'node:events';
import { Clock, loadCity } from '@toancanh/runtime';
import type { Context } from '../context.js';
import { CommandError, EXIT } from '../exit.js';
import { urlOf } from '../mqtt-url.js';
import { settingsOf } from '../settings-of.js';
import { lasting, type Scenario, scenarioOf } from '../sim/scenario.js';
import { startSimulator } from '../sim/simulator.js';
import type { SimOptions } from './sim.command.js';

/** How often a terminal sees how far it is. */
const TOLD_EACH = 1_000;
const BEGINS_AFTER = 60_000;

/** Simulates the fleet of the city folder until interrupted. */
export async function simulate(context: Context, options: SimOptions): Promise<void> {
  const { say, terminal } = context;
  const settings = settingsOf(context);
  const mqttUrl = options.url ?? urlOf(settings, say);
  const loaded = loadCity(settings.city);
  if ('faults' in loaded) {
    const count = loaded.faults.length;
    throw new CommandError(EXIT.failed, say('checkFaults', { folder: settings.city, count }));
  }
  const clock = new Clock();
  const interruption = context.interruption();
  const interrupted = interruption.aborted || once(interruption, 'abort');
  const simulator = startSimulator({
    mqttUrl,
    city: loaded.city,
    seed: options.seed,
    ...(options.rate !== undefined && { rate: options.rate }),
    now: () => clock.now(),
    options: {
      ...(options.sensors !== undefined && { sensors: options.sensors }),
      ...(options.fleet && { fleet: { times: options.times ?? 1 } }),
      ...(options.aligned && { aligned: true }),
      ...scenarioIn(options, clock.now()),
      ...(options.late && { late: true }),
      ...(options.duplicates && { duplicates: true }),
    },
    onFault: (message) => terminal.message(message),
  });
  const { sensors, rate, events } = simulator.stats;
  const size = { at: mqttUrl, sensors, rate: rate.toFixed(1), events: events.toFixed(1) };
  terminal.message(say('simulating', size));
  const telling = terminal.interactive
    ? setInterval(() => terminal.redraw(say('simulatedSoFar', { ...simulator.stats })), TOLD_EACH)
    : undefined;
  await interrupted;
  clearInterval(telling);
  if (telling) terminal.redraw(null);
  await simulator.stop();
  terminal.message(say('simulatedSoFar', { ...simulator.stats }));
}

/** A scenario begins a minute after the simulator unless told; `--storm` has always been there. */
function scenarioIn(
  { storm, scenario, scenarioStart, scenarioHours }: SimOptions,
  now: number,
): { readonly scenario?: Scenario } {
  if (storm) return { scenario: lasting('storm') };
  if (!scenario) return {};
  const start = scenarioStart === undefined ? now + BEGINS_AFTER : Date.parse(scenarioStart);
  const lasts = scenarioHours === undefined ? undefined : scenarioHours * 3_600_000;
  return { scenario: scenarioOf(scenario, start, lasts) };
}
