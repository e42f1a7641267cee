import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Context } from '../context.js';
import { CommandError, EXIT } from '../exit.js';
import type { PublishOptions } from './publish.command.js';

/** From the options, else asked for without an echo. Never from the environment, which other users of a machine can see. */
export async function passwordOf(
  { say }: Pick<Context, 'say'>,
  { gateway, password, passwordFile }: Pick<PublishOptions, 'gateway' | 'password' | 'passwordFile'>,
): Promise<string> {
  if (password !== undefined) return password;
  if (passwordFile !== undefined) {
    try {
      return readFileSync(passwordFile, 'utf8').split(/\r?\n/, 1)[0]!;
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new CommandError(EXIT.usage, say('passwordFileUnreadable', { file: passwordFile, why }));
    }
  }
  if (!process.stdin.isTTY) throw new CommandError(EXIT.usage, say('passwordNeeded'));
  process.stderr.write(say('passwordPrompt', { gateway }));
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
