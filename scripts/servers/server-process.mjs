import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const READY_WITHIN = 60_000;

/** The server is not here and cannot be had: suites that need it skip, and say this. */
export class ServerUnavailable extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'ServerUnavailable';
  }
}

/** A foreign server as a process of ours: it is started, killed, frozen and started again on the same ports and data. */
export class ServerProcess {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {Promise<unknown>} */
  #ended = Promise.resolve();

  /**
   * @param {{
   *   name: string,
   *   command: string,
   *   args: readonly string[] | (() => readonly string[]),
   *   log: string,
   *   env?: NodeJS.ProcessEnv,
   *   isReady: (written: () => string) => Promise<boolean> | boolean,
   * }} plan `log` is the file its output goes to; `written` is what it wrote since this start.
   */
  constructor(plan) {
    this.plan = plan;
  }

  get pid() {
    return this.#child?.pid;
  }

  get isRunning() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when it says that it is ready. */
  async start() {
    const { name, command, args, log, env, isReady } = this.plan;
    const output = createWriteStream(log, { flags: 'a' });
    await once(output, 'open');
    const from = readFileSync(log).length;
    const child = spawn(command, typeof args === 'function' ? args() : args, {
      stdio: ['ignore', output, output],
      env: env ?? process.env,
    });
    this.#child = child;
    this.#ended = once(child, 'exit').then(
      () => output.close(),
      () => output.close(),
    );
    const written = () => readFileSync(log).subarray(from).toString();
    const began = Date.now();
    while (!(await isReady(written))) {
      if (!this.isRunning) throw new Error(`${name} ended at its start:\n${written().slice(-4_000)}`);
      if (Date.now() - began > READY_WITHIN) {
        await this.stop('SIGKILL');
        throw new Error(`${name} is not ready after ${READY_WITHIN} ms:\n${written().slice(-4_000)}`);
      }
      await pause(50);
    }
  }

  /** What it wrote, all starts together. */
  output() {
    return readFileSync(this.plan.log, 'utf8');
  }

  /** @param {NodeJS.Signals} signal */
  signal(signal) {
    this.#child?.kill(signal);
  }

  /**
   * Resolves when it has ended.
   * @param {NodeJS.Signals} [signal]
   */
  async stop(signal = 'SIGTERM') {
    if (!this.isRunning) return;
    // A frozen process takes no other signal than SIGKILL.
    this.signal('SIGCONT');
    this.signal(signal);
    await this.#ended;
  }
}

/**
 * A foreign server that is one process in a folder of its own, or somebody else's, which is used and never touched.
 * What it is called and how it is started is the business of who extends it.
 */
export class SingleServer {
  /** @type {ServerProcess | undefined} */
  #process;
  #folder = '';
  /** `host:port` where it is spoken to. */
  address = '';

  /** Somebody else's: it can be used, but not killed. */
  get isForeign() {
    return this.#process === undefined;
  }

  /**
   * Starts it in a new folder; resolves when it is ready.
   * @param {string} name
   * @param {(folder: string) => ConstructorParameters<typeof ServerProcess>[0]} plan
   * @param {string} [parent] where the folder is made
   */
  async begin(name, plan, parent = tmpdir()) {
    this.#folder = mkdtempSync(join(parent, `toancanh-${name}-`));
    this.#process = new ServerProcess(plan(this.#folder));
    await this.#process.start();
  }

  async kill() {
    await this.#own.stop('SIGKILL');
  }

  /** Stops it in order, so that it saves what it holds; `restart` starts it again on the same data. */
  async end() {
    await this.#own.stop('SIGTERM');
  }

  async restart() {
    await this.#own.start();
  }

  freeze() {
    this.#own.signal('SIGSTOP');
  }

  thaw() {
    this.#own.signal('SIGCONT');
  }

  get pid() {
    return this.#own.pid;
  }

  /** What it wrote, for the message of a test that fails. */
  output() {
    return this.#own.output();
  }

  /** Ends it and removes the data. */
  async stop() {
    if (this.isForeign) return;
    await this.#own.stop('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #own() {
    if (!this.#process) throw new Error(`${this.address} is somebody else's server, which is not touched`);
    return this.#process;
  }
}

/**
 * Whether somebody listens on a port of this machine.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export async function isOpen(port) {
  const socket = connect(port, '127.0.0.1');
  const open = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return open;
}
