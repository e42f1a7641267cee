import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../scripts/servers/free-port.mjs';
import { Influx } from '../../scripts/servers/influx.mjs';
import { Kafka } from '../../scripts/servers/kafka.mjs';
import { cpuSeconds, residentMiB } from './process-figures.mjs';

const APPS = ['intake', 'aggregator', 'alerter', 'archiver', 'live'];

/** One app of the built product, with an HTTP port of its own. */
class App {
  constructor(name, settings, http) {
    this.name = name;
    this.http = http;
    this.child = spawn(process.execPath, ['bin/toancanh.js', name], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('TOANCANH_'))),
        ...settings,
        TOANCANH_HTTP: `127.0.0.1:${http}`,
        TOANCANH_LOG_LEVEL: 'error',
      },
    });
  }

  get pid() {
    return this.child.pid;
  }

  get base() {
    return `http://127.0.0.1:${this.http}`;
  }

  async get(path) {
    const response = await fetch(this.base + path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async ready() {
    for (let tries = 0; tries < 400; tries += 1) {
      if (this.child.exitCode !== null) throw new Error(`${this.name} ended with ${this.child.exitCode}`);
      const response = await fetch(`${this.base}/health/ready`).catch(() => null);
      if (response?.ok) return this;
      await pause(100);
    }
    throw new Error(`${this.name} was not ready within 40 s`);
  }

  async stage() {
    const { stages } = await this.get('/api/v1/status');
    return stages[this.name];
  }

  cpu() {
    return cpuSeconds(this.pid);
  }

  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
  }
}

/** Every app a process of its own, on a Kafka broker and an InfluxDB of their own; the same shape as CityProcess. */
export class SeparateApps {
  #apps = new Map();

  static async start() {
    const city = new SeparateApps();
    city.kafka = await Kafka.start();
    city.influx = await Influx.start();
    city.mqtt = await freePort();
    for (const app of APPS) await city.startApp(app);
    await Promise.all([...city.#apps.values()].map((app) => app.ready()));
    return city;
  }

  async startApp(name) {
    const settings = {
      TOANCANH_MQTT: `127.0.0.1:${this.mqtt}`,
      TOANCANH_LOG: this.kafka.url,
      TOANCANH_STORE: this.influx.url('toancanh'),
    };
    const app = new App(name, settings, await freePort());
    this.#apps.set(name, app);
    return app;
  }

  app(name) {
    return this.#apps.get(name);
  }

  get base() {
    return this.app('live').base;
  }

  get(path) {
    return this.app('live').get(path);
  }

  /** What each process is called, for a table of CPU and memory. */
  get processes() {
    return [
      ...[...this.#apps.values()].map(({ name, pid }) => ({ name, pid })),
      { name: '(Kafka)', pid: this.kafka.pid() },
      { name: '(InfluxDB)', pid: this.influx.pid },
    ];
  }

  stage(name) {
    return this.app(name).stage();
  }

  /** Waits until every stage has handled what the log holds. */
  async settled() {
    for (;;) {
      const stages = await Promise.all([...this.#apps.values()].map((app) => app.stage()));
      if (stages.every(({ lag = 0 }) => lag < 50)) return;
      await pause(50);
    }
  }

  async stop() {
    await Promise.all([...this.#apps.values()].map((app) => app.stop()));
    await Promise.all([this.kafka.stop(), this.influx.stop()]);
  }
}

/** CPU seconds of each process until `since` is asked. */
export function watch(processes) {
  const begin = new Map(processes.map(({ name, pid }) => [name, cpuSeconds(pid)]));
  const began = performance.now();
  return () => {
    const seconds = (performance.now() - began) / 1000;
    return processes.map(({ name, pid }) => {
      const cpu = cpuSeconds(pid) - begin.get(name);
      return { name, cpu, share: cpu / seconds, resident: residentMiB(pid).max };
    });
  };
}
