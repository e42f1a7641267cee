import type { Sensor } from '@toancanh/events';

/** One metric of one sensor. */
export interface Series {
  readonly sensor: Sensor;
  readonly metric: string;
}

interface Known {
  sensor: Sensor;
  readonly metrics: string[];
  readonly numbers: number[];
}

/** Numbers every (sensor, metric) from 0 on, so that minutes can keep them in flat arrays. Sensors come and do not go. */
export class SeriesTable {
  readonly #known = new Map<string, Known>();
  readonly #owners: Known[] = [];
  readonly #metrics: string[] = [];

  get size(): number {
    return this.#metrics.length;
  }

  numberOf(sensor: Sensor, metric: string): number {
    let known = this.#known.get(sensor.id);
    if (!known) this.#known.set(sensor.id, (known = { sensor, metrics: [], numbers: [] }));
    known.sensor = sensor;
    const place = known.metrics.indexOf(metric);
    if (place >= 0) return known.numbers[place]!;
    const number = this.#metrics.length;
    known.metrics.push(metric);
    known.numbers.push(number);
    this.#owners.push(known);
    this.#metrics.push(metric);
    return number;
  }

  at(number: number): Series {
    return { sensor: this.#owners[number]!.sensor, metric: this.#metrics[number]! };
  }
}
