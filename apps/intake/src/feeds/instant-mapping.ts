import type { FeedTime } from '@toancanh/runtime';
import { type Refusal, refusal } from '../screen/refusal.js';
import { FEED_EXPECTED } from './expected.js';
import { type Field, field, missing } from './field.js';
import { isAbsent } from './numeral.js';
import { type Surroundings, valueAt } from './source.js';
import { timed } from './timing.js';

/** When it was: what the map says, else the CloudEvent's time, else the record's timestamp. */
export class InstantMapping {
  readonly field: Field | undefined;

  constructor(private readonly spec: FeedTime | undefined) {
    this.field = spec && field('/at', spec.path);
  }

  in(
    surroundings: Surroundings,
    timestamp: number,
  ): { readonly at: unknown } | { readonly refusal: Refusal } {
    const { field: mapped, spec } = this;
    const at = mapped
      ? timed(valueAt(mapped.source, surroundings), spec!)
      : (surroundings.attributes['time'] ?? timestamp);
    if (isAbsent(at, null)) return { refusal: missing(mapped!, surroundings) };
    if (Number.isNaN(at)) {
      return { refusal: refusal('E_SCHEMA', '', undefined, FEED_EXPECTED.timestamp) };
    }
    return { at };
  }
}
