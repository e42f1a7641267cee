import { type DefaultRule, describeFault, loadCity } from '@toancanh/runtime';
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
  const { sensors, gateways, rules, walls, defaultRules } = loaded.city;
  tellRules(context, defaultRules, options.json === true);
  const sizes = { sensors: sensors.size, gateways: gateways.size, rules: rules.length, walls: walls.size };
  terminal.message(say('checkGood', { folder, ...sizes }));
}

/** Nobody wrote the default rules into the folder, so the check says which alerts they bring. */
function tellRules({ say, terminal }: Context, all: readonly DefaultRule[], json: boolean): void {
  if (json) {
    for (const { rule, standing } of all) {
      terminal.json({ defaultRule: rule.id, domain: rule.domain, standing });
    }
    return;
  }
  for (const standing of ['in-force', 'replaced', 'off'] as const) {
    const ids = all.filter((one) => one.standing === standing).map(({ rule }) => rule.id);
    if (ids.length > 0) terminal.message(say(`checkRules:${standing}`, { ids: ids.join(', ') }));
  }
}
