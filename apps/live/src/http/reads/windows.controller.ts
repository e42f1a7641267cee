import { Controller, Get, Header, Query as Given, Req, Res } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { hasValues, Span, type WindowView } from '@toancanh/events';
import { City, Clock } from '@toancanh/runtime';
import { Store } from '@toancanh/store';
import type { Request, Response } from 'express';
import { LIMITS } from '../../limits.js';
import { windowView } from '../../picture/views.js';
import { csvOf } from '../csv.js';
import { badParameter, InstantText, instantOf, metricNamed, NameText, paging, Query } from '../query.js';
import { InstantRange, rangeOf } from '../range.js';
import { noArea } from '../scoped-area.js';

export const WINDOWS_QUERY = new Query({
  metric: NameText,
  sensor: Type.Optional(NameText),
  area: Type.Optional(NameText),
  span: Type.Optional(Span),
  ...InstantRange,
  asOf: Type.Optional(InstantText),
  ...paging,
});

const COLUMNS = [
  'metric',
  'sensor',
  'area',
  'span',
  'start',
  'end',
  'count',
  'sum',
  'min',
  'max',
  'mean',
  'p50',
  'p95',
  'expected',
  'coverage',
  'revision',
  'epoch',
  'asOf',
] as const satisfies readonly (keyof WindowView)[];

@Controller('api/v1/windows')
export class WindowsController {
  constructor(
    private readonly store: Store,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Given() given: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { metric, sensor, area, span, from, to, asOf, limit, cursor } = WINDOWS_QUERY.parse(given);
    if ((sensor === undefined) === (area === undefined))
      throw badParameter('sensor', sensor, 'either "sensor" or "area"');
    const { items, next } = await this.store.windows({
      metric: metricNamed(metric),
      ...(sensor === undefined ? { area: this.#areaEver(area!) } : { sensor }),
      span: span ?? '1m',
      ...rangeOf(from, to, this.clock.now()),
      ...(asOf === undefined ? {} : { asOf: instantOf('asOf', asOf) }),
      limit: limit ?? LIMITS.pageUsual,
      ...(cursor === undefined ? {} : { cursor }),
    });
    // What late data took back altogether is no window any more; an average of zeros would make it one.
    const views = items.filter(hasValues).map(windowView);
    response.vary('Accept');
    if (request.accepts(['json', 'text/csv']) !== 'text/csv')
      return void response.json({ items: views, next });
    if (next !== null) response.links({ next: nextPage(request, next) });
    response.type('text/csv').send(csvOf(COLUMNS, views));
  }

  /** The past has areas that are no more. */
  #areaEver(name: string): string {
    const code = this.city.areas.resolve(name);
    if (code === undefined) throw noArea(name);
    return code;
  }
}

/** A CSV has no room for a cursor: it goes into the Link header (RFC 8288). */
function nextPage({ path, query }: Request, cursor: string): string {
  return `${path}?${new URLSearchParams({ ...(query as Record<string, string>), cursor }).toString()}`;
}
