import { Controller, Get, Header, HttpCode, Param, Post, Query as Given, Req } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { toIso } from '@toancanh/events';
import type { KnownEntry } from '@toancanh/figures';
import { City, Clock } from '@toancanh/runtime';
import type { Request } from 'express';
import { FigureEntering } from '../../commands/figure-entering.js';
import { Picture } from '../../picture/picture.js';
import { jsonOf } from '../json-body.js';
import { ascending, pageOf } from '../page.js';
import { InstantText, instantOf, NameText, paging, Query } from '../query.js';
import { noArea } from '../scoped-area.js';

export const FIGURE_ENTRIES_QUERY = new Query({
  area: Type.Optional(NameText),
  at: Type.Optional(InstantText),
  ...paging,
});

/** What people have entered of a figure, every version of it. */
@Controller('api/v1/figures')
export class FigureEntriesController {
  constructor(
    private readonly entering: FigureEntering,
    private readonly picture: Picture,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  @Post(':id')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async enter(@Param('id') id: string, @Req() request: Request) {
    this.entering.figure(id);
    const known = await this.entering.enter(id, await jsonOf(request));
    const { figure, area, asOf } = known.entry;
    const versions = this.picture.entries.versions(figure, area).filter(({ entry }) => entry.asOf === asOf);
    return entryView(known, versions.findIndex(({ entry }) => entry.id === known.entry.id) + 1);
  }

  /** By the instant that they tell of, and the versions of one as they became known; with `at` those known then. */
  @Get(':id/entries')
  @Header('Cache-Control', 'no-store')
  list(@Param('id') id: string, @Given() given: unknown) {
    const { area: name = this.city.root, at, ...paged } = FIGURE_ENTRIES_QUERY.parse(given);
    const { id: figure } = this.entering.figure(id);
    const area = this.city.areas.resolve(name);
    if (area === undefined) throw noArea(name);
    const then = at === undefined ? this.clock.now() : instantOf('at', at);
    const versions = new Map<number, number>();
    const keyed = this.picture.entries
      .versions(figure, area)
      .filter(({ knownAt }) => at === undefined || knownAt <= then)
      .map((known) => {
        const { asOf } = known.entry;
        const version = (versions.get(asOf) ?? 0) + 1;
        versions.set(asOf, version);
        const key = [asOf, version].map((part) => String(part).padStart(16, '0')).join(' ');
        return { key, make: () => entryView(known, version) };
      });
    return pageOf(keyed, ascending, paged);
  }
}

function entryView({ entry, knownAt }: KnownEntry, version: number) {
  const { id, figure, area, asOf, value, rank, of: rankOf, by, owner, source, note } = entry;
  return {
    ...{ id, figure, area, asOf: toIso(asOf), value, rank, rankOf, by, owner, source, note, version },
    at: toIso(knownAt),
  };
}
