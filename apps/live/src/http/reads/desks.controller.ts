import { Controller, Get, Header, Query as Given } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { DeskBook } from '@toancanh/regions';
import { City, Clock } from '@toancanh/runtime';
import { InstantText, instantOf, Query } from '../query.js';

export const DESKS_QUERY = new Query({ at: Type.Optional(InstantText) });

@Controller('api/v1/desks')
export class DesksController {
  readonly #desks: DeskBook;

  constructor(
    city: City,
    private readonly clock: Clock,
  ) {
    this.#desks = new DeskBook(city.desks, city.areas);
  }

  /** Who is on duty, at an instant. */
  @Get()
  @Header('Cache-Control', 'no-store')
  list(@Given() given: unknown) {
    const { at } = DESKS_QUERY.parse(given);
    return {
      items: this.#desks.all(at === undefined ? this.clock.now() : instantOf('at', at)),
      next: null,
    };
  }
}
