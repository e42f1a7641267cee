import { type Static, Type } from '@sinclair/typebox';
import { Instant } from './instant.js';

export const Quality = Type.Union(
  ['ok', 'suspect', 'calibrating', 'fault', 'simulated'].map((word) => Type.Literal(word as QualityWord)),
);
type QualityWord = 'ok' | 'suspect' | 'calibrating' | 'fault' | 'simulated';
export type Quality = Static<typeof Quality>;

/** Only these enter windows and rules; the others are stored and shown as what they are. */
export function countsInWindows(quality: Quality): boolean {
  return quality === 'ok' || quality === 'simulated';
}

const SensorName = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]*$' });
export const MetricName = Type.String({ minLength: 1, maxLength: 48, pattern: '^[a-z][a-z0-9_]*$' });
const Values = Type.Record(MetricName, Type.Number(), {
  minProperties: 1,
  maxProperties: 64,
  additionalProperties: false,
});

/** One report of one sensor as a gateway sends it; `at` left out means "now". */
export const ReadingInput = Type.Object(
  {
    sensor: SensorName,
    at: Type.Optional(Instant),
    values: Values,
    units: Type.Optional(
      Type.Record(MetricName, Type.String({ maxLength: 24 }), { additionalProperties: false }),
    ),
    quality: Type.Optional(Quality),
    epoch: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    seq: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    place: Type.Optional(
      Type.Tuple([Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -90, maximum: 90 })]),
    ),
  },
  { additionalProperties: false },
);
export type ReadingInput = Static<typeof ReadingInput>;

/** Many readings in one message; `epoch` and `seq` number the message among those of its gateway. */
export const Envelope = Type.Object(
  {
    epoch: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    seq: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    readings: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 10_000 }),
  },
  { additionalProperties: false },
);
export type Envelope = Static<typeof Envelope>;

/** A reading on the log (`city.readings`): units are the metric's own, instants epoch milliseconds. */
export const Reading = Type.Object(
  {
    sensor: Type.String(),
    gateway: Type.String(),
    at: Type.Integer(),
    receivedAt: Type.Integer(),
    values: Type.Record(Type.String(), Type.Number()),
    quality: Quality,
    epoch: Type.Optional(Type.String()),
    seq: Type.Optional(Type.Integer()),
    /**
     * The gateway left the instant out, and intake gave `at`; `epoch` and `seq` are then what identifies the reading, and this
     * is its place among those of the message that they number.
     */
    given: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);
export type Reading = Static<typeof Reading>;

/** What `intake` writes into every partition each second, so that idle partitions move on. */
export const Tick = Type.Object({ tick: Type.Integer() }, { additionalProperties: false });
export type Tick = Static<typeof Tick>;

export function isTick(value: unknown): value is Tick {
  return typeof value === 'object' && value !== null && 'tick' in value;
}
