import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';

/** Milliseconds until what ended is started again. */
const PAUSE = 200;

/** One process of the product under a supervisor: it is started again whenever it ends, and no exit goes unnoticed. */
export class Supervised {
  #child;
  #wanted = false;
  /** Signals that somebody here has sent to the running process. */
  #caused;
  #frozen = false;
  starts = 0;

  /**
   * @param {{ name: string, app: string, root: string, env: Record<string, string>, http: number, mqtt?: number,
   *   log: string, exited: (exit: { name: string, code: number | null, signal: string | null, caused: string | undefined }) => void }} plan
   */
  constructor(plan) {
    this.plan = plan;
    this.name = plan.name;
    this.app = plan.app;
  }

  get pid() {
    return this.isRunning ? this.#child.pid : undefined;
  }

  get isRunning() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get isFrozen() {
    return this.#frozen;
  }

  get base() {
    return `http://127.0.0.1:${this.plan.http}`;
  }

  start() {
    this.#wanted = true;
    this.#spawn();
  }

  #spawn() {
    const { root, app, env, http, log, name, exited } = this.plan;
    const file = openSync(log, 'a');
    const child = spawn(process.execPath, [`${root}/bin/toancanh.js`, app], {
      cwd: root,
      stdio: ['ignore', file, file],
      env: { ...withoutSettings(process.env), ...env, TOANCANH_HTTP: `127.0.0.1:${http}` },
    });
    this.#child = child;
    this.#caused = undefined;
    this.starts += 1;
    child.once('exit', (code, signal) => {
      this.#frozen = false;
      exited({ name, code, signal, caused: this.#caused });
      if (this.#wanted) setTimeout(() => this.#wanted && !this.isRunning && this.#spawn(), PAUSE);
    });
  }

  /** Kills it without a word; the supervisor starts it again. False where it is not running. */
  kill() {
    if (!this.isRunning) return false;
    this.#caused = 'SIGKILL';
    this.#child.kill('SIGKILL');
    return true;
  }

  freeze() {
    if (!this.isRunning) return false;
    this.#frozen = true;
    return this.#child.kill('SIGSTOP');
  }

  thaw() {
    this.#frozen = false;
    if (this.isRunning) this.#child.kill('SIGCONT');
  }

  /** Stops it in order and for good; resolves to its exit code. */
  async stop() {
    this.#wanted = false;
    if (!this.isRunning) return this.#child?.exitCode ?? null;
    const ended = once(this.#child, 'exit');
    this.#caused = 'SIGTERM';
    this.#child.kill('SIGCONT');
    this.#child.kill('SIGTERM');
    const [code] = await ended;
    return code;
  }

  /** For the end of a run that went wrong. */
  abandon() {
    this.#wanted = false;
    this.kill();
  }

  /** What it answers, or undefined. */
  async get(path, within = 5_000) {
    try {
      const response = await fetch(this.base + path, { signal: AbortSignal.timeout(within) });
      const body = await response.json();
      return response.ok ? body : undefined;
    } catch {
      return undefined;
    }
  }

  async isReady() {
    if (!this.isRunning || this.#frozen) return false;
    try {
      const response = await fetch(`${this.base}/health/ready`, { signal: AbortSignal.timeout(3_000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }
}

function withoutSettings(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('TOANCANH_') && name !== 'NODE_OPTIONS'),
  );
}
