import { metricOf } from '@toancanh/domains';
import type { Candidate } from './candidate.js';

const PLACE = { longitude: 0, lon: 0, latitude: 1, lat: 1 } as const;

/** Puts the records of a pack together: those of one sensor and one instant are one reading, in the order they came. */
export class Pack {
  readonly #candidates = new Map<string, Candidate>();

  constructor(private readonly unitsBelieved: boolean) {}

  get candidates(): Candidate[] {
    return [...this.#candidates.values()];
  }

  /** The reading that a record belongs to. */
  at(sensor: string, at: number | undefined, path: string): Candidate {
    const key = `${at ?? ''} ${sensor}`;
    let candidate = this.#candidates.get(key);
    if (!candidate) {
      const input = { sensor, ...(at !== undefined && { at }), values: {}, units: {} };
      candidate = { input, records: new Map(), placed: [], path };
      this.#candidates.set(key, candidate);
    }
    return candidate;
  }

  /** Adds a value; false if the reading has this metric already. Longitude and latitude are its place, not metrics. */
  add(
    { input, records, placed }: Candidate,
    name: string,
    value: number,
    unit: string,
    path: string,
  ): boolean {
    if (Object.hasOwn(PLACE, name)) {
      const axis = PLACE[name as keyof typeof PLACE];
      input.place ??= [NaN, NaN];
      const free = Number.isNaN(input.place[axis]);
      input.place[axis] = value;
      placed[axis] ??= path;
      return free;
    }
    const metric = metricOf(name)?.name ?? name;
    if (records.has(metric)) return false;
    records.set(metric, path);
    input.values[metric] = value;
    if (this.unitsBelieved && unit !== '') input.units[metric] = unit;
    return true;
  }

  /** Half a place is none. */
  complete(): Candidate[] {
    for (const { input } of this.#candidates.values()) {
      if (input.place?.some(Number.isNaN)) delete input.place;
    }
    return this.candidates;
  }
}
