import { Controller, Get, Header, Query as Given } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { City, Clock } from '@toancanh/runtime';
import { figuresOf } from '../../picture/figures.js';
import { Picture } from '../../picture/picture.js';
import { NameText, Query } from '../query.js';
import { areaNamed } from '../scoped-area.js';

export const FIGURES_QUERY = new Query({ area: Type.Optional(NameText) });

@Controller('api/v1/figures')
export class FiguresController {
  constructor(
    private readonly picture: Picture,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  list(@Given() given: unknown) {
    const { area } = FIGURES_QUERY.parse(given);
    const now = this.clock.now();
    const code = areaNamed(this.city.areas, area, now);
    const items = figuresOf(code, this.city.areas.under(code, now), this.picture.latest, now);
    return { items, next: null };
  }
}
