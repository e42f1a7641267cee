import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess } from './app-process.js';
import { freePort } from './free-port.js';
import { RunningCity } from './running-city.js';

export { freePort } from './free-port.js';
export { until } from './until.js';

export interface CityOptions {
  /** Kept between two starts when given; else a fresh one that `discard` removes. */
  readonly data?: string;
  readonly folder?: string;
  readonly simulate?: boolean;
  readonly lateness?: string;
  readonly httpPort?: number;
  readonly mqttPort?: number;
}

/** Everything in one process, on the embedded log and store. */
export class CityProcess extends RunningCity {
  private constructor(
    private readonly app: AppProcess,
    readonly data: string,
    readonly mqttPort: number,
    private readonly options: CityOptions,
  ) {
    super();
  }

  /** Resolves when `/health/ready` says yes. */
  static async start(options: CityOptions = {}): Promise<CityProcess> {
    const data = options.data ?? (await mkdtemp(join(tmpdir(), 'toancanh-')));
    const mqttPort = options.mqttPort ?? (await freePort());
    const settings = {
      CITY: options.folder ?? 'cities/binh-duong',
      DATA: data,
      MQTT: `127.0.0.1:${mqttPort}`,
      SIMULATE: options.simulate ? '1' : '0',
      LATENESS: options.lateness ?? '30s',
    };
    const app = await AppProcess.start('city', settings, options.httpPort);
    return new CityProcess(app, data, mqttPort, options);
  }

  get httpPort(): number {
    return this.app.httpPort;
  }

  get intake(): AppProcess {
    return this.app;
  }

  get live(): AppProcess {
    return this.app;
  }

  get output(): string {
    return this.app.output;
  }

  async kill(): Promise<void> {
    await this.app.end('SIGKILL');
  }

  again(): Promise<CityProcess> {
    const { data, httpPort, mqttPort } = this;
    return CityProcess.start({ ...this.options, data, httpPort, mqttPort });
  }

  async stop(): Promise<void> {
    await this.app.end('SIGTERM');
  }

  async discard(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  protected processOf(): AppProcess {
    return this.app;
  }
}
