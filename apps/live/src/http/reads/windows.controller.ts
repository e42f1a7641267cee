import { Controller, Get, Header, Query as Given, Req, Res } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { hasValues, Span, type Window, type WindowView } from '@toancanh/events';
import { dayStart } from '@toancanh/regions';
import { City, Clock } from '@toancanh/runtime';
import { Store, type WindowQuery } from '@toancanh/store';
import type { Request, Response } from 'express';
import { LIMITS } from '../../limits.js';
import { windowView } from '../../picture/views.js';
import { csvOf } from '../csv.js';
import { badParameter, InstantText, instantOf, metricNamed, NameText, paging, Query } from '../query.js';
import { InstantRange, rangeOf } from '../range.js';
import { type RestatedQuery, RestatedWindows } from '../restated-windows.js';
import { noArea } from '../scoped-area.js';

export const WINDOWS_QUERY = new Query({
  metric: NameText,
  sensor: Type.Optional(NameText),
  area: Type.Optional(NameText),
  span: Type.Optional(Span),
  ...InstantRange,
  asOf: Type.Optional(InstantText),
  restate: Type.Optional(
    Type.String({
      pattern: '^(today|\\d{4}-\\d{2}-\\d{2})$',
      description:
        'the area as it is on the map of that day, through all of the time asked for; "today" or a day of the city',
    }),
  ),
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
const OF_AREAS = ['areaId', 'of', 'missing'] as const;

/** A window as this call lists it: which version of the area its code means; for a restated one, what it was made of. */
type ListedWindow = Omit<WindowView, 'p50' | 'p95'> &
  Partial<Pick<WindowView, 'p50' | 'p95'>> & {
    areaId?: string;
    of?: readonly string[];
    missing?: readonly string[];
  };

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
    const { sensor, area, restate, ...asked } = WINDOWS_QUERY.parse(given);
    if ((sensor === undefined) === (area === undefined))
      throw badParameter('sensor', sensor, 'either "sensor" or "area"');
    if (restate !== undefined && area === undefined)
      throw badParameter('restate', restate, 'only with "area": a sensor stays where it was');
    const query = {
      metric: metricNamed(asked.metric),
      span: asked.span ?? ('1m' as const),
      ...rangeOf(asked.from, asked.to, this.clock.now()),
      ...(asked.asOf === undefined ? {} : { asOf: instantOf('asOf', asked.asOf) }),
      limit: asked.limit ?? LIMITS.pageUsual,
      ...(asked.cursor === undefined ? {} : { cursor: asked.cursor }),
    };
    const { items, next } =
      restate === undefined
        ? await this.#published({
            ...query,
            ...(sensor === undefined ? { area: this.#areaEver(area!) } : { sensor }),
          })
        : await this.#restated(area!, restate, query);
    response.vary('Accept');
    if (request.accepts(['json', 'text/csv']) !== 'text/csv') return void response.json({ items, next });
    if (next !== null) response.links({ next: nextPage(request, next) });
    response.type('text/csv').send(csvOf(restate === undefined ? COLUMNS : [...COLUMNS, ...OF_AREAS], items));
  }

  /** As they were published, under the maps of their own days. */
  async #published(query: WindowQuery): Promise<{ items: ListedWindow[]; next: string | null }> {
    const { items, next } = await this.store.windows(query);
    // What late data took back altogether is no window any more; an average of zeros would make it one.
    return { items: items.filter(hasValues).map((window) => this.#listed(window)), next };
  }

  #listed(window: Window): ListedWindow {
    const version = window.area === undefined ? undefined : this.city.areas.at(window.area, window.start);
    return { ...windowView(window), ...(version && { areaId: this.city.areas.idOf(version) }) };
  }

  async #restated(
    name: string,
    map: string,
    query: RestatedQuery,
  ): Promise<{ items: ListedWindow[]; next: string | null }> {
    const { areas } = this.city;
    const day = map === 'today' ? this.clock.now() : dayOf(map, areas.timeZone);
    const area = areas.version(name) ?? areas.lastAt(this.#areaEver(name), day);
    if (!area) throw noArea(name);
    const { items, next } = await new RestatedWindows(areas, this.store).page(area, day, query);
    const areaId = areas.idOf(area);
    return {
      items: items
        .filter(({ window }) => hasValues(window))
        .map(({ window, of, missing }) => ({ ...windowView(window), areaId, of, missing })),
      next,
    };
  }

  /** The past has areas that are no more. */
  #areaEver(name: string): string {
    const code = this.city.areas.resolve(name);
    if (code === undefined) throw noArea(name);
    return code;
  }
}

function dayOf(day: string, timeZone: string): number {
  try {
    return dayStart(day, timeZone);
  } catch {
    throw badParameter('restate', day, '"today" or a day that exists');
  }
}

/** A CSV has no room for a cursor: it goes into the Link header (RFC 8288). */
function nextPage({ path, query }: Request, cursor: string): string {
  return `${path}?${new URLSearchParams({ ...(query as Record<string, string>), cursor }).toString()}`;
}
