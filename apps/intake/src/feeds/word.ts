import type { FeedWord } from '@toancanh/runtime';
import { type Refusal, refusal } from '../screen/refusal.js';
import { FEED_EXPECTED } from './expected.js';
import { type Field, field, missing } from './field.js';
import { isAbsent } from './numeral.js';
import { pathTo, type Surroundings, valueAt } from './source.js';

/** A field whose values the sender has words of its own for. */
export class Word {
  readonly field: Field;
  readonly #map: ReadonlyMap<string, unknown> | undefined;

  constructor(
    path: string,
    private readonly spec: FeedWord<string | number | boolean>,
  ) {
    this.field = field(path, spec.path);
    this.#map = spec.map && new Map(Object.entries(spec.map));
  }

  /** Our word for what was sent; without a map what was sent, which the screen checks; `{ refusal }` where there is none. */
  in(surroundings: Surroundings): { readonly word: unknown } | { readonly refusal: Refusal } {
    const { otherwise } = this.spec;
    const sent = valueAt(this.field.source, surroundings);
    if (isAbsent(sent, null) || sent === '') {
      return otherwise === undefined ? { refusal: missing(this.field, surroundings) } : { word: otherwise };
    }
    if (!this.#map) return { word: sent };
    const isText = typeof sent === 'string' || typeof sent === 'number' || typeof sent === 'boolean';
    const word = (isText ? this.#map.get(String(sent)) : undefined) ?? otherwise;
    if (word !== undefined) return { word };
    const path = pathTo(this.field.source, surroundings) ?? '';
    return { refusal: refusal('E_SCHEMA', path, sent, FEED_EXPECTED.words([...this.#map.keys()])) };
  }
}
