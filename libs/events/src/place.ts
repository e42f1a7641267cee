import { type Static, Type } from '@sinclair/typebox';
import { Bilingual } from './rejection.js';

export const DateText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/**
 * One version of a region: `[validFrom, validTo)`, in the city's own time zone. Its key is (scheme, code, validFrom): a code
 * alone names different ground at different times.
 */
export const Area = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 32 }),
    scheme: Type.Union([Type.Literal('centre'), Type.Literal('gso')]),
    name: Type.String(),
    kind: Type.String({
      description: 'province, municipality, centre, city, town, rural-district, ward, township, commune',
    }),
    parent: Type.Union([Type.String(), Type.Null()]),
    validFrom: DateText,
    validTo: Type.Union([DateText, Type.Null()]),
    label: Type.Optional(
      Type.Tuple([Type.Number(), Type.Number()], { description: 'lon, lat of its label' }),
    ),
    km2: Type.Optional(Type.Number()),
    within: Type.Optional(
      Type.String({
        description: 'the area that holds it by law, where the tree files it under another parent',
      }),
    ),
    beyond: Type.Optional(
      Type.Boolean({
        description: 'part of its extent lies outside of this tree: nothing here adds up to it',
      }),
    ),
  },
  { additionalProperties: false },
);
export type Area = Static<typeof Area>;

/** An edge of lineage: which area went, on its last day, into which that began then; `full` if all of it did. */
export const Lineage = Type.Object(
  {
    from: Type.String(),
    to: Type.String(),
    extent: Type.Union([Type.Literal('full'), Type.Literal('part')]),
    date: DateText,
  },
  { additionalProperties: false },
);
export type Lineage = Static<typeof Lineage>;

/** A sensor as placed and described by `sensors.csv` or by its own first reading. */
export const Sensor = Type.Object(
  {
    id: Type.String(),
    gateway: Type.String(),
    domain: Type.String(),
    area: Type.String({ description: 'code of the smallest area that holds it' }),
    lon: Type.Optional(Type.Number()),
    lat: Type.Optional(Type.Number()),
    metrics: Type.Array(Type.String()),
    /** Seconds between two readings; absent where unknown (registered by its first reading). */
    period: Type.Optional(Type.Number()),
    name: Type.Optional(Bilingual),
    from: Type.Optional(DateText),
    to: Type.Optional(DateText),
  },
  { additionalProperties: false },
);
export type Sensor = Static<typeof Sensor>;

/** `city.registry`, key `sensor:<id>`: a sensor that its first reading registered. */
export const Registration = Type.Object(
  { kind: Type.Literal('sensor'), id: Type.String(), at: Type.Integer(), sensor: Sensor },
  { additionalProperties: false },
);
export type Registration = Static<typeof Registration>;
