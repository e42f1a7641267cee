import type { Registration, Sensor } from '@toancanh/events';

/**
 * Every sensor known: those of `sensors.csv` and those that their first reading registered (`city.registry`).
 * Sensors come; they do not go while the process runs.
 */
export abstract class SensorDirectory {
  /** As it is placed today, or as it was placed at `when`: a sensor that moved, or whose area ended, was elsewhere then. */
  abstract get(id: string, when?: number): Sensor | undefined;
  /** Each sensor of today, once. */
  abstract all(): Iterable<Sensor>;
  /** Each sensor once for each of its placements, with their days; for sums over a day that has gone. */
  placed(): Iterable<Sensor> {
    return this.all();
  }
  /** How many sensors of a gateway were registered by themselves. */
  abstract registeredBy(gateway: string): number;
  /** Writes the registrations to `city.registry` and knows them; resolves when they are durable. */
  abstract register(registrations: readonly Registration[]): Promise<void>;
  /** Resolves when every registration that is on the log now is known here. */
  abstract caughtUp(): Promise<void>;
}
