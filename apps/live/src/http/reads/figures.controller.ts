import { Controller, Get, Header, Query as Given } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { City, Clock } from '@toancanh/runtime';
import { AnsweredFigures } from '../../figures/answered-figures.js';
import { figuresOf } from '../../picture/figures.js';
import { Picture } from '../../picture/picture.js';
import { badParameter, InstantText, instantOf, NameText, Query } from '../query.js';
import { areaNamed } from '../scoped-area.js';

export const FIGURES_QUERY = new Query({
  area: Type.Optional(NameText),
  at: Type.Optional(InstantText),
});

@Controller('api/v1/figures')
export class FiguresController {
  constructor(
    private readonly picture: Picture,
    private readonly answered: AnsweredFigures,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  /** With `at` those that somebody answers for, as they were known then; a panel is of now. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Given() given: unknown) {
    const { area, at } = FIGURES_QUERY.parse(given);
    const now = this.clock.now();
    if (at !== undefined) {
      const then = instantOf('at', at);
      if (then > now) throw badParameter('at', at, 'an instant that is not after now');
      return { items: await this.answered.knownAt(areaNamed(this.city.areas, area, then), then), next: null };
    }
    const code = areaNamed(this.city.areas, area, now);
    const panel = figuresOf(code, this.city.areas.under(code, now), this.picture.latest, now);
    const counts = this.picture.released.get(code) ?? [];
    return { items: [...panel, ...counts, ...(await this.answered.whole(code, now))], next: null };
  }
}
