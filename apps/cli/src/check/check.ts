import { describeFault, loadCity } from '@toancanh/runtime';
import type { Context } from '../context.js';
import { CommandError, EXIT } from '../exit.js';
import { settingsOf } from '../settings-of.js';

export interface CheckOptions {
  readonly folder?: string;
  readonly json?: true;
}

/** Runs the check that every app runs at its start; faults and warnings are results, one a line. */
export async function check(context: Context, options: CheckOptions): Promise<void> {
  const { say, terminal, language } = context;
  const folder = options.folder ?? settingsOf(context).city;
  const loaded = loadCity(folder);
  const faults = 'faults' in loaded ? loaded.faults : [];
  for (const fault of [...faults, ...loaded.warnings]) {
    if (options.json) terminal.json(fault);
    else terminal.out(describeFault(fault, language));
  }
  if ('faults' in loaded) {
    throw new CommandError(EXIT.failed, say('checkFaults', { folder, count: faults.length }));
  }
  const { sensors, gateways, rules, walls } = loaded.city;
  const sizes = { sensors: sensors.size, gateways: gateways.size, rules: rules.length, walls: walls.size };
  terminal.message(say('checkGood', { folder, ...sizes }));
}
