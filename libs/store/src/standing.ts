import type { StoredReading } from './store.js';

/** Whether `a` comes after `b` in the log. A sensor stays in one partition; partitions only make the order total. */
export function isLater(
  a: Pick<StoredReading, 'partition' | 'offset'>,
  b: Pick<StoredReading, 'partition' | 'offset'>,
): boolean {
  return a.offset > b.offset || (a.offset === b.offset && a.partition > b.partition);
}

/**
 * What is read of the readings of one sensor and instant, which come in the order of the log: each keeps the values that
 * no later one replaced, and one with none left is not read. A value thus never parts from its quality, gateway and number.
 */
export function standing(readings: readonly StoredReading[]): readonly StoredReading[] {
  if (readings.length < 2) return readings;
  const owner = new Map<string, StoredReading>();
  for (const reading of readings) for (const metric in reading.values) owner.set(metric, reading);
  const stand: StoredReading[] = [];
  for (const reading of readings) {
    const kept = Object.entries(reading.values).filter(([metric]) => owner.get(metric) === reading);
    if (kept.length > 0) stand.push({ ...reading, values: Object.fromEntries(kept) });
  }
  return stand;
}
