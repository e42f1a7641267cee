import type { Feed } from '@toancanh/runtime';
import { LIMITS } from '../limits.js';
import { type Refusal, refusal } from '../screen/refusal.js';
import { type Contents, type Headers, unwrapped } from './cloud-event.js';
import { EventMapping } from './event-mapping.js';
import { FEED_EXPECTED } from './expected.js';
import { type Assembled, type Field, field, type Mapping } from './field.js';
import { ReadingMapping } from './reading-mapping.js';
import { pathTo, type Surroundings, valueAt } from './source.js';

/** What belongs to a record beside its value. */
export interface RecordContext {
  readonly headers: Headers;
  readonly key: string | undefined;
  /** Epoch ms by the sender's or the broker's clock; NaN where a record has none. */
  readonly timestamp: number;
}

/** Put together from a record, to be judged like what a gateway sent. */
export interface Mapped extends Assembled {
  readonly surroundings: Surroundings;
}

/** What a feed's records hold, by its map. Only what the map names is looked at. */
export class FeedReader {
  readonly as: Feed['as'];
  readonly #items: Field | undefined;
  readonly #mapping: Mapping;
  /** Longest paths first, so that the first that fits is the nearest. */
  readonly #fields: readonly Field[];

  constructor(private readonly feed: Feed) {
    const { as, items } = feed;
    this.as = as;
    this.#items = items === null ? undefined : field('', items);
    this.#mapping = as === 'reading' ? new ReadingMapping(feed) : new EventMapping(feed);
    this.#fields = [...this.#mapping.fields].sort((a, b) => b.path.length - a.path.length);
  }

  /** `root` is the record's value. */
  itemsOf(root: unknown, record: RecordContext): readonly (Mapped | Refusal)[] {
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

  /** A fault of what was put together, told where it stands in the record and with what was sent there. */
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
    const found = this.#mapping.putTogether(surroundings, timestamp);
    return 'code' in found ? found : { ...found, surroundings };
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
