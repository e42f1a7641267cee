import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.js';
import { until } from './until.js';

const ROOT = new URL('../..', import.meta.url).pathname;

/** One app of the built product as a user starts it, with an HTTP port of its own. */
export class AppProcess {
  readonly #lines: string[] = [];

  private constructor(
    readonly name: string,
    readonly child: ChildProcess,
    readonly httpPort: number,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => this.#lines.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => this.#lines.push(chunk.toString()));
  }

  /** Resolves when `/health/ready` says yes. `settings` without `TOANCANH_`. */
  static async start(
    app: string,
    settings: Readonly<Record<string, string>>,
    httpPort?: number,
  ): Promise<AppProcess> {
    const process = await AppProcess.spawn(app, settings, httpPort);
    await process.ready();
    return process;
  }

  /** As `start`, but for who does not wait for it to be ready. */
  static async spawn(
    app: string,
    settings: Readonly<Record<string, string>>,
    httpPort?: number,
  ): Promise<AppProcess> {
    const port = httpPort ?? (await freePort());
    const named = Object.entries(settings).map(([name, value]) => [`TOANCANH_${name}`, value]);
    const child = spawn(process.execPath, ['bin/toancanh.js', app], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...withoutSettings(process.env),
        ...Object.fromEntries(named),
        TOANCANH_HTTP: `127.0.0.1:${port}`,
      },
    });
    return new AppProcess(app, child, port);
  }

  get base(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** What the process wrote, for the message of a test that fails. */
  get output(): string {
    return this.#lines.join('');
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async ready(within = 30_000): Promise<void> {
    await until(
      async () => {
        if (this.hasEnded) throw new Error(`${this.name} ended with ${this.child.exitCode}:\n${this.output}`);
        return (await this.status('/health/ready')) === 200;
      },
      { within, what: () => `${this.name} ready\n${this.output}` },
    );
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.base}${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** The status code of an answer, or 0 without one. */
  async status(path: string): Promise<number> {
    return fetch(`${this.base}${path}`, { signal: AbortSignal.timeout(5_000) }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
  }

  /** Ends it and resolves to its exit code, null after a signal. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.hasEnded) {
      const ended = once(this.child, 'exit');
      // A stopped process takes no other signal than SIGKILL.
      this.child.kill('SIGCONT');
      this.child.kill(signal);
      await ended;
    }
    return this.child.exitCode;
  }
}

function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('TOANCANH_') && name !== 'NODE_OPTIONS'),
  );
}
