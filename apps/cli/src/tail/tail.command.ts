import { Command, Option } from 'commander';
import type { Priority } from '@toancanh/events';
import type { Context } from '../context.js';
import { example } from '../example.js';
import { optionReaders } from '../options.js';

export interface TailOptions {
  readonly area: string;
  readonly minPriority?: Priority;
  readonly values?: true;
  readonly json?: true;
  readonly url?: string;
}

export function tailCommand(context: Context): Command {
  const { say } = context;
  const read = optionReaders(say);
  return new Command('tail')
    .description(say('tail'))
    .requiredOption('--area <area>', say('areaOption'))
    .addOption(
      new Option('--min-priority <n>', say('minPriorityOption')).argParser(
        read.wholeNumber(1, 4, say('priority')),
      ),
    )
    .option('--values', say('valuesOption'))
    .option('--json', say('jsonOption'))
    .option('--url <url>', say('urlOption', { setting: 'TOANCANH_HTTP' }))
    .addHelpText(
      'before',
      example(
        context,
        'npx toancanh tail --area province',
        'npx toancanh tail --area di-an --min-priority 2 --json | jq .',
      ),
    )
    .action(async (options: TailOptions) => {
      const { tail } = await import('./tail.js');
      await tail(context, options);
    });
}
