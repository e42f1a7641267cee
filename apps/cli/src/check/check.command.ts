import { Command } from 'commander';
import type { Context } from '../context.js';
import { example } from '../example.js';

export function checkCommand(context: Context): Command {
  const { say } = context;
  return new Command('check')
    .description(say('check'))
    .argument('[folder]', say('checkFolder'))
    .option('--json', say('jsonOption'))
    .addHelpText('before', example(context, 'npx toancanh check cities/binh-duong'))
    .action(async (folder: string | undefined, options: { json?: true }) => {
      const { check } = await import('./check.js');
      await check(context, { ...options, ...(folder === undefined ? {} : { folder }) });
    });
}
