import { domainOfMetric } from '@toancanh/domains';
import type { Registration, Sensor } from '@toancanh/events';
import type { City, Gateway, SensorDirectory } from '@toancanh/runtime';
import { hashText } from './hash.js';
import { isPersonalIdentifier } from '@toancanh/privacy';
import { type Refusal, refusal } from './refusal.js';
import { EXPECTED } from './texts.js';

/** What intake keeps of a sensor that reports: the beginning of its records, and its part of a reading's identity. */
export interface KnownSensor {
  readonly id: string;
  readonly gateway: string;
  /** `{"sensor":"…","gateway":"…","at":` */
  readonly prefix: string;
  readonly seed1: number;
  readonly seed2: number;
  /** Instant given to its newest reading that came without one. */
  given: number;
}

/** What a reading says about a sensor that nobody knows yet. */
export interface Stranger {
  readonly sensor: string;
  readonly place: readonly [number, number] | undefined;
  readonly metrics: readonly string[];
  readonly receivedAt: number;
}

/** The sensors of the directory as intake needs them, and those on their way into it. */
export class SensorBook {
  readonly #known = new Map<string, KnownSensor>();
  /** Registrations not yet durable, by gateway. */
  readonly #coming = new Map<string, number>();

  constructor(
    private readonly directory: SensorDirectory,
    private readonly city: Pick<City, 'limits' | 'areas' | 'areaAt'>,
    private readonly seed: number,
  ) {}

  /** The sensor if it is the gateway's own; undefined if nobody has it yet. */
  find(id: string, gateway: Gateway): KnownSensor | Refusal | undefined {
    const known = this.#known.get(id);
    if (known && known.gateway === gateway.id) return known;
    const sensor = this.directory.get(id);
    if (sensor) {
      if (sensor.gateway === gateway.id) return this.#know(sensor);
      return refusal('E_SENSOR', '/sensor', id, EXPECTED.sensorOwn);
    }
    return known ? refusal('E_SENSOR', '/sensor', id, EXPECTED.sensorOwn) : undefined;
  }

  /** Takes a new sensor in, if its gateway may bring one: it is known from now on, and must be registered before its readings are appended. */
  admit(stranger: Stranger, gateway: Gateway): { known: KnownSensor; registration: Registration } | Refusal {
    const { sensor: id, receivedAt } = stranger;
    if (isPersonalIdentifier(id)) return refusal('E_PERSONAL', '/sensor', undefined, EXPECTED.personal);
    if (!gateway.autoRegister) return refusal('E_SENSOR', '/sensor', id, EXPECTED.sensorKnown);
    const coming = this.#coming.get(gateway.id) ?? 0;
    const most = this.city.limits.autoRegister;
    if (this.directory.registeredBy(gateway.id) + coming >= most) {
      return refusal('E_SENSOR', '/sensor', id, EXPECTED.sensorLimit(most));
    }
    this.#coming.set(gateway.id, coming + 1);
    const sensor = this.#described(stranger, gateway);
    return { known: this.#know(sensor), registration: { kind: 'sensor', id, at: receivedAt, sensor } };
  }

  registered(registrations: readonly Registration[]): void {
    for (const { sensor } of registrations) {
      this.#coming.set(sensor.gateway, (this.#coming.get(sensor.gateway) ?? 1) - 1);
    }
  }

  #know({ id, gateway }: Sensor): KnownSensor {
    const known = {
      id,
      gateway,
      prefix: `{"sensor":${JSON.stringify(id)},"gateway":${JSON.stringify(gateway)},"at":`,
      seed1: hashText(id, this.seed),
      seed2: hashText(id, ~this.seed),
      given: 0,
    };
    this.#known.set(id, known);
    return known;
  }

  #described({ sensor: id, place, metrics, receivedAt }: Stranger, gateway: Gateway): Sensor {
    return {
      id,
      gateway: gateway.id,
      domain: domainOfMetric(metrics[0]!)!.name,
      area: this.#areaOf(place, gateway, receivedAt),
      ...(place && { lon: place[0], lat: place[1] }),
      metrics: [...metrics],
    };
  }

  /** The area that holds the place, if the gateway may report from there; else the gateway's own. */
  #areaOf(place: Stranger['place'], { areas }: Gateway, now: number): string {
    const at = place && this.city.areaAt(place[0], place[1]);
    const its = at !== undefined && areas.some((area) => this.city.areas.under(area, now).has(at));
    return its ? at : areas[0]!;
  }
}
