import { once } from 'node:events';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { until } from '../../../../test/harness/until.js';
import { type HouseOptions, IntakeHouse, uniqueId } from './intake-house.js';

/** Intake on a broker, connected and subscribed. `http` tells several on one broker apart, as it does in a city. */
export async function houseOn(broker: string, options: HouseOptions = {}): Promise<IntakeHouse> {
  const house = await IntakeHouse.open({ mqtt: false, ...options, broker });
  await ready(house);
  return house;
}

/** Resolves when it has connected so often, and is. */
export async function ready(house: IntakeHouse, connects = 1): Promise<void> {
  const what = () => JSON.stringify(house.status.troubles());
  const isConnected = async () =>
    (await gaugeOf(house, 'toancanh_broker_connects_total')) >= connects &&
    (await gaugeOf(house, 'toancanh_broker_connected')) === 1;
  await until(isConnected, { within: 20_000, every: 5, what });
}

/** A value of the house's metrics. */
export async function gaugeOf({ metrics }: IntakeHouse, name: string): Promise<number> {
  const text = await metrics.registry.metrics();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  if (line === undefined) throw new Error(`no metric ${name}`);
  return Number(line.slice(name.length + 1));
}

/** A gateway that sends again what the broker has not acknowledged, over any number of connections. */
export class Sender {
  /** What was acknowledged, and when in epoch ms. */
  readonly acknowledged = new Map<string, number>();
  sent = 0;
  #isOver = false;

  private constructor(readonly client: MqttClient) {}

  static async to(broker: string, options: IClientOptions = {}): Promise<Sender> {
    const client = mqtt.connect(broker, {
      clientId: uniqueId(),
      clean: false,
      reconnectPeriod: 100,
      ...options,
    });
    client.on('error', () => undefined);
    await once(client as unknown as NodeJS.EventEmitter, 'connect');
    return new Sender(client);
  }

  /** Publishes what `next` gives until it gives nothing, with so many unacknowledged at most; resolves when all are. */
  async send(topic: string, next: () => string | undefined, inFlight = 1_000): Promise<void> {
    let waiting = 0;
    await new Promise<void>((all) => {
      const more = () => {
        while (waiting < inFlight && !this.#isOver) {
          const payload = next();
          if (payload === undefined) break;
          waiting += 1;
          this.sent += 1;
          this.client.publish(topic, payload, { qos: 1 }, (error) => {
            waiting -= 1;
            if (!error) this.acknowledged.set(payload, Date.now());
            more();
          });
        }
        if (waiting === 0) all();
      };
      more();
    });
  }

  async close(): Promise<void> {
    this.#isOver = true;
    await this.client.endAsync(true);
  }
}
