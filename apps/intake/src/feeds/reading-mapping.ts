import type { ReadingFeed } from '@toancanh/runtime';
import { type Refusal, refusal } from '../screen/refusal.js';
import { codeOf } from './code.js';
import { FEED_EXPECTED } from './expected.js';
import { type Assembled, type Field, field, type Mapping, missing } from './field.js';
import { InstantMapping } from './instant-mapping.js';
import { isAbsent, numbered } from './numeral.js';
import { PlaceMapping } from './place-mapping.js';
import { type Surroundings, valueAt } from './source.js';
import { Word } from './word.js';

export class ReadingMapping implements Mapping {
  readonly fields: readonly Field[];
  readonly #sensor: Field;
  readonly #at: InstantMapping;
  readonly #place: PlaceMapping;
  readonly #quality: Word | undefined;
  readonly #values: readonly (Field & { readonly name: string; readonly optional: boolean })[];
  readonly #units: Readonly<Record<string, string>>;

  constructor(private readonly feed: ReadingFeed) {
    const { map, decimal } = feed;
    this.#sensor = field('/sensor', map.sensor.path);
    this.#at = new InstantMapping(map.at);
    this.#place = new PlaceMapping(map.place, decimal);
    this.#quality = map.quality && new Word('/quality', map.quality);
    const values = Object.entries(map.values);
    this.#values = values.map(([name, { path, optional = false }]) => {
      return { ...field(`/values/${name}`, path), name, optional };
    });
    this.#units = Object.fromEntries(
      values.flatMap(([name, { unit }]) => (unit === undefined ? [] : [[name, unit]])),
    );
    const units = this.#values.map((value) => ({ ...value, path: `/units/${value.name}` }));
    this.fields = [
      ...[this.#sensor, this.#at.field, this.#quality?.field].filter((one) => one !== undefined),
      ...[...this.#place.fields, ...this.#values, ...units],
    ];
  }

  putTogether(surroundings: Surroundings, timestamp: number): Assembled | Refusal {
    const { decimal, map } = this.feed;
    const sensor = valueAt(this.#sensor.source, surroundings);
    if (isAbsent(sensor, null)) return missing(this.#sensor, surroundings);
    const when = this.#at.in(surroundings, timestamp);
    if ('refusal' in when) return when.refusal;

    const values: Record<string, unknown> = {};
    const units: Record<string, string> = {};
    let count = 0;
    for (const one of this.#values) {
      const value = valueAt(one.source, surroundings);
      if (isAbsent(value, decimal)) {
        if (one.optional) continue;
        return missing(one, surroundings);
      }
      values[one.name] = numbered(value, decimal);
      const unit = this.#units[one.name];
      if (unit !== undefined) units[one.name] = unit;
      count += 1;
    }
    if (count === 0) {
      const sources = this.#values.map(({ text }) => text);
      return refusal('E_SCHEMA', surroundings.itemPath, undefined, FEED_EXPECTED.oneOfValues(sources));
    }

    const quality = this.#quality?.in(surroundings);
    if (quality && 'refusal' in quality) return quality.refusal;
    const input = {
      sensor: codeOf(sensor, map.sensor.prefix),
      at: when.at,
      values,
      ...(Object.keys(units).length > 0 && { units }),
      ...(quality && { quality: quality.word }),
      ...this.#place.in(surroundings),
    };
    return { input };
  }
}
