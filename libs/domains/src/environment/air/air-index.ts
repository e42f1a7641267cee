import { bandOf, type IndexBand } from './index-band.js';
import { INDEX_METRICS, type IndexMetric } from './index-table.js';
import { type HourMean, isMean, NOW_CAST_HOURS, nowCast } from './now-cast.js';
import { subIndex } from './sub-index.js';

/** Hours' means by metric, µg/m³. */
export type HourMeans = Readonly<Partial<Record<IndexMetric, readonly HourMean[]>>>;

export interface AirIndex {
  readonly index: number;
  readonly band: IndexBand;
  /** The metric that the index comes from; of equal ones the first of `INDEX_METRICS`. */
  readonly dominant: IndexMetric;
  readonly parts: Readonly<Partial<Record<IndexMetric, number>>>;
  /** How many of the hours that each metric should have are missing. */
  readonly missing: Readonly<Partial<Record<IndexMetric, number>>>;
}

/**
 * VN_AQI of an hour, of a station or of an area: for each metric twelve hours' means, the current hour first (gases need
 * that one alone). Undefined unless at least one of PM10 and PM2.5 gives a part: the decision wants one of them.
 */
export function hourlyIndex(hours: HourMeans): AirIndex | undefined {
  const dust = (metric: 'pm25' | 'pm10') => {
    const cast = nowCast(hours[metric] ?? []);
    return cast === undefined ? undefined : subIndex(metric, cast);
  };
  const gas = (metric: IndexMetric, column: Parameters<typeof subIndex>[0]) => {
    const mean = hours[metric]?.[0];
    return isMean(mean) ? subIndex(column, mean) : undefined;
  };
  const parts = {
    pm25: dust('pm25'),
    pm10: dust('pm10'),
    o3: gas('o3', 'o3_1h'),
    no2: gas('no2', 'no2'),
    so2: gas('so2', 'so2'),
    co: gas('co', 'co'),
  };
  return indexOf(parts, hours, (metric) => (metric === 'pm25' || metric === 'pm10' ? NOW_CAST_HOURS : 1));
}

/** What the decision leaves open about days with hours missing. */
export interface DaySettings {
  /** Hours that a day's mean of dust needs: three quarters, as is the custom. */
  readonly hoursOfDay: number;
  /** Hours that a running mean of eight needs. */
  readonly hoursOfEight: number;
}
export const DAY_SETTINGS: DaySettings = { hoursOfDay: 18, hoursOfEight: 6 };

const DAY = 24;

/** VN_AQI of a day: for each metric its twenty-four hours' means, from the hour that ends at 01:00 to the one that ends at 24:00. */
export function dailyIndex(hours: HourMeans, settings = DAY_SETTINGS): AirIndex | undefined {
  const dust = (metric: 'pm25' | 'pm10') => {
    const mean = meanOf(hours[metric] ?? [], settings.hoursOfDay);
    return mean === undefined ? undefined : subIndex(metric, mean);
  };
  const gas = (metric: IndexMetric, column: Parameters<typeof subIndex>[0]) => {
    const known = (hours[metric] ?? []).slice(0, DAY).filter(isMean);
    return known.length === 0 ? undefined : subIndex(column, Math.max(...known));
  };
  const parts = {
    pm25: dust('pm25'),
    pm10: dust('pm10'),
    o3: greater(gas('o3', 'o3_1h'), eightHours(hours.o3 ?? [], settings)),
    no2: gas('no2', 'no2'),
    so2: gas('so2', 'so2'),
    co: gas('co', 'co'),
  };
  return indexOf(parts, hours, () => DAY);
}

/** From the greatest mean of eight hours that lie within the day. */
function eightHours(hours: readonly HourMean[], settings: DaySettings): number | undefined {
  let greatest: number | undefined;
  for (let end = 8; end <= Math.min(hours.length, DAY); end++) {
    greatest = greater(greatest, meanOf(hours.slice(end - 8, end), settings.hoursOfEight));
  }
  return greatest === undefined ? undefined : subIndex('o3_8h', greatest);
}

function meanOf(hours: readonly HourMean[], needed: number): number | undefined {
  const known = hours.slice(0, DAY).filter(isMean);
  if (known.length < needed) return undefined;
  return known.reduce((sum, mean) => sum + mean, 0) / known.length;
}

function greater(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b);
}

function indexOf(
  found: Readonly<Record<IndexMetric, number | undefined>>,
  hours: HourMeans,
  hoursOf: (metric: IndexMetric) => number,
): AirIndex | undefined {
  if (found.pm25 === undefined && found.pm10 === undefined) return undefined;
  const parts: Partial<Record<IndexMetric, number>> = {};
  const missing: Partial<Record<IndexMetric, number>> = {};
  let dominant: IndexMetric = 'pm25';
  let index = -1;
  for (const metric of INDEX_METRICS) {
    const part = found[metric];
    if (hours[metric]) {
      const due = hoursOf(metric);
      missing[metric] = due - hours[metric].slice(0, due).filter(isMean).length;
    }
    if (part === undefined) continue;
    parts[metric] = part;
    if (part > index) [index, dominant] = [part, metric];
  }
  return { index, band: bandOf(index), dominant, parts, missing };
}
