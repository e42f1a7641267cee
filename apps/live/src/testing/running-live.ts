import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { partitionOf } from '@toancanh/log';
import { MemoryLog } from '@toancanh/log/testing';
import type { FigureDeclaration } from '@toancanh/figures';
import { type Alert, type Reading, TOPICS, type Window } from '@toancanh/events';
import { HealthModule, MemoryLogger, Metrics, PartsModule, StatusBoard } from '@toancanh/runtime';
import { MemoryStore } from '@toancanh/store/testing';
import { CityReader } from '../city-reader.js';
import { WallFiles } from '../http/wall-files.js';
import { LiveModule } from '../live.module.js';
import { SETTINGS, SetClock, SmallCity, SmallDirectory } from './small-city.js';

/** The whole app on the fakes of the ports, listening on a port of its own, with pages of its own. */
export class RunningLive {
  readonly clock = new SetClock();
  readonly log = new MemoryLog({ clock: this.clock });
  readonly store = new MemoryStore();
  readonly logger = new MemoryLogger();
  readonly status = new StatusBoard();
  readonly metrics = new Metrics();
  readonly sensors = new SmallDirectory();
  #app: INestApplication | undefined;
  #folder = '';
  #stored = 0;

  constructor(private readonly world: { readonly figures?: readonly FigureDeclaration[] } = {}) {}

  async start({ built = true, port = 0 } = {}): Promise<this> {
    this.#folder = await mkdtemp(join(tmpdir(), 'live-'));
    await mkdir(join(this.#folder, 'assets'));
    await writeFile(join(this.#folder, 'assets', 'main-4f.js'), '/* wall */');
    for (const page of ['index', 'wall', 'console'])
      await writeFile(join(this.#folder, `${page}.html`), `<title>${page}</title>`);
    const parts = {
      settings: SETTINGS,
      city: new SmallCity(this.world.figures),
      log: this.log,
      store: this.store,
      sensors: this.sensors,
      clock: this.clock,
      logger: this.logger,
      metrics: this.metrics,
      status: this.status,
    };
    const module = await Test.createTestingModule({
      imports: [PartsModule.of(parts), HealthModule, LiveModule],
    })
      .overrideProvider(WallFiles)
      .useValue(new WallFiles(built ? this.#folder : null))
      .compile();
    this.#app = module.createNestApplication({ bodyParser: false, logger: false });
    await this.#app.listen(port, '127.0.0.1');
    await this.#app.get(CityReader).caughtUp;
    return this;
  }

  async stop(): Promise<void> {
    await this.#app?.close();
    await this.log.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get url(): string {
    const { port } = (this.#app!.getHttpServer() as Server).address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  get(path: string, init?: RequestInit): Promise<Response> {
    return fetch(this.url + path, init);
  }

  async json<T = Record<string, unknown>>(path: string): Promise<T> {
    return (await (await this.get(path)).json()) as T;
  }

  /** Resolves when everything on the log is in the picture. */
  async seen(): Promise<void> {
    const reader = this.#app!.get(CityReader);
    while (reader.lag > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  async read(...readings: Reading[]): Promise<void> {
    const entries = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    await this.log.append(TOPICS.readings.name, entries);
  }

  /** As the archiver would have. */
  async keep(readings: readonly Reading[], windows: readonly Window[] = []): Promise<void> {
    const placed = readings.map((reading) => ({
      ...reading,
      partition: partitionOf(reading.sensor, TOPICS.readings.partitions),
      offset: this.#stored++,
    }));
    await this.store.write({ readings: placed, windows });
  }

  async tick(at: number): Promise<void> {
    const partitions = [...Array(TOPICS.readings.partitions).keys()];
    const entries = partitions.map((partition) => ({
      key: '',
      value: JSON.stringify({ tick: at }),
      partition,
    }));
    await this.log.append(TOPICS.readings.name, entries);
  }

  async alert(...alerts: Alert[]): Promise<void> {
    const entries = alerts.map((alert) => ({ key: alert.id, value: JSON.stringify(alert) }));
    await this.log.append(TOPICS.alerts.name, entries);
  }

  async append(topic: keyof typeof TOPICS, ...values: readonly object[]): Promise<void> {
    await this.log.append(
      TOPICS[topic].name,
      values.map((value) => ({ key: 'k', value: JSON.stringify(value) })),
    );
  }
}
