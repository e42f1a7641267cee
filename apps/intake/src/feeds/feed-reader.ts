import type { Quality } from '@toancanh/events';
import type { Feed } from '@toancanh/runtime';
import { LIMITS } from '../limits.js';
import { type Refusal, refusal } from '../screen/refusal.js';
import { type Contents, type Headers, unwrapped } from './cloud-event.js';
import { FEED_EXPECTED } from './expected.js';
import { isAbsent, numbered } from './numeral.js';
import { pathTo, type Source, sourceOf, type Surroundings, valueAt } from './source.js';
import { timed } from './timing.js';

/** What belongs to a record beside its value. */
export interface RecordContext {
  readonly headers: Headers;
  readonly key: string | undefined;
  /** Epoch ms by the sender's or the broker's clock; NaN where a record has none. */
  readonly timestamp: number;
}

/** A reading put together from a record, to be judged like one that a gateway sent. */
export interface Mapped {
  readonly input: Readonly<Record<string, unknown>>;
  readonly surroundings: Surroundings;
}

/** A field of the reading, and where it comes from. */
interface Field {
  /** JSON pointer within the reading. */
  readonly path: string;
  readonly source: Source;
  /** As city.yaml has it. */
  readonly text: string;
}

/** The readings in a feed's records, by its map. Only what the map names is looked at. */
export class FeedReader {
  readonly #items: Field | undefined;
  readonly #sensor: Field;
  readonly #at: Field | undefined;
  readonly #place: readonly [Field, Field] | undefined;
  readonly #quality: Field | undefined;
  readonly #qualities: ReadonlyMap<string, Quality> | undefined;
  readonly #values: readonly (Field & { readonly name: string; readonly optional: boolean })[];
  readonly #units: Readonly<Record<string, string>>;
  /** Longest paths first, so that the first that fits is the nearest. */
  readonly #fields: readonly Field[];

  constructor(private readonly feed: Feed) {
    const { items, map } = feed;
    const { quality } = map;
    this.#items = items === null ? undefined : field('', items);
    this.#sensor = field('/sensor', map.sensor.path);
    this.#at = map.at && field('/at', map.at.path);
    this.#place = map.place && [field('/place/0', map.place[0]), field('/place/1', map.place[1])];
    this.#quality = quality && field('/quality', quality.path);
    this.#qualities = quality?.map && new Map(Object.entries(quality.map));
    const values = Object.entries(map.values);
    this.#values = values.map(([name, { path, optional = false }]) => {
      return { ...field(`/values/${name}`, path), name, optional };
    });
    this.#units = Object.fromEntries(
      values.flatMap(([name, { unit }]) => (unit === undefined ? [] : [[name, unit]])),
    );
    const units = this.#values.map((value) => ({ ...value, path: `/units/${value.name}` }));
    this.#fields = [this.#sensor, this.#at, ...(this.#place ?? []), this.#quality, ...this.#values, ...units]
      .filter((one) => one !== undefined)
      .sort((a, b) => b.path.length - a.path.length);
  }

  /** `root` is the record's value. */
  readingsOf(root: unknown, record: RecordContext): readonly (Mapped | Refusal)[] {
    const contents: Contents | Refusal =
      this.feed.envelope === 'cloudevents'
        ? unwrapped(root, record.headers)
        : { data: root, dataPath: '', attributes: {}, attributesInValue: false };
    if ('code' in contents) return [contents];
    const { data, dataPath } = contents;
    const whole = { ...contents, item: data, itemPath: dataPath, key: record.key };
    if (!this.#items) return [this.#mapped(whole, record.timestamp)];
    const items = valueAt(this.#items.source, whole);
    const itemsPath = pathTo(this.#items.source, whole)!;
    if (!Array.isArray(items) || items.length === 0 || items.length > LIMITS.readingsPerMessage) {
      const sent = Array.isArray(items) ? undefined : items;
      return [refusal('E_SCHEMA', itemsPath, sent, FEED_EXPECTED.items(LIMITS.readingsPerMessage))];
    }
    return items.map((item: unknown, i) =>
      this.#mapped({ ...whole, item, itemPath: `${itemsPath}/${i}` }, record.timestamp),
    );
  }

  /** A fault of a reading, told where it stands in the record and with what was sent there. */
  located(reason: Refusal, { surroundings }: Mapped): Refusal {
    const { path, value } = reason;
    const from = this.#fields.find((one) => path === one.path || path.startsWith(`${one.path}/`));
    if (!from) return this.#locatedTime(reason, surroundings);
    const to = pathTo(from.source, surroundings);
    const isUnit = from.path.startsWith('/units/');
    const sent = value === undefined || isUnit ? value : valueAt(from.source, surroundings);
    return to === undefined
      ? { ...reason, path: '', value: sent, expected: `${from.text}: ${reason.expected}` }
      : { ...reason, path: to + path.slice(from.path.length), value: sent };
  }

  #mapped(surroundings: Surroundings, timestamp: number): Mapped | Refusal {
    const { decimal, map } = this.feed;
    const sensor = valueAt(this.#sensor.source, surroundings);
    if (isAbsent(sensor, null)) return missing(this.#sensor, surroundings);
    const at = this.#at
      ? timed(valueAt(this.#at.source, surroundings), map.at!)
      : (surroundings.attributes['time'] ?? timestamp);
    if (isAbsent(at, null)) return missing(this.#at!, surroundings);
    if (Number.isNaN(at)) return refusal('E_SCHEMA', '', undefined, FEED_EXPECTED.timestamp);

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

    const quality = this.#qualityIn(surroundings);
    if (typeof quality === 'object') return quality;
    const place = this.#placeIn(surroundings);
    const input = {
      sensor: named(sensor, map.sensor.prefix),
      at,
      values,
      ...(Object.keys(units).length > 0 && { units }),
      ...(quality !== undefined && { quality }),
      ...(place && { place }),
    };
    return { input, surroundings };
  }

  #qualityIn(surroundings: Surroundings): Quality | Refusal | undefined {
    if (!this.#quality) return undefined;
    const sent = valueAt(this.#quality.source, surroundings);
    const { otherwise } = this.feed.map.quality!;
    if (isAbsent(sent, null)) return otherwise ?? missing(this.#quality, surroundings);
    const known = this.#qualities;
    // Without a map the sender's words are ours, which the screen checks.
    if (!known) return sent as Quality;
    const word = typeof sent === 'string' || typeof sent === 'number' ? known.get(String(sent)) : undefined;
    if (word ?? otherwise) return word ?? otherwise;
    const expected = FEED_EXPECTED.quality([...known.keys()]);
    const path = pathTo(this.#quality.source, surroundings);
    return refusal('E_SCHEMA', path ?? '', sent, expected);
  }

  #placeIn(surroundings: Surroundings): readonly unknown[] | undefined {
    if (!this.#place) return undefined;
    const { decimal } = this.feed;
    const [lon, lat] = this.#place.map(({ source }) => valueAt(source, surroundings));
    if (isAbsent(lon, decimal) && isAbsent(lat, decimal)) return undefined;
    return [numbered(lon, decimal), numbered(lat, decimal)];
  }

  /** An instant that no field was mapped to is the event's or the record's; all else that has no field is the item's own. */
  #locatedTime(reason: Refusal, { itemPath, attributes, attributesInValue }: Surroundings): Refusal {
    if (reason.path !== '/at') return { ...reason, path: itemPath + reason.path };
    if (attributes['time'] === undefined) {
      return { ...reason, path: '', expected: `timestamp: ${reason.expected}` };
    }
    return attributesInValue
      ? { ...reason, path: '/time' }
      : { ...reason, path: '', expected: `ce:time: ${reason.expected}` };
  }
}

function field(path: string, text: string): Field {
  return { path, text, source: sourceOf(text) };
}

function missing({ source, text }: Field, surroundings: Surroundings): Refusal {
  return refusal('E_SCHEMA', pathTo(source, surroundings) ?? '', undefined, FEED_EXPECTED.missing(text));
}

/** Codes of stations are often numbers. What is neither text nor number is left for the screen to refuse. */
function named(sensor: unknown, prefix = ''): unknown {
  return typeof sensor === 'string' || Number.isSafeInteger(sensor) ? prefix + String(sensor) : sensor;
}
