import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../scripts/servers/free-port.mjs';
import { cpuSeconds } from './process-figures.mjs';

/** The built product on free ports with its own data folder, without the simulator; `args` runs another program like it. */
export class CityProcess {
  static async start(args = ['bin/toancanh.js', 'city']) {
    const city = new CityProcess();
    city.data = mkdtempSync(join(tmpdir(), 'toancanh-bench-'));
    city.http = await freePort();
    city.mqtt = await freePort();
    city.child = spawn(process.execPath, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TOANCANH_'))),
        TOANCANH_DATA: city.data,
        TOANCANH_HTTP: `127.0.0.1:${city.http}`,
        TOANCANH_MQTT: `127.0.0.1:${city.mqtt}`,
        TOANCANH_SIMULATE: '0',
        TOANCANH_LOG_LEVEL: 'warn',
      },
    });
    return city;
  }

  get pid() {
    return this.child.pid;
  }

  get base() {
    return `http://127.0.0.1:${this.http}`;
  }

  async ready() {
    for (let tries = 0; tries < 200; tries += 1) {
      if (this.child.exitCode !== null) throw new Error(`the city ended with ${this.child.exitCode}`);
      const response = await fetch(`${this.base}/health/ready`).catch(() => null);
      if (response?.ok) return this;
      await pause(100);
    }
    throw new Error('the city was not ready within 20 s');
  }

  /** For a process without /health: resolves when its MQTT door is open. */
  async listening() {
    for (let tries = 0; tries < 200; tries += 1) {
      if (this.child.exitCode !== null) throw new Error(`the process ended with ${this.child.exitCode}`);
      const socket = connect(this.mqtt, '127.0.0.1');
      const open = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (open) return this;
      await pause(100);
    }
    throw new Error('the process did not listen within 20 s');
  }

  async get(path) {
    const response = await fetch(this.base + path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Waits until every stage has handled what the log holds. */
  async settled() {
    for (;;) {
      const { stages } = await this.get('/api/v1/status');
      if (Object.values(stages).every(({ lag = 0 }) => lag < 50)) return stages;
      await pause(50);
    }
  }

  cpu() {
    return cpuSeconds(this.pid);
  }

  async stop() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await exited;
    }
    rmSync(this.data, { recursive: true, force: true });
  }
}
