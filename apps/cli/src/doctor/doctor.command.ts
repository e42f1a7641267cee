import { Command } from 'commander';
import type { Context } from '../context.js';
import { example } from '../example.js';

export function doctorCommand(context: Context): Command {
  const { say } = context;
  return new Command('doctor')
    .description(say('doctor'))
    .option('--json', say('jsonOption'))
    .addHelpText('before', example(context, 'npx toancanh doctor'))
    .action(async (options: { json?: true }) => {
      const { doctor } = await import('./doctor.js');
      await doctor(context, options);
    });
}
