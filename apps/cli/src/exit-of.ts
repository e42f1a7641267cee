import { CommanderError } from 'commander';
import { CommandError, EXIT, type ExitCode } from './exit.js';
import type { Terminal } from './terminal.js';

/** Ends a command line that threw: says what is not yet said, and gives the exit code. */
export function exitOf(error: unknown, terminal: Pick<Terminal, 'message'>): ExitCode {
  if (error instanceof CommandError) {
    terminal.message(error.message);
    return error.exit;
  }
  // Commander's own faults were said when they arose; help and version are no faults.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  terminal.message(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.failed;
}
