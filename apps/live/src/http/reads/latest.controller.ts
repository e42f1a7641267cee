import { Controller, Get, Header, Query as Given } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { City, Clock } from '@toancanh/runtime';
import { valueOf } from '../../picture/latest-values.js';
import { Picture } from '../../picture/picture.js';
import { ascending, pageOf } from '../page.js';
import { metricNamed, NameText, paging, Query } from '../query.js';
import { areaNamed } from '../scoped-area.js';

export const LATEST_QUERY = new Query({
  area: Type.Optional(NameText),
  metric: Type.Optional(NameText),
  ...paging,
});

@Controller('api/v1/latest')
export class LatestController {
  constructor(
    private readonly picture: Picture,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  list(@Given() given: unknown) {
    const { area, metric: asked, ...paged } = LATEST_QUERY.parse(given);
    const now = this.clock.now();
    const under = this.city.areas.under(areaNamed(this.city.areas, area, now), now);
    const metric = asked === undefined ? undefined : metricNamed(asked);
    const { latest } = this.picture;
    const keyed = [];
    for (const source of metric === undefined ? latest.sources() : latest.reporting(metric)) {
      if (!source.sensor || (area !== undefined && !under.has(source.sensor.area))) continue;
      for (const cell of source.cells.values()) {
        if (metric !== undefined && cell.metric !== metric) continue;
        keyed.push({ key: `${source.id} ${cell.metric}`, make: () => valueOf(cell, now) });
      }
    }
    keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
    return pageOf(keyed, ascending, paged);
  }
}
