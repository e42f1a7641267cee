import { Bilingual, DateText, MetricName, Span } from '@toancanh/events';
import { type Static, Type } from '@sinclair/typebox';
import { Period } from './period.js';

export const Statistic = Type.Union(
  (['mean', 'sum', 'min', 'max', 'p50', 'p95', 'count'] as const).map((name) => Type.Literal(name)),
);
export type Statistic = Static<typeof Statistic>;

/** One statistic of the windows of one metric. */
export const Input = Type.Object({ metric: MetricName, stat: Statistic }, { additionalProperties: false });
export type Input = Static<typeof Input>;

/**
 * How a figure is made of an area's windows: a statistic, the ratio of two, the share of the last days on which a statistic
 * kept to a limit, or a formula that a domain has under a name.
 */
export const Computation = Type.Object(
  {
    span: Type.Union([...Span.anyOf], { description: 'the windows that the value is made of' }),
    every: Type.Optional(
      Type.Union([...Span.anyOf], {
        description: 'the windows that the trend is made of; those of span unless told',
      }),
    ),
    of: Type.Optional(Input),
    to: Type.Optional(Input),
    times: Type.Optional(
      Type.Number({ description: 'factor of the result, such as 100 for a share in percent' }),
    ),
    atMost: Type.Optional(Type.Number()),
    atLeast: Type.Optional(Type.Number()),
    last: Type.Optional(
      Type.Integer({ minimum: 2, maximum: 40, description: 'with a limit: how many windows are judged' }),
    ),
    formula: Type.Optional(Type.String({ minLength: 1, maxLength: 48 })),
  },
  { additionalProperties: false },
);
export type Computation = Static<typeof Computation>;

export const DeclaredTarget = Type.Object(
  {
    from: DateText,
    value: Type.Optional(Type.Number()),
    rank: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    areas: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        description: 'of these areas only; it stands before one of all',
      }),
    ),
  },
  { additionalProperties: false },
);
export type DeclaredTarget = Static<typeof DeclaredTarget>;

/** A value that is known beforehand, written where the figure is declared. */
export const GivenValue = Type.Object(
  {
    area: Type.String(),
    value: Type.Number(),
    rank: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    of: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'how many were ranked' })),
    asOf: DateText,
    known: Type.Optional(
      Type.Union([DateText], { description: 'when it was published; its asOf unless told' }),
    ),
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  },
  { additionalProperties: false },
);
export type GivenValue = Static<typeof GivenValue>;

/**
 * A figure that somebody answers for: what it is, how it comes about, who owns it, and what is aimed at from which day on.
 * Without `compute` it is entered by hand. The same shape stands in a domain's folder and in `figures.yaml`.
 */
export const FigureDeclaration = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 48, pattern: '^[a-z0-9][a-z0-9-]*$' }),
    domain: Type.String({ minLength: 1, maxLength: 48 }),
    title: Bilingual,
    unit: Type.String({ maxLength: 24 }),
    digits: Type.Integer({ minimum: 0, maximum: 4 }),
    better: Type.Union([Type.Literal('higher'), Type.Literal('lower')]),
    min: Type.Optional(Type.Number()),
    max: Type.Optional(Type.Number()),
    owner: Bilingual,
    source: Bilingual,
    period: Period,
    delayDays: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000,
        description: 'after the end of a period a value may take so long; half a period unless told',
      }),
    ),
    areas: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        description: 'the areas that have it; all of them unless told',
      }),
    ),
    compute: Type.Optional(Computation),
    targets: Type.Optional(Type.Array(DeclaredTarget, { maxItems: 200 })),
    values: Type.Optional(Type.Array(GivenValue, { maxItems: 2_000 })),
  },
  { additionalProperties: false },
);
export type FigureDeclaration = Static<typeof FigureDeclaration>;
