import { type ChildProcess, spawn } from 'node:child_process';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that a test started: what it says, and how it ends. */
export class Child {
  readonly ended: Promise<Ending>;
  #said = '';
  readonly #waiters = new Set<() => void>();

  constructor(readonly process: ChildProcess) {
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
        for (const waiter of this.#waiters) waiter();
      });
    }
    this.ended = new Promise((resolve) => {
      process.once('close', (code, signal) => {
        resolve({ code, signal });
        for (const waiter of this.#waiters) waiter();
      });
    });
  }

  /** Everything it has written so far, to both streams. */
  get said(): string {
    return this.#said;
  }

  /** Resolves with the first match of what it writes; rejects when it ends without. */
  says(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(this.#said);
        if (match) resolve(match);
        else if (this.process.exitCode === null && this.process.signalCode === null) return;
        else reject(new Error(`the child ended without ${pattern}:\n${this.#said}`));
        this.#waiters.delete(look);
      };
      this.#waiters.add(look);
      look();
    });
  }

  /** Ends it and waits until it is gone. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Ending> {
    this.process.kill(signal);
    return this.ended;
  }
}

/**
 * Runs a TypeScript file of this repository in a process of its own, with the `@toancanh/*` names in place and nothing
 * built beforehand: `runChild(new URL('./fixture.ts', import.meta.url), ['an argument'])`.
 */
export function runChild(
  file: URL,
  args: readonly string[] = [],
  { env = {}, node = [] }: { env?: NodeJS.ProcessEnv; node?: readonly string[] } = {},
): Child {
  const hooks = new URL('./ts-hooks.mjs', import.meta.url).href;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(hooks)});`;
  const command = [
    '--enable-source-maps',
    ...node,
    '--import',
    `data:text/javascript,${encodeURIComponent(register)}`,
    file.pathname,
    ...args,
  ];
  // The flags of the test run itself are not for the child.
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  return new Child(
    spawn(process.execPath, command, { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}
