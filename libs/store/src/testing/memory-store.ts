import { supersedes, targetKey, type Window, windowIdentity } from '@toancanh/events';
import { readingCursor, windowCursor } from '../cursor.js';
import { isLater, standing } from '../standing.js';
import {
  type Page,
  type ReadingQuery,
  Store,
  type StoreBatch,
  type StoredReading,
  StoreError,
  type WindowQuery,
} from '../store.js';

/** The fake of the store. `failure` makes every call reject until it is taken away; `hold` keeps writes waiting. */
export class MemoryStore extends Store {
  failure: Error | undefined;
  /** Each batch that was written, for tests that count writes. */
  readonly written: StoreBatch[] = [];
  /** By sensor and instant, in the order of the log. */
  readonly #readings = new Map<string, StoredReading[]>();
  /** By identity, every revision and epoch. */
  readonly #windows = new Map<string, Window[]>();
  #gate: Promise<void> = Promise.resolve();
  #closed = false;

  async write(batch: StoreBatch): Promise<void> {
    this.#check();
    await this.#gate;
    this.#check();
    this.written.push(batch);
    for (const reading of batch.readings ?? []) this.#addReading(reading);
    for (const window of batch.windows ?? []) this.#addWindow(window);
  }

  async readings(query: ReadingQuery): Promise<Page<StoredReading>> {
    this.#check();
    const after = readingCursor.decode(query.cursor);
    const items = this.#standing()
      .filter(
        ({ at, sensor, gateway }) =>
          at >= query.from &&
          at < query.to &&
          sensor === (query.sensor ?? sensor) &&
          gateway === (query.gateway ?? gateway),
      )
      .flatMap((reading) => withMetric(reading, query.metric))
      .sort((a, b) => compare(readingPlace(a), readingPlace(b)))
      .filter((reading) => after === undefined || compare(readingPlace(reading), after) > 0);
    return page(items, query.limit, (last) => readingCursor.encode(readingPlace(last)));
  }

  async windows(query: WindowQuery): Promise<Page<Window>> {
    this.#check();
    const after = windowCursor.decode(query.cursor);
    const items = [...this.#windows.values()]
      .flatMap((revisions) => newest(revisions, query.asOf ?? Infinity))
      .filter(
        ({ metric, span, start, sensor, area }) =>
          metric === query.metric &&
          span === query.span &&
          start >= query.from &&
          start < query.to &&
          (query.sensor === undefined || sensor === query.sensor) &&
          (query.area === undefined || area === query.area),
      )
      .sort((a, b) => compare(windowPlace(a), windowPlace(b)))
      .filter((window) => after === undefined || compare(windowPlace(window), after) > 0);
    return page(items, query.limit, (last) => windowCursor.encode(windowPlace(last)));
  }

  async latest(since: number): Promise<readonly StoredReading[]> {
    this.#check();
    const newestOf = new Map<string, StoredReading>();
    for (const reading of this.#standing()) {
      if (reading.at < since) continue;
      for (const metric in reading.values) {
        const key = targetKey({ metric, sensor: reading.sensor });
        if (reading.at >= (newestOf.get(key)?.at ?? -Infinity)) newestOf.set(key, reading);
      }
    }
    return [...new Set(newestOf.values())].map((reading) => ({
      ...reading,
      values: Object.fromEntries(
        Object.entries(reading.values).filter(
          ([metric]) => newestOf.get(targetKey({ metric, sensor: reading.sensor })) === reading,
        ),
      ),
    }));
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** Writes from now on wait until the function returned is called. */
  hold(): () => void {
    let release = (): void => undefined;
    const before = this.#gate;
    const held = new Promise<void>((resolve) => (release = resolve));
    this.#gate = before.then(() => held);
    return release;
  }

  #standing(): StoredReading[] {
    return [...this.#readings.values()].flatMap(standing);
  }

  #addReading(reading: StoredReading): void {
    const key = JSON.stringify([reading.sensor, reading.at]);
    const others = (this.#readings.get(key) ?? []).filter(
      ({ partition, offset }) => partition !== reading.partition || offset !== reading.offset,
    );
    this.#readings.set(
      key,
      [...others, reading].sort((a, b) => (isLater(a, b) ? 1 : -1)),
    );
  }

  #addWindow(window: Window): void {
    const key = windowIdentity(window);
    const others = (this.#windows.get(key) ?? []).filter(
      ({ revision, epoch }) => revision !== window.revision || epoch !== window.epoch,
    );
    this.#windows.set(key, [...others, window]);
  }

  #check(): void {
    if (this.#closed) throw new StoreError('STORE_CLOSED', 'the store is closed');
    if (this.failure) throw this.failure;
  }
}

function newest(revisions: readonly Window[], asOf: number): Window[] {
  let best: Window | undefined;
  for (const window of revisions) {
    if (window.asOf <= asOf && (!best || supersedes(window, best))) best = window;
  }
  return best ? [best] : [];
}

function withMetric(reading: StoredReading, metric: string | undefined): StoredReading[] {
  if (metric === undefined) return [reading];
  const value = reading.values[metric];
  return value === undefined ? [] : [{ ...reading, values: { [metric]: value } }];
}

type Place = readonly (number | string | boolean)[];

function readingPlace({ at, sensor, offset, partition }: StoredReading): [number, string, number, number] {
  return [at, sensor, offset, partition];
}

function windowPlace({ start, sensor, area }: Window): [number, boolean, string] {
  return [start, sensor === undefined, sensor ?? area ?? ''];
}

function compare(a: Place, b: Place): number {
  for (let i = 0; i < a.length; i += 1) {
    if (a[i]! < b[i]!) return -1;
    if (a[i]! > b[i]!) return 1;
  }
  return 0;
}

function page<T>(items: readonly T[], limit: number, cursorOf: (last: T) => string): Page<T> {
  const taken = items.slice(0, limit);
  return { items: taken, next: items.length > limit ? cursorOf(taken.at(-1)!) : null };
}
