import mqtt from 'mqtt';
import { until } from './until.js';

export interface Published {
  readonly sensor: string;
  readonly at: number;
  readonly values: { readonly pm25: number };
}

export interface PublisherOptions {
  readonly port: number;
  readonly prefix: string;
  readonly sensors: number;
  /** Each sensor reports so often, in milliseconds. */
  readonly every: number;
}

/** The gateway `demo`, which publishes on and on; what was acknowledged is the truth. */
export class Publisher {
  readonly published: Published[] = [];
  readonly acknowledged: Published[] = [];
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly client: mqtt.MqttClient,
    private readonly options: PublisherOptions,
  ) {}

  static async start(options: PublisherOptions): Promise<Publisher> {
    const url = `mqtt://127.0.0.1:${options.port}`;
    const client = await mqtt.connectAsync(url, { username: 'demo', password: 'demo', reconnectPeriod: 200 });
    client.on('error', () => undefined); // Refused while intake is away; the client tries again.
    const publisher = new Publisher(client, options);
    publisher.#timer = setInterval(() => publisher.#round(), options.every);
    return publisher;
  }

  /** Resolves when everything that was published is acknowledged. */
  async stop(within = 20_000): Promise<void> {
    clearInterval(this.#timer);
    await until(() => this.acknowledged.length === this.published.length, {
      within,
      what: () => `${this.acknowledged.length} of ${this.published.length} acknowledged`,
    });
    await this.client.endAsync();
  }

  /** However it stands. */
  async abandon(): Promise<void> {
    clearInterval(this.#timer);
    await this.client.endAsync(true);
  }

  #round(): void {
    const { prefix, sensors } = this.options;
    const at = Date.now();
    for (let n = 0; n < sensors; n += 1) {
      const reading = { sensor: `${prefix}-${n}`, at, values: { pm25: (this.published.length % 97) + 1 } };
      this.published.push(reading);
      this.client.publish('toancanh/v1/demo/readings', JSON.stringify(reading), { qos: 1 }, (error) => {
        if (!error) this.acknowledged.push(reading);
      });
    }
  }
}
