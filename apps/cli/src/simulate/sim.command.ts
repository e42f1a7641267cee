import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { example } from '../example.js';
import { optionReaders } from '../options.js';

export interface SimOptions {
  readonly sensors?: number;
  readonly rate?: number;
  readonly seed: number;
  readonly storm?: true;
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
    .option('--storm', say('stormOption'))
    .option('--late', say('lateOption'))
    .option('--duplicates', say('duplicatesOption'))
    .option('--url <url>', say('urlOption', { setting: 'TOANCANH_MQTT' }))
    .addHelpText(
      'before',
      example(context, 'npx toancanh sim', 'npx toancanh sim --sensors 10000 --rate 1000 --storm'),
    )
    .action(async (options: SimOptions) => {
      const { simulate } = await import('./simulate.js');
      await simulate(context, options);
    });
}
