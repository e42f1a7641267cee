import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { City, Clock, type Settings, SETTINGS } from '@toancanh/runtime';
import type { Response } from 'express';
import { Identity } from '../../identity.js';
import { Problem } from '../problem.js';
import { noArea } from '../scoped-area.js';
import { wallNamed } from './wall-named.js';

/** What a page must know before it can draw. */
@Controller('wall-data')
export class WallDataController {
  constructor(
    private readonly city: City,
    private readonly identity: Identity,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('boundaries.topojson')
  boundaries(@Res() response: Response): void {
    const { boundaries } = this.city;
    if (boundaries === null)
      throw new Problem('E_NOT_FOUND', {
        vi: 'thư mục thành phố không có boundaries.topojson',
        en: 'the city folder has no boundaries.topojson',
      });
    response.setHeader('Cache-Control', 'no-cache');
    response.type('application/json').send(boundaries);
  }

  /** `children` is the area with everything below it, parents before children. */
  @Get(':area.json')
  @Header('Cache-Control', 'no-store')
  wall(@Param('area') name: string) {
    const now = this.clock.now();
    const wall = wallNamed(this.city, name, now);
    if (!wall) throw noArea(name);
    const { areas } = this.city;
    const under = areas.under(wall.area, now);
    return {
      area: wall.area,
      name: areas.at(wall.area, now)?.name ?? wall.title.vi,
      title: wall.title,
      layout: wall.layout,
      screen: wall.screen,
      root: areas.root,
      timeZone: this.city.timeZone,
      build: this.identity.build,
      boot: this.identity.boot,
      simulated: this.settings.simulate,
      children: areas
        .all(now)
        .filter(({ code }) => under.has(code))
        .map(({ code, name: called, parent, label }) => ({
          code,
          name: called,
          parent,
          ...(label === undefined ? {} : { label }),
        })),
    };
  }
}
