import { type Refusal, refusal } from '../screen/refusal.js';
import { FEED_EXPECTED } from './expected.js';
import { pathTo, type Source, sourceOf, type Surroundings } from './source.js';

/** A field of what is put together from a record, and where it comes from. */
export interface Field {
  /** JSON pointer within what is put together. */
  readonly path: string;
  readonly source: Source;
  /** As city.yaml has it. */
  readonly text: string;
}

/** Puts together from an item what a gateway would have sent. Only what the feed's map names is looked at. */
export interface Mapping {
  readonly fields: readonly Field[];
  /** `timestamp` is the record's, NaN where it has none. */
  putTogether(surroundings: Surroundings, timestamp: number): Assembled | Refusal;
}

export interface Assembled {
  readonly input: Readonly<Record<string, unknown>>;
}

export function field(path: string, text: string): Field {
  return { path, text, source: sourceOf(text) };
}

export function missing({ source, text }: Field, surroundings: Surroundings): Refusal {
  return refusal('E_SCHEMA', pathTo(source, surroundings) ?? '', undefined, FEED_EXPECTED.missing(text));
}
