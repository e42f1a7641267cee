import { Registration, type Sensor, Shape, TOPICS } from '@toancanh/events';
import type { Log, Reader, RecordBatch } from '@toancanh/log';
import { Placements, placementsOf } from '@toancanh/regions';
import type { City } from './city.js';
import { Clock } from './clock.js';
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
  /** Of the folder's sensors, and of those that registered themselves in an area that has ended since or will. */
  readonly #placements: Map<string, Placements>;
  readonly #registered = new Map<string, number>();
  /** The offset after the last record seen, by partition. */
  readonly #reached = new Map<number, number>();
  #waiting: { readonly isThere: () => boolean; readonly resolve: () => void }[] = [];
  #reader: Reader | undefined;
  #closed = false;

  private constructor(
    private readonly city: City,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {
    super();
    this.#ofFolder = city.sensors;
    this.#placements = new Map(city.placements);
    this.#sensors = new Map(city.sensors);
  }

  static async open(city: City, log: Log, clock = new Clock()): Promise<LoggedSensorDirectory> {
    const directory = new LoggedSensorDirectory(city, log, clock);
    directory.#reader = await log.subscribe({
      name: 'sensor-directory',
      topics: [TOPIC],
      onBatch: (batch) => directory.#take(batch),
    });
    await directory.#reader.caughtUp;
    return directory;
  }

  get(id: string, when?: number): Sensor | undefined {
    const known = this.#sensors.get(id);
    const placements = known || when !== undefined ? this.#placements.get(id) : undefined;
    return placements ? placements.at(when ?? this.clock.now()) : known;
  }

  *all(): Iterable<Sensor> {
    for (const id of this.#sensors.keys()) yield this.get(id)!;
  }

  override *placed(): Iterable<Sensor> {
    for (const { rows } of this.#placements.values()) yield* rows;
    for (const sensor of this.#sensors.values()) if (!this.#placements.has(sensor.id)) yield sensor;
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
    for (const one of registrations) this.#know(one);
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
      if (registration.check(value)) this.#know(value);
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
  #know({ sensor, at }: Registration): void {
    if (this.#ofFolder.has(sensor.id)) return;
    const before = this.#sensors.get(sensor.id);
    this.#sensors.set(sensor.id, sensor);
    this.#place(sensor, at);
    if (before?.gateway === sensor.gateway) return;
    if (before) this.#registered.set(before.gateway, this.registeredBy(before.gateway) - 1);
    this.#registered.set(sensor.gateway, this.registeredBy(sensor.gateway) + 1);
  }

  /** What registered itself stays in its area while that lasts, which is for ever as far as is known of most. */
  #place(sensor: Sensor, at: number): void {
    const { areas } = this.city;
    this.#placements.delete(sensor.id);
    const area = areas.at(sensor.area, at);
    if (!area || area.validTo === null) return;
    const row = { ...sensor, from: area.validFrom };
    const parts = placementsOf(row, areas, (lon, lat) => this.city.areaAt(lon, lat), at);
    this.#placements.set(sensor.id, new Placements(parts, areas));
  }
}
