import { DOMAINS, type Domain, isSensitive, metricOf, type PanelFigure } from '@toancanh/domains';
import { countsInWindows, type Figure, freshnessOf, toIso } from '@toancanh/events';
import type { LatestValues } from './latest-values.js';

/**
 * The panels of an area: each figure rests on the values of its metric that are live or late, of good quality, and of
 * sensors in the area or below it. `asOf` is the instant of the oldest value it rests on, so that nothing in the figure
 * is older than it says; where nothing is fresh the value is null and `asOf` the instant of the newest that is known. What
 * no sensor of the city measures is not on a panel.
 */
export function figuresOf(
  area: string,
  under: ReadonlySet<string>,
  latest: LatestValues,
  now: number,
  domains?: ReadonlySet<string>,
): Figure[] {
  return DOMAINS.filter(({ name }) => !domains || domains.has(name)).flatMap((domain) =>
    domain.panel
      .filter(({ metric }) => !isSensitive(metric) && isMeasured(metric, latest))
      .map((figure) => combined(area, under, latest, now, domain, figure)),
  );
}

function isMeasured(metric: string, latest: LatestValues): boolean {
  for (const source of latest.reporting(metric)) if (source.sensor) return true;
  return false;
}

function combined(
  area: string,
  under: ReadonlySet<string>,
  latest: LatestValues,
  now: number,
  domain: Domain,
  { id, metric, title, combine, as, target }: PanelFigure,
): Figure {
  let all = 0;
  let fresh = 0;
  let total = 0;
  let least = Infinity;
  let most = -Infinity;
  let oldest = Infinity;
  let newestKnown = -Infinity;
  let simulated = false;
  for (const { sensor, cells } of latest.reporting(metric)) {
    if (!sensor || !under.has(sensor.area)) continue;
    all++;
    const cell = cells.get(metric);
    if (!cell) continue;
    newestKnown = Math.max(newestKnown, cell.at);
    simulated ||= cell.quality === 'simulated';
    const freshness = freshnessOf(now - cell.at, sensor.period);
    if (freshness === 'stale' || freshness === 'lost' || !countsInWindows(cell.quality)) continue;
    fresh++;
    total += cell.value;
    least = Math.min(least, cell.value);
    most = Math.max(most, cell.value);
    oldest = Math.min(oldest, cell.at);
  }
  const value = { mean: total / fresh, sum: total, min: least, max: most }[combine];
  const asOf = fresh > 0 ? oldest : newestKnown;
  const { unit, digits, factor } = as ?? { unit: '', digits: 0, ...metricOf(metric), factor: 1 };
  return {
    id,
    area,
    domain: domain.name,
    metric,
    title,
    value: fresh > 0 ? value * factor : null,
    unit,
    digits,
    ...(target ? { target } : {}),
    sources: { fresh, all },
    asOf: Number.isFinite(asOf) ? toIso(asOf) : null,
    simulated,
  };
}
