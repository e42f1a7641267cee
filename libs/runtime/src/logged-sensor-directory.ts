import { Registration, type Sensor, Shape, TOPICS } from '@toancanh/events';
import type { Log, Reader, RecordBatch } from '@toancanh/log';
import type { City } from './city.js';
import { SensorDirectory } from './sensor-directory.js';

const registration = new Shape(Registration);
const TOPIC = TOPICS.registry.name;

/**
 * The sensors of the city folder and those of `city.registry`, which it reads to the end when opened and then follows.
 * A sensor of the folder stands before one that registered itself under the same id. Its size is bounded where sensors
 * come in: intake registers at most `limits.autoRegister` a gateway.
 */
export class LoggedSensorDirectory extends SensorDirectory {
  readonly #sensors: Map<string, Sensor>;
  readonly #ofFolder: ReadonlyMap<string, Sensor>;
  readonly #registered = new Map<string, number>();
  /** The offset after the last record seen, by partition. */
  readonly #reached = new Map<number, number>();
  #waiting: { readonly isThere: () => boolean; readonly resolve: () => void }[] = [];
  #reader: Reader | undefined;
  #closed = false;

  private constructor(
    city: City,
    private readonly log: Log,
  ) {
    super();
    this.#ofFolder = city.sensors;
    this.#sensors = new Map(city.sensors);
  }

  static async open(city: City, log: Log): Promise<LoggedSensorDirectory> {
    const directory = new LoggedSensorDirectory(city, log);
    directory.#reader = await log.subscribe({
      name: 'sensor-directory',
      topics: [TOPIC],
      onBatch: (batch) => directory.#take(batch),
    });
    await directory.#reader.caughtUp;
    return directory;
  }

  get(id: string): Sensor | undefined {
    return this.#sensors.get(id);
  }

  all(): Iterable<Sensor> {
    return this.#sensors.values();
  }

  registeredBy(gateway: string): number {
    return this.#registered.get(gateway) ?? 0;
  }

  async register(registrations: readonly Registration[]): Promise<void> {
    if (registrations.length === 0) return;
    await this.log.append(
      TOPIC,
      registrations.map((one) => ({ key: `sensor:${one.id}`, value: JSON.stringify(one) })),
    );
    for (const { sensor } of registrations) this.#know(sensor);
  }

  async caughtUp(): Promise<void> {
    const extents = await this.log.extent(TOPIC);
    const isThere = () =>
      extents.every(({ partition, first, next }) => next <= first || this.#at(partition) >= next);
    if (this.#closed || isThere()) return;
    await new Promise<void>((resolve) => this.#waiting.push({ isThere, resolve }));
  }

  async close(): Promise<void> {
    await this.#reader?.close();
    this.#closed = true;
    for (const { resolve } of this.#waiting) resolve();
    this.#waiting = [];
  }

  #take({ partition, records, next }: RecordBatch): Promise<void> {
    for (const { value } of records) {
      // Other kinds share the topic: credentials, walls, shelves.
      if (registration.check(value)) this.#know(value.sensor);
    }
    this.#reached.set(partition, Math.max(next, this.#at(partition)));
    const there = this.#waiting.filter(({ isThere }) => isThere());
    if (there.length > 0) {
      this.#waiting = this.#waiting.filter((waiter) => !there.includes(waiter));
      for (const { resolve } of there) resolve();
    }
    return Promise.resolve();
  }

  #at(partition: number): number {
    return this.#reached.get(partition) ?? 0;
  }

  /** Again with the same id is the newer description of the same sensor. */
  #know(sensor: Sensor): void {
    if (this.#ofFolder.has(sensor.id)) return;
    const before = this.#sensors.get(sensor.id);
    this.#sensors.set(sensor.id, sensor);
    if (before?.gateway === sensor.gateway) return;
    if (before) this.#registered.set(before.gateway, this.registeredBy(before.gateway) - 1);
    this.#registered.set(sensor.gateway, this.registeredBy(sensor.gateway) + 1);
  }
}
