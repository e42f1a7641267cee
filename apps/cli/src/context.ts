import type { Terminal } from './terminal.js';
import type { Language, Say } from './texts.js';

/** What every command is given by the process. */
export interface Context {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  readonly language: Language;
  readonly say: Say;
  /** Aborted by Ctrl-C and SIGTERM from the first call on: for commands that go on, so that they end in order. */
  readonly interruption: () => AbortSignal;
}
