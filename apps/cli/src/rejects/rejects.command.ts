import { Command, Option } from 'commander';
import { REJECT_CODES, type RejectCode } from '@toancanh/events';
import type { Context } from '../context.js';
import { example } from '../example.js';
import { optionReaders } from '../options.js';

export interface RejectsOptions {
  readonly gateway: string;
  readonly code?: RejectCode;
  readonly follow?: true;
  readonly json?: true;
  readonly url?: string;
}

export function rejectsCommand(context: Context): Command {
  const { say } = context;
  const read = optionReaders(say);
  return new Command('rejects')
    .description(say('rejects'))
    .requiredOption('--gateway <gateway>', say('gatewayOption'))
    .addOption(new Option('--code <code>', say('codeOption')).argParser(read.oneOf(REJECT_CODES)))
    .option('--follow', say('followOption'))
    .option('--json', say('jsonOption'))
    .option('--url <url>', say('urlOption', { setting: 'TOANCANH_HTTP' }))
    .addHelpText(
      'before',
      example(context, 'npx toancanh rejects --gateway demo', 'npx toancanh rejects --gateway demo --follow'),
    )
    .action(async (options: RejectsOptions) => {
      const { rejects } = await import('./rejects.js');
      await rejects(context, options);
    });
}
