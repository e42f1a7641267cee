import { Type } from '@sinclair/typebox';
import {
  Alert,
  AlertChange,
  Area,
  Bilingual,
  DateText,
  Lineage,
  Quality,
  Reading,
  Sensor,
  Window,
} from '@toancanh/events';

/** Instants leave as ISO 8601 UTC with milliseconds, whatever they are on the log. */
export const Iso = Type.String({
  pattern: '^[+-]?\\d{4,6}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  description: 'ISO 8601 UTC with milliseconds',
});
const FreshnessWord = Type.Union(
  (['live', 'late', 'stale', 'lost'] as const).map((word) => Type.Literal(word)),
  { description: 'age in periods of the sensor: ≤ 1.5, ≤ 3, ≤ 10, more' },
);

export const ValueSchema = Type.Object({
  sensor: Type.String(),
  metric: Type.String(),
  value: Type.Number(),
  unit: Type.String(),
  at: Iso,
  receivedAt: Iso,
  area: Type.String(),
  quality: Quality,
  freshness: FreshnessWord,
});

const Better = Type.Union([Type.Literal('higher'), Type.Literal('lower')]);
const PeriodWord = Type.Union(
  (['hour', 'day', 'week', 'month', 'quarter', 'year'] as const).map((word) => Type.Literal(word)),
);
const Rank = Type.Optional(Type.Integer({ minimum: 1 }));

/** A panel's figure has metric and sources; one that somebody answers for has how, owner, source and the rest. */
export const FigureSchema = Type.Object({
  id: Type.String(),
  area: Type.String(),
  domain: Type.String(),
  title: Bilingual,
  value: Type.Union([Type.Number(), Type.Null()], {
    description: 'null where no source is fresh, or nothing is known',
  }),
  unit: Type.String(),
  digits: Type.Integer(),
  target: Type.Optional(
    Type.Object({
      value: Type.Number(),
      better: Better,
      from: Type.Optional(Type.Union([Iso], { description: 'since when it is aimed at' })),
    }),
  ),
  asOf: Type.Union([Iso, Type.Null()], {
    description:
      'of a panel: instant of the oldest value it rests on, or where value is null of the newest that is known; else the end of the time that the value tells of',
  }),
  simulated: Type.Boolean({ description: 'any of its values is simulated' }),
  hidden: Type.Optional(
    Type.Literal(true, { description: 'a sum of people that is small, or that would give a small one away' }),
  ),
  metric: Type.Optional(Type.String()),
  sources: Type.Optional(
    Type.Object({
      fresh: Type.Integer({ description: 'live or late, and of good quality: those the value rests on' }),
      all: Type.Integer(),
    }),
  ),
  how: Type.Optional(Type.Union([Type.Literal('windows'), Type.Literal('entered')])),
  better: Type.Optional(Better),
  period: Type.Optional(PeriodWord),
  owner: Type.Optional(Bilingual),
  source: Type.Optional(Bilingual),
  old: Type.Optional(Type.Boolean({ description: 'a newer value is overdue' })),
  trend: Type.Optional(
    Type.Object({
      before: Type.Union([Type.Object({ value: Type.Number(), asOf: Iso }), Type.Null()], {
        description: 'the value of the period before',
      }),
      perPeriod: Type.Union([Type.Number(), Type.Null()], {
        description: 'slope of the Theil–Sen line through the newest values; null for fewer than four',
      }),
      period: PeriodWord,
      direction: Type.Union([
        ...(['better', 'worse', 'steady'] as const).map((word) => Type.Literal(word)),
        Type.Null(),
      ]),
      points: Type.Integer(),
    }),
  ),
  forecast: Type.Optional(
    Type.Union([
      Type.Object({ what: Type.Union([Type.Literal('miss'), Type.Literal('meet')]), at: Iso }),
      Type.Null(),
    ]),
  ),
  rank: Rank,
  rankOf: Rank,
  targetRank: Rank,
  entry: Type.Optional(
    Type.Object({
      id: Type.String(),
      by: Type.String(),
      at: Iso,
      version: Type.Integer({ description: 'counts what was entered for this asOf' }),
      note: Type.Optional(Type.String()),
    }),
  ),
});

export const FigureEntrySchema = Type.Object({
  id: Type.String(),
  figure: Type.String(),
  area: Type.String(),
  asOf: Iso,
  value: Type.Number(),
  rank: Rank,
  rankOf: Rank,
  by: Type.String(),
  owner: Type.Optional(Type.String()),
  source: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  version: Type.Integer({ description: 'counts what was entered for this asOf; the last one stands' }),
  at: Type.Union([Iso], { description: 'since when it is known, by the log’s clock' }),
});

export const WindowSchema = Type.Composite([
  Type.Omit(Window, ['start', 'end', 'asOf', 'sketch']),
  Type.Object({ start: Iso, end: Iso, asOf: Iso }),
]);

const AreaId = Type.String({ description: 'opaque; of one version of an area: (scheme, code, validFrom)' });

export const AreaSchema = Type.Composite([Type.Object({ id: AreaId }), Area]);

/** As `GET /api/v1/windows` lists them. */
export const ListedWindowSchema = Type.Composite([
  Type.Omit(WindowSchema, ['p50', 'p95']),
  Type.Object({
    p50: Type.Optional(Type.Number({ description: 'not there where it was restated over several areas' })),
    p95: Type.Optional(Type.Number()),
    areaId: Type.Optional(AreaId),
    of: Type.Optional(Type.Array(AreaId, { description: 'restated: the areas whose windows are in it' })),
    missing: Type.Optional(
      Type.Array(AreaId, { description: 'restated: areas that belong to it and had no window' }),
    ),
  }),
]);

export const AlertSchema = Type.Composite([
  Type.Omit(Alert, ['since', 'raisedAt', 'returnedAt', 'acknowledgedAt', 'movedAt', 'inputs', 'history']),
  Type.Object({
    since: Iso,
    raisedAt: Iso,
    returnedAt: Type.Optional(Iso),
    acknowledgedAt: Type.Optional(Iso),
    valueName: Type.Optional(
      Type.Object(
        { vi: Type.String(), en: Type.String() },
        { description: 'what people call the value, where it is a state' },
      ),
    ),
    movedAt: Type.Optional(Iso),
    inputs: Type.Array(Type.Object({ at: Iso, value: Type.Number() })),
    history: Type.Array(Type.Composite([Type.Omit(AlertChange, ['at']), Type.Object({ at: Iso })])),
  }),
]);

export const ReadingSchema = Type.Composite([
  Type.Omit(Reading, ['at', 'receivedAt']),
  Type.Object({ at: Iso, receivedAt: Iso }),
]);

export const SensorSchema = Type.Composite([
  Sensor,
  Type.Object({ lastSeen: Type.Union([Iso, Type.Null()]), freshness: FreshnessWord }),
]);

const EdgeSchema = Type.Composite([Lineage, Type.Object({ fromId: AreaId, toId: AreaId })]);

export const LineageSchema = Type.Object({
  code: Type.String(),
  versions: Type.Array(AreaSchema),
  from: Type.Array(EdgeSchema),
  to: Type.Array(EdgeSchema),
});

export const DeskSchema = Type.Object({
  id: Type.String(),
  name: Bilingual,
  area: Type.String(),
  from: Type.Optional(DateText),
  to: Type.Optional(DateText),
  successor: Type.Optional(Type.String()),
});

export const StageSchema = Type.Object({
  received: Type.Integer(),
  accepted: Type.Integer(),
  late: Type.Integer(),
  duplicate: Type.Integer(),
  rejected: Type.Integer(),
  identity: Type.Boolean({ description: 'accepted + late + duplicate + rejected = received' }),
  watermark: Type.Optional(Iso),
  lag: Type.Optional(Type.Integer({ description: 'records of the log that it has not handled yet' })),
  more: Type.Optional(Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Boolean()]))),
});

export const StatusSchema = Type.Object({
  boot: Type.String(),
  build: Type.String(),
  serverTime: Iso,
  simulated: Type.Boolean(),
  identity: Type.Boolean(),
  troubles: Type.Record(Type.String(), Type.String()),
  stages: Type.Record(Type.String(), StageSchema),
});

const Words = Type.Object({ vi: Type.String(), en: Type.String() });

/** VN_AQI of an hour; without an index nothing but whose and when. */
export const AirIndexSchema = Type.Object({
  sensor: Type.Optional(Type.String()),
  area: Type.Optional(Type.String()),
  start: Iso,
  end: Iso,
  index: Type.Union([Type.Integer({ minimum: 0, maximum: 500 }), Type.Null()]),
  band: Type.Optional(
    Type.Object({
      band: Type.Integer(),
      low: Type.Integer(),
      high: Type.Integer(),
      title: Words,
      colour: Type.String({ description: 'of the index, never of an alarm' }),
      colourName: Words,
    }),
  ),
  dominant: Type.Optional(Type.String({ description: 'the metric that the index comes from' })),
  parts: Type.Optional(Type.Record(Type.String(), Type.Integer())),
  missing: Type.Optional(
    Type.Record(Type.String(), Type.Integer(), {
      description: 'hours that each metric should have and has not',
    }),
  ),
});

/** Under these names the pages of the contract refer to them. */
export const COMPONENTS = {
  Value: ValueSchema,
  Figure: FigureSchema,
  FigureEntry: FigureEntrySchema,
  AirIndex: AirIndexSchema,
  Window: WindowSchema,
  ListedWindow: ListedWindowSchema,
  Alert: AlertSchema,
  Reading: ReadingSchema,
  Sensor: SensorSchema,
  Area: AreaSchema,
  Lineage: LineageSchema,
  Desk: DeskSchema,
  Status: StatusSchema,
} as const;
export type ComponentName = keyof typeof COMPONENTS;
