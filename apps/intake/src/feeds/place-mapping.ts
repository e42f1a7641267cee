import type { FeedSource } from '@toancanh/runtime';
import { type Field, field } from './field.js';
import { type Decimal, isAbsent, numbered } from './numeral.js';
import { type Surroundings, valueAt } from './source.js';

/** Longitude and latitude; none where both are absent. */
export class PlaceMapping {
  readonly fields: readonly Field[];

  constructor(
    spec: readonly [FeedSource, FeedSource] | undefined,
    private readonly decimal: Decimal,
  ) {
    this.fields = spec ? [field('/place/0', spec[0]), field('/place/1', spec[1])] : [];
  }

  in(surroundings: Surroundings): { readonly place?: readonly unknown[] } {
    const { decimal } = this;
    const found = this.fields.map(({ source }) => valueAt(source, surroundings));
    if (found.every((one) => isAbsent(one, decimal))) return {};
    return { place: found.map((one) => numbered(one, decimal)) };
  }
}
