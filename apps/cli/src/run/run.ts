import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Context } from '../context.js';
import { CommandError, EXIT } from '../exit.js';
import { settingsOf } from '../settings-of.js';

/**
 * Becomes the app: its main takes the process over, with its own signals and exit codes.
 * The specifier is computed because apps never import each other; the process that runs one has to load it somehow.
 */
export async function run(context: Context, app: string): Promise<void> {
  if (app !== 'city' && settingsOf(context).log.kind === 'embedded') {
    throw new CommandError(EXIT.usage, context.say('appNeedsSharedLog', { app }));
  }
  const main = new URL(`../../../${app}/src/main.js`, import.meta.url);
  if (!existsSync(fileURLToPath(main))) {
    throw new CommandError(EXIT.usage, context.say('appNotInVersion', { app }));
  }
  await import(main.href);
}
