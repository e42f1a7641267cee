import 'reflect-metadata';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { exitOf } from './exit-of.js';
import { programOf } from './program.js';
import { ProcessTerminal } from './terminal.js';
import { onceInterrupted } from './interruption.js';
import { languageOf, sayIn } from './texts.js';

const terminal = new ProcessTerminal(process.env);
const language = languageOf(process.env);
const context: Context = {
  environment: process.env,
  terminal,
  language,
  say: sayIn(language),
  interruption: onceInterrupted(),
};

// A reader that closed the pipe, such as `head`, has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.done);
});

try {
  await programOf(context).parseAsync();
} catch (error) {
  process.exitCode = exitOf(error, terminal);
}
