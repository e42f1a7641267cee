import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { example } from '../example.js';
import { optionReaders } from '../options.js';
import { type ScenarioKind, SCENARIOS } from '../sim/scenario.js';

export interface SimOptions {
  readonly sensors?: number;
  readonly rate?: number;
  readonly seed: number;
  readonly fleet?: true;
  readonly times?: number;
  readonly aligned?: true;
  readonly storm?: true;
  readonly scenario?: ScenarioKind;
  readonly scenarioStart?: string;
  readonly scenarioHours?: number;
  readonly late?: true;
  readonly duplicates?: true;
  readonly url?: string;
}

export function simCommand(context: Context): Command {
  const { say } = context;
  const read = optionReaders(say);
  return new Command('sim')
    .description(say('sim'))
    .addOption(new Option('--sensors <n>', say('sensorsOption')).argParser(read.wholeNumber(1, 50_000)))
    .addOption(new Option('--rate <n>', say('rateOption')).argParser(read.positive))
    .addOption(
      new Option('--seed <n>', say('seedOption')).argParser(read.wholeNumber(0, 2 ** 31 - 1)).default(1),
    )
    .addOption(new Option('--fleet', say('fleetOption')).conflicts(['sensors', 'rate']))
    .addOption(
      new Option('--times <n>', say('timesOption')).argParser(read.positive).implies({ fleet: true }),
    )
    .addOption(new Option('--aligned', say('alignedOption')))
    .option('--storm', say('stormOption'))
    .addOption(
      new Option('--scenario <name>', say('scenarioOption', { list: SCENARIOS.join(', ') }))
        .argParser(read.oneOf(SCENARIOS))
        .conflicts('storm'),
    )
    .addOption(new Option('--scenario-start <instant>', say('scenarioStartOption')).argParser(read.instant))
    .addOption(new Option('--scenario-hours <n>', say('scenarioHoursOption')).argParser(read.positive))
    .option('--late', say('lateOption'))
    .option('--duplicates', say('duplicatesOption'))
    .option('--url <url>', say('urlOption', { setting: 'TOANCANH_MQTT' }))
    .addHelpText(
      'before',
      example(
        context,
        'npx toancanh sim',
        'npx toancanh sim --sensors 10000 --rate 1000 --storm',
        'npx toancanh sim --fleet --times 10 --scenario fire',
      ),
    )
    .action(async (options: SimOptions) => {
      const { simulate } = await import('./simulate.js');
      await simulate(context, options);
    });
}
