import { isSensitive, metricOf } from '@toancanh/domains';
import { freshnessOf, type Quality, type Reading, type Sensor, toIso, type Value } from '@toancanh/events';
import type { SensorDirectory } from '@toancanh/runtime';

/** The newest value of one metric of one sensor. Changed in place, for there is one for each and they change often. */
export interface Cell {
  readonly source: Source;
  readonly metric: string;
  readonly unit: string;
  value: number;
  at: number;
  receivedAt: number;
  quality: Quality;
  /** The instant after which it is less fresh than it is now. */
  freshUntil: number;
  dirty: boolean;
  /** The part of its text that stays while its sensor is where it is; see `valueText`. */
  head?: string;
}

/** A sensor and its newest values. `sensor` is missing until the directory knows it; until then it is nobody's. */
export interface Source {
  readonly id: string;
  sensor: Sensor | undefined;
  readonly cells: Map<string, Cell>;
  /** When the newest of its sensitive values was measured and came: that it reports is no secret. */
  unshown?: { readonly at: number; readonly receivedAt: number };
}

export type Taken = 'accepted' | 'late' | 'duplicate';

/** Where freshness changes, in periods of the sensor. */
const BOUNDS = [1.5, 3, 10] as const;
const UNKNOWN_PERIOD = 60;

/**
 * The newest value by measurement time of every metric of every sensor, but for sensitive ones: what is not in here cannot
 * leave. Of two of one instant the one later in the
 * log stands, so overlap at the start is harmless.
 */
export class LatestValues {
  readonly #sources = new Map<string, Source>();
  readonly #byMetric = new Map<string, Set<Source>>();
  readonly #unknown = new Set<Source>();
  #dirty: Cell[] = [];

  constructor(private readonly directory: SensorDirectory) {
    for (const sensor of directory.all()) this.#sourceOf(sensor.id);
  }

  take(reading: Reading): Taken {
    const source = this.#sources.get(reading.sensor) ?? this.#sourceOf(reading.sensor);
    let taken: Taken = 'duplicate';
    for (const metric in reading.values) {
      const value = reading.values[metric]!;
      const cell = source.cells.get(metric);
      if (!cell && isSensitive(metric)) taken = unshown(source, reading);
      else if (!cell) {
        this.#addCell(source, metric, value, reading);
        taken = 'accepted';
      } else if (reading.at > cell.at || (reading.at === cell.at && !isSame(cell, value, reading))) {
        cell.value = value;
        cell.at = reading.at;
        cell.receivedAt = reading.receivedAt;
        cell.quality = reading.quality;
        cell.freshUntil = freshUntil(cell, reading.at);
        this.#touch(cell);
        taken = 'accepted';
      } else if (reading.at < cell.at && taken === 'duplicate') taken = 'late';
    }
    return taken;
  }

  source(id: string): Source | undefined {
    return this.#sources.get(id);
  }

  sources(): Iterable<Source> {
    return this.#sources.values();
  }

  /** Sensors that report a metric, or should. */
  reporting(metric: string): Iterable<Source> {
    return this.#byMetric.get(metric) ?? [];
  }

  /** Marks what has become less fresh by itself: silence is a change, too. */
  fade(now: number): void {
    for (const { cells } of this.#sources.values()) {
      for (const cell of cells.values()) {
        if (now <= cell.freshUntil) continue;
        cell.freshUntil = freshUntil(cell, now);
        this.#touch(cell);
      }
    }
  }

  /** Takes sensors to where the directory has them now: they move on days, also while the process runs. */
  follow(): void {
    for (const source of this.#sources.values()) {
      const sensor = this.directory.get(source.id);
      if (!sensor || sensor.area === source.sensor?.area) continue;
      source.sensor = sensor;
      for (const cell of source.cells.values()) {
        delete cell.head;
        this.#touch(cell);
      }
    }
  }

  /** What changed since the last call. */
  takeChanges(): readonly Cell[] {
    for (const source of this.#unknown) this.#recognise(source);
    const changes = this.#dirty;
    this.#dirty = [];
    for (const cell of changes) cell.dirty = false;
    return changes;
  }

  #sourceOf(id: string): Source {
    const source: Source = { id, sensor: undefined, cells: new Map() };
    this.#sources.set(id, source);
    this.#unknown.add(source);
    this.#recognise(source);
    return source;
  }

  /** In another process the registration of a sensor may come a moment after its first reading. */
  #recognise(source: Source): void {
    source.sensor = this.directory.get(source.id);
    if (!source.sensor) return;
    this.#unknown.delete(source);
    for (const metric of source.sensor.metrics) this.#index(metric, source);
    for (const cell of source.cells.values()) {
      cell.freshUntil = freshUntil(cell, cell.at);
      this.#touch(cell);
    }
  }

  #addCell(source: Source, metric: string, value: number, reading: Reading): void {
    const cell: Cell = {
      source,
      metric,
      unit: metricOf(metric)?.unit ?? '',
      value,
      at: reading.at,
      receivedAt: reading.receivedAt,
      quality: reading.quality,
      freshUntil: 0,
      dirty: false,
    };
    cell.freshUntil = freshUntil(cell, reading.at);
    source.cells.set(metric, cell);
    this.#index(metric, source);
    this.#touch(cell);
  }

  #index(metric: string, source: Source): void {
    let sources = this.#byMetric.get(metric);
    if (!sources) this.#byMetric.set(metric, (sources = new Set()));
    sources.add(source);
  }

  #touch(cell: Cell): void {
    if (cell.dirty) return;
    cell.dirty = true;
    this.#dirty.push(cell);
  }
}

/** As it leaves on HTTP and Socket.IO; undefined while nobody knows where its sensor is. */
export function valueOf(cell: Cell, now: number): Value | undefined {
  const { sensor } = cell.source;
  if (!sensor) return undefined;
  return {
    sensor: sensor.id,
    metric: cell.metric,
    value: cell.value,
    unit: cell.unit,
    at: toIso(cell.at),
    receivedAt: toIso(cell.receivedAt),
    area: sensor.area,
    quality: cell.quality,
    freshness: freshnessOf(now - cell.at, sensor.period),
  };
}

function unshown(source: Source, { at, receivedAt }: Reading): Taken {
  if (source.unshown && at < source.unshown.at) return 'late';
  source.unshown = { at, receivedAt };
  return 'accepted';
}

function isSame(cell: Cell, value: number, reading: Reading): boolean {
  return cell.value === value && cell.quality === reading.quality;
}

function freshUntil({ at, source }: Cell, now: number): number {
  const period = (source.sensor?.period ?? UNKNOWN_PERIOD) * 1_000;
  const bound = BOUNDS.find((periods) => now <= at + periods * period);
  return bound === undefined ? Infinity : at + bound * period;
}
