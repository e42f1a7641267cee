import type { Metric } from './domain.js';

/**
 * The value in the metric's own unit; undefined if the unit is none of this metric's. Spellings of one unit are one:
 * `ug/m3`, `μg/m³` (Greek mu) and `µg/m³` (micro sign).
 */
export function inOwnUnit(metric: Metric, value: number, unit: string): number | undefined {
  if (unit === metric.unit) return value;
  const spelt = canonical(unit);
  if (spelt === canonical(metric.unit)) return value;
  for (const [name, { factor, offset = 0 }] of Object.entries(metric.units ?? {})) {
    if (spelt === canonical(name)) return value * factor + offset;
  }
  return undefined;
}

function canonical(unit: string): string {
  return unit
    .trim()
    .normalize('NFKC')
    .replace(/^[uμ](?=g\/)/u, 'µ')
    .replace(/^deg(?=[CF]$)/u, '°')
    .replace(/(?<=[a-z])\^(?=[23]$)/u, '');
}
