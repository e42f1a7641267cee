import { Controller, Get, Header, Query as Given } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { Clock } from '@toancanh/runtime';
import { Store } from '@toancanh/store';
import { LIMITS } from '../../limits.js';
import { readingView } from '../../picture/views.js';
import { metricNamed, NameText, paging, Query } from '../query.js';
import { InstantRange, rangeOf } from '../range.js';

export const READINGS_QUERY = new Query({
  sensor: Type.Optional(NameText),
  gateway: Type.Optional(NameText),
  metric: Type.Optional(NameText),
  ...InstantRange,
  ...paging,
});

/** From the store, which the archiver fills about a second behind the log. */
@Controller('api/v1/readings')
export class ReadingsController {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Given() given: unknown) {
    const { sensor, gateway, metric, from, to, limit, cursor } = READINGS_QUERY.parse(given);
    const { items, next } = await this.store.readings({
      ...(sensor === undefined ? {} : { sensor }),
      ...(gateway === undefined ? {} : { gateway }),
      ...(metric === undefined ? {} : { metric: metricNamed(metric) }),
      ...rangeOf(from, to, this.clock.now()),
      limit: limit ?? LIMITS.pageUsual,
      ...(cursor === undefined ? {} : { cursor }),
    });
    return { items: items.map(readingView).filter((one) => one !== undefined), next };
  }
}
