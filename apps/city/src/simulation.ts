import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AppLogger, RunningApp, Settings } from '@toancanh/runtime';

const AGAIN_AFTER = 2_000;

/** The simulator as a process of its own, a client like any gateway: it comes back when it dies, and ends with the city. */
export class Simulation {
  #child: ChildProcess | undefined;
  #stopped = false;

  private constructor(
    private readonly command: readonly string[],
    private readonly environment: NodeJS.ProcessEnv,
    private readonly logger: AppLogger,
  ) {}

  static start({ parts }: RunningApp, settings: Settings): Simulation {
    if (!settings.mqtt)
      throw new Error('TOANCANH_SIMULATE=1 needs the MQTT endpoint, and TOANCANH_MQTT is off');
    const program = fileURLToPath(new URL('../../cli/src/main.js', import.meta.url));
    const url = `mqtt://${settings.mqtt.host}:${settings.mqtt.port}`;
    const simulation = new Simulation(
      [program, 'sim', '--url', url],
      { ...process.env, TOANCANH_CITY: settings.city },
      parts.logger,
    );
    simulation.#spawn();
    return simulation;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  #spawn(): void {
    const child = spawn(process.execPath, this.command, {
      env: this.environment,
      // The channel's end tells it that this process is gone, however it went.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.once('exit', (code, signal) => {
      if (this.#stopped) return;
      this.logger.warn({ code, signal }, 'the simulator ended; it starts again');
      setTimeout(() => !this.#stopped && this.#spawn(), AGAIN_AFTER).unref();
    });
  }
}
