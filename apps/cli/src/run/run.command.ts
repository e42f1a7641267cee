import { Command } from 'commander';
import type { Context } from '../context.js';
import { example } from '../example.js';

/** The boxes of the way of the data, in its order. */
const STAGES = ['intake', 'aggregator', 'alerter', 'archiver', 'live'] as const;

export function runCommands(context: Context): Command[] {
  const { say } = context;
  return ['city', ...STAGES].map((app) =>
    new Command(app)
      .description(app === 'city' ? say('runCity') : say('runApp', { app }))
      .addHelpText('before', example(context, `TOANCANH_HTTP=127.0.0.1:8080 npx toancanh ${app}`))
      .action(async () => {
        const { run } = await import('./run.js');
        await run(context, app);
      }),
  );
}
