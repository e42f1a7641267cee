import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../..', import.meta.url).pathname;

export interface CityOptions {
  /** Kept between two starts when given; else a fresh one that `discard` removes. */
  readonly data?: string;
  readonly folder?: string;
  readonly simulate?: boolean;
  readonly lateness?: string;
  readonly httpPort?: number;
  readonly mqttPort?: number;
}

/** The built product as a user starts it: one process, real ports, its own data folder. */
export class CityProcess {
  private constructor(
    readonly child: ChildProcess,
    readonly data: string,
    readonly httpPort: number,
    readonly mqttPort: number,
    private readonly lines: string[],
  ) {}

  get base(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  /** What the process wrote, for the message of a test that fails. */
  get output(): string {
    return this.lines.join('');
  }

  /** Resolves when `/health/ready` says yes. */
  static async start(options: CityOptions = {}): Promise<CityProcess> {
    const data = options.data ?? (await mkdtemp(join(tmpdir(), 'toancanh-')));
    const httpPort = options.httpPort ?? (await freePort());
    const mqttPort = options.mqttPort ?? (await freePort());
    const child = spawn(process.execPath, ['bin/toancanh.js', 'city'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...withoutSettings(process.env),
        TOANCANH_CITY: options.folder ?? 'cities/binh-duong',
        TOANCANH_DATA: data,
        TOANCANH_HTTP: `127.0.0.1:${httpPort}`,
        TOANCANH_MQTT: `127.0.0.1:${mqttPort}`,
        TOANCANH_SIMULATE: options.simulate ? '1' : '0',
        TOANCANH_LATENESS: options.lateness ?? '30s',
      },
    });
    const lines: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
    const city = new CityProcess(child, data, httpPort, mqttPort, lines);
    await until(
      async () => {
        if (child.exitCode !== null)
          throw new Error(`the city ended with ${child.exitCode}:\n${city.output}`);
        return (await city.status('/health/ready')) === 200;
      },
      { within: 20_000, what: () => `ready\n${city.output}` },
    );
    return city;
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.base}${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Every item of a list, page by page. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: T[]; next: string | null } = await this.get(
        `${path}${path.includes('?') ? '&' : '?'}limit=10000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  }

  async status(path: string): Promise<number> {
    return fetch(`${this.base}${path}`).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Stops it and removes its data. */
  async discard(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}

/** Below the range from which systems give ports to clients, so that nobody takes one between its choice and its use. */
const PORTS = { first: 20_000, count: 10_000 };
let nextPort = (process.pid * 97) % PORTS.count;

/** A port that nobody listens on, and that this process has not given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + (nextPort++ % PORTS.count);
    const server = createServer();
    server.listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

export interface Until {
  readonly within: number;
  readonly every?: number;
  readonly what?: () => string;
}

/** Asks again and again until it is so: for states of another process that cannot be awaited. */
export async function until(
  isSo: () => Promise<boolean> | boolean,
  { within, every = 50, what }: Until,
): Promise<number> {
  const started = Date.now();
  while (!(await isSo())) {
    if (Date.now() - started > within)
      throw new Error(`not within ${within} ms: ${what?.() ?? isSo.toString()}`);
    await new Promise((again) => setTimeout(again, every));
  }
  return Date.now() - started;
}

function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('TOANCANH_') && name !== 'NODE_OPTIONS'),
  );
}
