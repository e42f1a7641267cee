import { Controller, Get, Header, Param, Query as Given } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import type { Area } from '@toancanh/events';
import { City, Clock } from '@toancanh/runtime';
import { InstantText, instantOf, Query } from '../query.js';
import { edgeView } from '../restated-windows.js';
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
    return { items: this.city.areas.all(when).map((area) => this.#view(area)), next: null };
  }

  /** Of a code, or of one version by its id: a code that was used again has edges on both sides. */
  @Get(':code/lineage')
  @Header('Cache-Control', 'no-store')
  lineage(@Param('code') name: string) {
    const tree = this.city.areas;
    const one = tree.version(name);
    const code = one?.code ?? tree.resolve(name);
    if (code === undefined) throw noArea(name);
    const versions = one ? [one] : tree.versionsOf(code);
    return {
      code,
      versions: versions.map((area) => this.#view(area)),
      from: versions.flatMap((area) => tree.edgesTo(area)).map((edge) => edgeView(tree, edge)),
      to: versions.flatMap((area) => tree.edgesFrom(area)).map((edge) => edgeView(tree, edge)),
    };
  }

  #view(area: Area): Area & { readonly id: string } {
    return { id: this.city.areas.idOf(area), ...area };
  }
}
