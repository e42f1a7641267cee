// What the aggregator finds on its log in a steady minute: the same for whoever folds it, by numbers alone and without chance.
import { readFileSync } from 'node:fs';
import { TOPICS } from '../../dist/libs/events/src/index.js';
import { partitionOf } from '../../dist/libs/log/src/index.js';
import { RegionTree } from '../../dist/libs/regions/src/index.js';

export const { name: TOPIC, partitions: PARTITIONS } = TOPICS.readings;
export const LATENESS = 30_000;
export const TIME_ZONE = 'Asia/Ho_Chi_Minh';
export const BEGIN = Date.UTC(2026, 10, 23, 1);
const METRICS = ['pm25', 'pm10', 'temperature', 'humidity'];
const QUARTERS = 10;

/** Bình Dương with ten quarters below each of its units: province, area centre, ward or commune, quarter. */
export function deepTree() {
  const { areas, lineage } = JSON.parse(readFileSync('cities/binh-duong/areas.json', 'utf8'));
  const units = areas.filter(
    ({ kind, validTo }) => validTo === null && (kind === 'ward' || kind === 'commune'),
  );
  const quarters = units.flatMap(({ code, validFrom }) =>
    Array.from({ length: QUARTERS }, (_, i) => ({
      code: `${code}-${i}`,
      scheme: 'centre',
      name: `Khu phố ${i}`,
      kind: 'quarter',
      parent: code,
      validFrom,
      validTo: null,
    })),
  );
  const tree = new RegionTree({
    areas: [...areas, ...quarters],
    lineage,
    root: 'binh-duong',
    timeZone: TIME_ZONE,
  });
  return { tree, quarters: quarters.map(({ code }) => code) };
}

export function sensorsIn(quarters, count, period) {
  return Array.from({ length: count }, (_, i) => ({
    id: `bench-${i}`,
    gateway: `gw-${i % 50}`,
    domain: 'environment',
    area: quarters[i % quarters.length],
    metrics: METRICS,
    period,
    from: '2025-07-01',
  }));
}

/**
 * The batches of one second: for each partition the readings of the sensors whose turn it is, as JSON, and then its tick.
 * Values are eighths, so that their sums are exact in any order and two implementations can be compared bit by bit.
 */
export class Input {
  #lanes;
  #next = new Array(PARTITIONS).fill(0);

  constructor(sensors, period) {
    this.#lanes = Array.from({ length: period }, () => Array.from({ length: PARTITIONS }, () => []));
    for (const [i, sensor] of sensors.entries()) {
      this.#lanes[i % period][partitionOf(sensor.id, PARTITIONS)].push({ i, sensor });
    }
  }

  second(second) {
    const at = BEGIN + second * 1_000;
    return this.#lanes[second % this.#lanes.length].map((due, partition) => {
      const texts = due.map(({ i, sensor }) => readingText(i, sensor, second, at));
      texts.push(`{"tick":${at + 999}}`);
      const keys = [...due.map(({ sensor }) => sensor.id), 'tick'];
      const first = this.#next[partition];
      this.#next[partition] += texts.length;
      return { partition, first, at: at + 999, keys, texts };
    });
  }
}

function readingText(i, { id, gateway }, second, at) {
  const values = Object.fromEntries(
    METRICS.map((metric, m) => [metric, ((i * 7919 + second * 104_729 + m * 1_299_709) % 4_001) / 8]),
  );
  return JSON.stringify({
    sensor: id,
    gateway,
    at: at + (i % 500),
    receivedAt: at + 900,
    values,
    quality: 'ok',
  });
}

/** As a log hands it over: parsed. */
export function parsed({ partition, first, at, keys, texts }) {
  const records = texts.map((text, i) => ({
    offset: first + i,
    key: keys[i],
    appendTime: at,
    value: JSON.parse(text),
  }));
  return { topic: TOPIC, partition, records, next: first + records.length };
}
