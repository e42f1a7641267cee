import { Controller, Get, Header, Query as Given } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { type Freshness, freshnessOf, type Sensor, toIso } from '@toancanh/events';
import { City, Clock, SensorDirectory } from '@toancanh/runtime';
import type { Source } from '../../picture/latest-values.js';
import { Picture } from '../../picture/picture.js';
import { ascending, pageOf } from '../page.js';
import { NameText, paging, Query } from '../query.js';
import { areaNamed } from '../scoped-area.js';

export const SENSORS_QUERY = new Query({
  area: Type.Optional(NameText),
  domain: Type.Optional(NameText),
  q: Type.Optional(Type.String({ maxLength: 80, description: 'part of the id or name; marks are ignored' })),
  ...paging,
});

export type SensorView = Sensor & { lastSeen: string | null; freshness: Freshness };

@Controller('api/v1/sensors')
export class SensorsController {
  constructor(
    private readonly sensors: SensorDirectory,
    private readonly picture: Picture,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  list(@Given() given: unknown) {
    const { area, domain, q, ...paged } = SENSORS_QUERY.parse(given);
    const now = this.clock.now();
    const under = this.city.areas.under(areaNamed(this.city.areas, area, now), now);
    const wanted = q === undefined ? undefined : plain(q);
    const found = [...this.sensors.all()]
      .filter((sensor) => area === undefined || under.has(sensor.area))
      .filter((sensor) => domain === undefined || sensor.domain === domain)
      .filter((sensor) => wanted === undefined || wordsOf(sensor).includes(wanted))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const keyed = found.map((sensor) => ({ key: sensor.id, make: () => this.#view(sensor, now) }));
    return pageOf(keyed, ascending, paged);
  }

  #view(sensor: Sensor, now: number): SensorView {
    const source = this.picture.latest.source(sensor.id);
    return { ...sensor, ...seen(source, now, sensor.period) };
  }
}

/** When it was last heard of, and how fresh the newest of its values is by its own clock. */
function seen(source: Source | undefined, now: number, period: number | undefined) {
  const cells = [...(source?.cells.values() ?? []), ...(source?.unshown ? [source.unshown] : [])];
  if (cells.length === 0) return { lastSeen: null, freshness: 'lost' as const };
  const receivedAt = Math.max(...cells.map((cell) => cell.receivedAt));
  const at = Math.max(...cells.map((cell) => cell.at));
  return { lastSeen: toIso(receivedAt), freshness: freshnessOf(now - at, period) };
}

function wordsOf({ id, name }: Sensor): string {
  return plain(`${id} ${name?.vi ?? ''} ${name?.en ?? ''}`);
}

/** Lower case without the marks of Vietnamese: people search without them. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}
