import type { Registration, Sensor } from '@toancanh/events';

/**
 * Every sensor known: those of `sensors.csv` and those that their first reading registered (`city.registry`).
 * Sensors come; they do not go while the process runs.
 */
export abstract class SensorDirectory {
  abstract get(id: string): Sensor | undefined;
  abstract all(): Iterable<Sensor>;
  /** How many sensors of a gateway were registered by themselves. */
  abstract registeredBy(gateway: string): number;
  /** Writes the registrations to `city.registry` and knows them; resolves when they are durable. */
  abstract register(registrations: readonly Registration[]): Promise<void>;
  /** Resolves when every registration that is on the log now is known here. */
  abstract caughtUp(): Promise<void>;
}
