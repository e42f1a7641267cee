import { Controller, Get, Header, Query as Given } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { REJECT_CODES, type Rejection } from '@toancanh/events';
import { Picture } from '../../picture/picture.js';
import { rejectionView } from '../../picture/views.js';
import { descending, pageOf } from '../page.js';
import { InstantText, instantOf, NameText, paging, Query } from '../query.js';

export const REJECTED_QUERY = new Query({
  gateway: Type.Optional(NameText),
  code: Type.Optional(Type.Union(REJECT_CODES.map((code) => Type.Literal(code)))),
  from: Type.Optional(InstantText),
  ...paging,
});

/** Newest first, of the newest that are kept at hand. */
@Controller('api/v1/rejected')
export class RejectedController {
  constructor(private readonly picture: Picture) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  list(@Given() given: unknown) {
    const { gateway, code, from, ...paged } = REJECTED_QUERY.parse(given);
    const since = from === undefined ? 0 : instantOf('from', from);
    const keyed: { key: string; make: () => Rejection }[] = [];
    for (const rejection of this.picture.rejections.newestFirst()) {
      if (gateway !== undefined && rejection.gateway !== gateway) continue;
      if (code !== undefined && rejection.code !== code) continue;
      if (Date.parse(rejection.at) < since) continue;
      keyed.push({ key: rejection.id, make: () => rejectionView(rejection) });
    }
    keyed.sort((a, b) => (a.key > b.key ? -1 : 1));
    return pageOf(keyed, descending, paged);
  }
}
