/** Exit codes of every command: scripts rely on them. */
export const EXIT = { done: 0, failed: 1, usage: 2, notAuthorised: 3, notReachable: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command: what went wrong in the reader's language, and the exit code for scripts. */
export class CommandError extends Error {
  constructor(
    readonly exit: ExitCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'CommandError';
  }
}
