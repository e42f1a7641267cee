import { Controller, Get, Header, Param, Query as Given } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { City, Clock } from '@toancanh/runtime';
import { InstantText, instantOf, Query } from '../query.js';
import { noArea } from '../scoped-area.js';

export const AREAS_QUERY = new Query({ at: Type.Optional(InstantText) });

@Controller('api/v1/areas')
export class AreasController {
  constructor(
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  areas(@Given() given: unknown) {
    const { at } = AREAS_QUERY.parse(given);
    const when = at === undefined ? this.clock.now() : instantOf('at', at);
    return { items: this.city.areas.all(when), next: null };
  }

  @Get(':code/lineage')
  @Header('Cache-Control', 'no-store')
  lineage(@Param('code') name: string) {
    const code = this.city.areas.resolve(name);
    if (code === undefined) throw noArea(name);
    return {
      code,
      versions: this.city.areas.versions.filter((area) => area.code === code),
      ...this.city.areas.lineageOf(code),
    };
  }
}
