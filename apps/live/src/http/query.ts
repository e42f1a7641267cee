import { type Static, type TObject, type TProperties, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { isSensitive, metricOf } from '@toancanh/domains';
import { Shape } from '@toancanh/events';
import { LIMITS } from '../limits.js';
import { Problem } from './problem.js';

/** ISO 8601 with a zone, a day (from its start in UTC), or epoch milliseconds. */
export const InstantText = Type.String({
  maxLength: 35,
  pattern:
    '^(\\d{1,16}|\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+ -]\\d{2}:?\\d{2}))?)$',
  description: 'ISO 8601 with a zone, a day, or epoch milliseconds',
});
export const NameText = Type.String({ minLength: 1, maxLength: 64 });
export const paging = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: LIMITS.page, default: LIMITS.pageUsual, description: 'most items' }),
  ),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 512, description: '"next" of the page before' }),
  ),
};

/** A set of query parameters: the schema that the OpenAPI page shows is the one that checks. */
export class Query<P extends TProperties> {
  readonly schema: TObject<P>;
  readonly #shape: Shape<TObject<P>>;

  constructor(properties: P) {
    this.schema = Type.Object(properties, { additionalProperties: false });
    this.#shape = new Shape(this.schema);
  }

  /** Throws E_QUERY with the parameter's name. */
  parse(given: unknown): Static<TObject<P>> {
    const converted: unknown = Value.Convert(this.schema, { ...(given as object) });
    if (this.#shape.check(converted)) return converted;
    const { path, value, expected } = this.#shape.faultOf(converted);
    const name = path.slice(1);
    throw badParameter(name, value, expected);
  }
}

export function badParameter(name: string, value: unknown, expected: string): Problem {
  const given = value === undefined ? '' : ` = ${JSON.stringify(value).slice(0, 80)}`;
  return new Problem('E_QUERY', {
    vi: `tham số ${name}${given}: cần ${expected}`,
    en: `parameter ${name}${given}: ${expected}`,
  });
}

/** Epoch milliseconds. A `+` that a form turned into a space is one again. */
export function instantOf(name: string, text: string): number {
  const millis = /^\d{5,}$/.test(text) ? Number(text) : Date.parse(text.replace(' ', '+'));
  if (!Number.isFinite(millis) || millis > 8.64e15) throw badParameter(name, text, 'an instant that exists');
  return millis;
}

/** The metric's own name, whichever of its names was asked for. Throws E_SENSITIVE for one whose values do not leave. */
export function metricNamed(name: string): string {
  if (isSensitive(name)) {
    throw new Problem('E_SENSITIVE', {
      vi: `${name} là số người; số của từng nơi không được đưa ra`,
      en: `${name} counts people; numbers of single places do not leave`,
    });
  }
  return metricOf(name)?.name ?? name;
}
