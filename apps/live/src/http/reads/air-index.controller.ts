import { Controller, Get, Header, Query as Given } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { hourlyIndex, INDEX_METRICS, type IndexMetric, NOW_CAST_HOURS } from '@toancanh/domains';
import { hasValues, toIso, type Window } from '@toancanh/events';
import { City, Clock } from '@toancanh/runtime';
import { Store } from '@toancanh/store';
import { badParameter, InstantText, instantOf, NameText, Query } from '../query.js';
import { noArea } from '../scoped-area.js';

export const AIR_INDEX_QUERY = new Query({
  sensor: Type.Optional(NameText),
  area: Type.Optional(NameText),
  at: Type.Optional(InstantText),
});

const HOUR = 3_600_000;
/** The share of its readings that an hour's mean needs. */
const LEAST_COVERAGE = 0.75;

/** VN_AQI of a station or an area, for the newest hour that had ended at an instant, from the hours' windows in the store. */
@Controller('api/v1/air-index')
export class AirIndexController {
  constructor(
    private readonly store: Store,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async one(@Given() given: unknown) {
    const { sensor, area, at } = AIR_INDEX_QUERY.parse(given);
    if ((sensor === undefined) === (area === undefined))
      throw badParameter('sensor', sensor, 'either "sensor" or "area"');
    const target = sensor === undefined ? { area: this.#areaEver(area!) } : { sensor };
    const end = Math.floor((at === undefined ? this.clock.now() : instantOf('at', at)) / HOUR) * HOUR;
    const hours: Partial<Record<IndexMetric, (number | null)[]>> = {};
    for (const metric of INDEX_METRICS) {
      const range = { from: end - NOW_CAST_HOURS * HOUR, to: end, limit: NOW_CAST_HOURS };
      const { items } = await this.store.windows({ metric, span: '1h', ...target, ...range });
      if (items.length > 0) hours[metric] = hourMeans(items, end);
    }
    const found = hourlyIndex(hours);
    return { ...target, start: toIso(end - HOUR), end: toIso(end), ...(found ?? { index: null }) };
  }

  #areaEver(name: string): string {
    const code = this.city.areas.resolve(name);
    if (code === undefined) throw noArea(name);
    return code;
  }
}

/** Twelve means, the newest hour first; null for an hour that has too few readings or none. */
function hourMeans(windows: readonly Window[], end: number): (number | null)[] {
  const means = Array<number | null>(NOW_CAST_HOURS).fill(null);
  for (const window of windows) {
    const age = (end - window.end) / HOUR;
    if (hasValues(window) && window.coverage >= LEAST_COVERAGE) means[age] = window.mean;
  }
  return means;
}
