import { type Static, Type } from '@sinclair/typebox';

export const Span = Type.Union([Type.Literal('1m'), Type.Literal('1h'), Type.Literal('1d')]);
export type Span = Static<typeof Span>;

/**
 * One metric of one sensor or area over [start, end), as on `city.windows`. Of two with the same
 * identity the one with the greater (revision, epoch) stands: see `supersedes`.
 */
export const Window = Type.Object(
  {
    metric: Type.String(),
    sensor: Type.Optional(Type.String()),
    area: Type.Optional(Type.String()),
    span: Span,
    start: Type.Integer({ description: 'epoch ms, inclusive' }),
    end: Type.Integer({ description: 'epoch ms, exclusive' }),
    count: Type.Integer({
      description:
        '0 only in a correction that withdrew every value; then the other statistics are 0 and mean nothing',
    }),
    sum: Type.Number(),
    min: Type.Number(),
    max: Type.Number(),
    mean: Type.Number(),
    p50: Type.Number(),
    p95: Type.Number(),
    expected: Type.Number({
      description: 'readings due in the span by the sensors’ periods; may be below 1',
    }),
    coverage: Type.Number({ minimum: 0, maximum: 1 }),
    sketch: Type.Optional(
      Type.String({
        description:
          'how the values of a minute or an hour are distributed, so that longer spans have percentiles',
      }),
    ),
    revision: Type.Integer({ description: '0 when first closed; +1 for each correction by late data' }),
    epoch: Type.Integer({
      description:
        'activation of the stage that published it: the aggregator for minutes of revision 0, else the reviser',
    }),
    asOf: Type.Integer({ description: 'epoch ms of the watermark that closed it, or of the recomputation' }),
  },
  { additionalProperties: false },
);
export type Window = Static<typeof Window>;

/** What names a window: its metric, whose it is, its span and its start. */
export function windowIdentity(
  window: Pick<Window, 'metric' | 'sensor' | 'area' | 'span' | 'start'>,
): string {
  return `${targetKey(window)}|${window.span}|${window.start}`;
}

/** The log's key of a window: metric and target, so that a series stays in one partition, in order. */
export function targetKey(of: { metric: string; sensor?: string; area?: string }): string {
  return of.sensor === undefined ? `${of.metric}@area:${of.area}` : `${of.metric}@${of.sensor}`;
}

/** Whether `a` replaces `b`, which has the same identity. Equal ones do not: a repeat changes nothing. */
export function supersedes(
  a: Pick<Window, 'revision' | 'epoch'>,
  b: Pick<Window, 'revision' | 'epoch'>,
): boolean {
  return a.revision > b.revision || (a.revision === b.revision && a.epoch > b.epoch);
}

/** Whether its statistics mean anything: a correction may have withdrawn the last of its values. */
export function hasValues({ count }: Pick<Window, 'count'>): boolean {
  return count > 0;
}

/** `city.late`: a closed window that a late reading touches. */
export const LateNotice = Type.Object(
  {
    metric: Type.String(),
    sensor: Type.Optional(Type.String()),
    area: Type.Optional(Type.String()),
    span: Type.Optional(Type.Union([...Span.anyOf], { description: 'left out: 1m' })),
    start: Type.Integer(),
    at: Type.Integer({ description: 'instant of the late reading, or the start of the window that changed' }),
  },
  { additionalProperties: false },
);
export type LateNotice = Static<typeof LateNotice>;

/** `city.late`: an hour or a day has ended, and its windows can be made. */
export const SpanEnd = Type.Object(
  {
    span: Type.Union([Type.Literal('1h'), Type.Literal('1d')]),
    start: Type.Integer(),
    at: Type.Integer({ description: 'watermark that passed its end' }),
  },
  { additionalProperties: false },
);
export type SpanEnd = Static<typeof SpanEnd>;
