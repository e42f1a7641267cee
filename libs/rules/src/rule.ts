import { Bilingual, MetricName, Priority } from '@toancanh/events';
import { type Static, Type } from '@sinclair/typebox';

/** `90s`, `5m`, `2h`, `1d`; see `durationMs`. */
export const Duration = Type.String({ pattern: '^\\d{1,6}(s|m|h|d)$' });

const DURATION_UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of a text that matched `Duration`. */
export function durationMs(text: string): number {
  return Number(text.slice(0, -1)) * DURATION_UNITS[text.at(-1) as keyof typeof DURATION_UNITS];
}

export const Threshold = Type.Union([
  Type.Object({ above: Type.Number() }, { additionalProperties: false }),
  Type.Object({ below: Type.Number() }, { additionalProperties: false }),
]);
export type Threshold = Static<typeof Threshold>;

const common = {
  id: Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-z0-9][a-z0-9-]*$' }),
  version: Type.Integer({ minimum: 1 }),
  title: Bilingual,
  domain: Type.String(),
  priority: Priority,
  metric: MetricName,
  /** Only targets in or under these areas; all of them unless told. */
  areas: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
  /** Only sensors whose id begins with one of these; sensors only. */
  sensors: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
  enabled: Type.Optional(Type.Boolean()),
};

const condition = {
  when: Threshold,
  /** How long the condition must hold, in event time, before the alert is raised; at once unless told. */
  hold: Type.Optional(Duration),
  /** Its own threshold for the end (hysteresis), on the inner side of `when`; the same one unless told. */
  clear: Type.Optional(
    Type.Object({ when: Threshold, hold: Type.Optional(Duration) }, { additionalProperties: false }),
  ),
};

/** A closed tree: three forms of rule, told apart by `on`. No expressions. */
export const Rule = Type.Union([
  Type.Object({ ...common, on: Type.Literal('reading'), ...condition }, { additionalProperties: false }),
  Type.Object(
    {
      ...common,
      on: Type.Literal('window'),
      of: Type.Union([Type.Literal('sensor'), Type.Literal('area')]),
      statistic: Type.Union(
        (['count', 'sum', 'min', 'max', 'mean', 'p50', 'p95'] as const).map((name) => Type.Literal(name)),
      ),
      ...condition,
    },
    { additionalProperties: false },
  ),
  Type.Object({ ...common, on: Type.Literal('no-data'), after: Duration }, { additionalProperties: false }),
]);
export type Rule = Static<typeof Rule>;
