import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit.js';
import { exitOf } from '../exit-of.js';
import { programOf } from '../program.js';
import { MemoryTerminal } from '../terminal.js';
import { type Language, sayIn } from '../texts.js';

export interface Ran {
  readonly exit: ExitCode;
  readonly lines: readonly string[];
  readonly messages: readonly string[];
}

/** A context that remembers what was said; `interrupt` is Ctrl-C. */
export function testContext(language: Language = 'en', environment: NodeJS.ProcessEnv = {}) {
  const terminal = new MemoryTerminal();
  const interruption = new AbortController();
  const context: Context = {
    environment,
    terminal,
    language,
    say: sayIn(language),
    interruption: () => interruption.signal,
  };
  return { context, terminal, interrupt: () => interruption.abort() };
}

/** Runs a command line as the process would, in this process. */
export async function runLine(line: readonly string[], { context, terminal } = testContext()): Promise<Ran> {
  let exit: ExitCode = EXIT.done;
  try {
    await programOf(context).parseAsync(line, { from: 'user' });
  } catch (error) {
    exit = exitOf(error, terminal);
  }
  return { exit, lines: terminal.lines, messages: terminal.messages };
}
