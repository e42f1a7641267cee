import { type Static, Type } from '@sinclair/typebox';
import { Instant } from './instant.js';

const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]*$' });
const Severity = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4)], {
  description: '1 is the gravest',
});
export const LONGEST_TEXT = 200;

/** Something that happened, as a gateway sends it. Its identity is source and id. */
export const IncidentInput = Type.Object(
  {
    id: Name,
    source: Name,
    at: Instant,
    kind: Type.String({ minLength: 1, maxLength: 48, pattern: '^[a-z][a-z0-9_]*$' }),
    severity: Type.Optional(Severity),
    area: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    place: Type.Optional(
      Type.Tuple([Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -90, maximum: 90 })]),
    ),
    text: Type.Optional(Type.String({ maxLength: LONGEST_TEXT })),
    /** The id of the incident of the same source that is over. */
    ends: Type.Optional(Name),
  },
  { additionalProperties: false },
);
export type IncidentInput = Static<typeof IncidentInput>;

/** An incident on the log (`city.incidents`): its area is known, its text is masked. */
export const Incident = Type.Object(
  {
    id: Type.String(),
    source: Type.String(),
    gateway: Type.String(),
    at: Type.Integer(),
    receivedAt: Type.Integer(),
    kind: Type.String(),
    severity: Severity,
    area: Type.String(),
    place: Type.Optional(Type.Tuple([Type.Number(), Type.Number()])),
    text: Type.Optional(Type.String()),
    ends: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Incident = Static<typeof Incident>;
