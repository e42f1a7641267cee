import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Influx } from '../../scripts/servers/influx.mjs';
import { Kafka } from '../../scripts/servers/kafka.mjs';
import { AppProcess } from './app-process.js';
import { freePort } from './free-port.js';
import { RunningCity } from './running-city.js';

export const APPS = ['intake', 'aggregator', 'alerter', 'archiver', 'live'] as const;
export type App = (typeof APPS)[number];

export interface SeparateOptions {
  readonly folder?: string;
  readonly lateness?: string;
  /** As `TOANCANH_BROKER` takes it. */
  readonly broker?: string;
  /** How many of an app; one of each unless told. */
  readonly count?: Partial<Readonly<Record<App, number>>>;
}

/** Every app a process of its own, on a Kafka broker and an InfluxDB of their own. */
export class SeparateApps extends RunningCity {
  readonly #apps = new Map<App, AppProcess[]>();

  private constructor(
    readonly kafka: Kafka,
    readonly influx: Influx,
    private readonly data: string,
    readonly mqttPort: number,
    private readonly options: SeparateOptions,
  ) {
    super();
  }

  static async start(options: SeparateOptions = {}): Promise<SeparateApps> {
    const [kafka, influx] = await Promise.all([Kafka.start(), Influx.start()]);
    const data = await mkdtemp(join(tmpdir(), 'toancanh-apps-'));
    const city = new SeparateApps(kafka, influx, data, await freePort(), options);
    await city.startAll();
    return city;
  }

  /** The running ones of an app, in the order of their starts. */
  of(app: App): readonly AppProcess[] {
    return this.#apps.get(app) ?? [];
  }

  /** Starts one more of an app; resolves when it is ready. */
  async start(app: App, more: Readonly<Record<string, string>> = {}, httpPort?: number): Promise<AppProcess> {
    const process = await AppProcess.start(app, { ...this.settings(), ...more }, httpPort);
    this.#apps.set(app, [...this.of(app), process]);
    return process;
  }

  /** What every app is started with. */
  settings(): Record<string, string> {
    const { folder, lateness, broker } = this.options;
    return {
      CITY: folder ?? 'cities/binh-duong',
      DATA: this.data,
      MQTT: `127.0.0.1:${this.mqttPort}`,
      LOG: this.kafka.url,
      STORE: this.influx.url('toancanh'),
      LATENESS: lateness ?? '30s',
      ...(broker !== undefined && { BROKER: broker }),
    };
  }

  get intake(): AppProcess {
    return this.processOf('intake');
  }

  get live(): AppProcess {
    return this.processOf('live');
  }

  get output(): string {
    return [...this.#apps]
      .map(([app, ones]) => `${app}:\n${ones.map((one) => one.output).join('\n')}`)
      .join('\n');
  }

  async end(app: App, signal: NodeJS.Signals, index = 0): Promise<number | null> {
    const ones = this.of(app);
    const code = await ones[index]!.end(signal);
    this.#apps.set(
      app,
      ones.filter((_, i) => i !== index),
    );
    return code;
  }

  async kill(): Promise<void> {
    await this.#endAll('SIGKILL');
  }

  async again(): Promise<SeparateApps> {
    await this.startAll();
    return this;
  }

  async stop(): Promise<void> {
    await this.#endAll('SIGTERM');
  }

  async discard(): Promise<void> {
    await this.stop();
    await Promise.all([this.kafka.stop(), this.influx.stop()]);
    await rm(this.data, { recursive: true, force: true });
  }

  protected processOf(stage: string): AppProcess {
    const process = this.of(stage as App)[0];
    if (!process) throw new Error(`no ${stage} is running`);
    return process;
  }

  /** One after the other in the order of the data would be calmer; people start them all at once. */
  private async startAll(): Promise<void> {
    const wanted = APPS.flatMap((app) => Array<App>(this.options.count?.[app] ?? 1).fill(app));
    await Promise.all(wanted.map((app) => this.start(app, {}, this.#ports.get(app)?.shift())));
  }

  /** Of those that ended, so that who comes again is found where it was. */
  readonly #ports = new Map<App, number[]>();

  async #endAll(signal: NodeJS.Signals): Promise<void> {
    for (const [app, ones] of this.#apps)
      this.#ports.set(
        app,
        ones.map(({ httpPort }) => httpPort),
      );
    await Promise.all([...this.#apps.values()].flat().map((one) => one.end(signal)));
    this.#apps.clear();
  }
}
