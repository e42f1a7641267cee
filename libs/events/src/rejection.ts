import { type Static, Type } from '@sinclair/typebox';

/** Why a message was refused: a closed list, the same on MQTT, HTTP, the log and the pages. */
export const REJECT_CODES = [
  'E_AUTH',
  'E_TOPIC',
  'E_JSON',
  'E_SCHEMA',
  'E_UNIT',
  'E_RANGE',
  'E_TS_FUTURE',
  'E_TS_OLD',
  'E_DUP',
  'E_SENSOR',
  'E_RATE',
  'E_SIZE',
  'E_PERSONAL',
] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

export const Bilingual = Type.Object({ vi: Type.String(), en: Type.String() });
export type Bilingual = Static<typeof Bilingual>;

/** A refused message (`city.rejected`, and the gateway's `rejected` topic). `E_PERSONAL` keeps neither bytes nor value. */
export const Rejection = Type.Object({
  id: Type.String({ description: 'ULID: sorts by time' }),
  at: Type.String({ description: 'ISO 8601 UTC' }),
  gateway: Type.String(),
  topic: Type.String(),
  code: Type.Union(REJECT_CODES.map((code) => Type.Literal(code))),
  path: Type.String({ description: 'JSON pointer (RFC 6901) to the fault' }),
  value: Type.Optional(Type.String({ description: 'the value at fault as text, at most 200 characters' })),
  expected: Type.String(),
  cure: Bilingual,
  bytes: Type.Optional(Type.String({ description: 'base64 of the first 4 KiB' })),
  size: Type.Integer({ description: 'bytes of the whole message' }),
});
export type Rejection = Static<typeof Rejection>;
