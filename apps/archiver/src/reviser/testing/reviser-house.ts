import { type Quality, type Span, TOPICS, type Window } from '@toancanh/events';
import type { Log, Reader } from '@toancanh/log';
import { MemoryLog } from '@toancanh/log/testing';
import { type City, Clock, type SensorDirectory } from '@toancanh/runtime';
import type { Store } from '@toancanh/store';
import { MemoryStore } from '@toancanh/store/testing';
import { GivenInstants } from '@toancanh/windows';
import { sifted } from '../../sifted.js';
import { ARCHIVER_GROUP } from '../../transport.js';
import { endsOf, storedUpTo } from '../archive-progress.js';
import { Reviser } from '../reviser.js';

export const DAY = 86_400_000;
/** A minute that has been closed for long. */
export const START = Date.UTC(2026, 10, 23, 5);
export const NOW = START + 7_200_000;

const AREA = { a: 'ward', b: 'ward', c: 'city' } as const;
const PATHS: Readonly<Record<string, readonly string[]>> = { ward: ['ward', 'city'], city: ['city'] };

/** A log, a store, archivers between them, and a city of three sensors: a and b in the ward, c in the city above it. */
export class ReviserHouse {
  readonly clock = Object.assign(new Clock(), { now: () => NOW });
  readonly log = new MemoryLog({ clock: this.clock });
  readonly store = new MemoryStore();
  readonly sensors = sensorsOf();
  readonly city = {
    timeZone: 'Asia/Ho_Chi_Minh',
    areas: { pathOf: (area: string) => PATHS[area] ?? [] },
    retention: { readings: 90 * DAY, windows: 400 * DAY },
  } as unknown as City;

  /** A member of the archivers' group that stores what it gets. */
  archiver(store: Pick<Store, 'write'> = this.store): Promise<Reader> {
    const instants = new GivenInstants();
    return this.log.subscribe({
      name: ARCHIVER_GROUP,
      group: 'shared',
      topics: [TOPICS.readings.name, TOPICS.windows.name],
      onBatch: (batch) => store.write(sifted(batch, instants)),
    });
  }

  /** Resolves when all that is on the log is in the store. */
  async stored(): Promise<void> {
    const limits = { wait: 4_000, look: 5 };
    await storedUpTo(await endsOf(this.log), this.log, limits, (time) => this.clock.pause(time));
  }

  reviser(log: Log = this.log): Reviser {
    return new Reviser(log, this.store, this.city, this.sensors, this.clock);
  }

  /** A process that revises; `faults` are those of its rounds. */
  async revising(log: Log = this.log): Promise<{ reviser: Reviser; reader: Reader; faults: unknown[] }> {
    const reviser = this.reviser(log);
    const faults: unknown[] = [];
    const reader = await this.log.subscribe({
      name: 'reviser',
      group: 'shared',
      topics: [TOPICS.late.name],
      startAt: (assignment) => reviser.activate(assignment),
      onBatch: (batch) => reviser.take(batch),
      onFault: (error) => faults.push(error),
    });
    reviser.lag = () => reader.lag();
    return { reviser, reader, faults };
  }

  /** A reading of `pm25`, so many seconds into the minute. */
  async read(
    sensor: keyof typeof AREA,
    second: number,
    value: number,
    quality: Quality = 'ok',
  ): Promise<void> {
    const at = START + second * 1_000;
    const reading = { sensor, gateway: 'gw', at, receivedAt: at, values: { pm25: value }, quality };
    await this.log.append(TOPICS.readings.name, [{ key: sensor, value: JSON.stringify(reading) }]);
  }

  /** What the aggregator says of a late reading. */
  async notice(...sensors: readonly (keyof typeof AREA)[]): Promise<void> {
    const notices = sensors.flatMap((sensor) => [
      { metric: 'pm25', sensor, start: START, at: START },
      ...PATHS[AREA[sensor]]!.map((area) => ({ metric: 'pm25', area, start: START, at: START })),
    ]);
    await this.log.append(
      TOPICS.late.name,
      notices.map((notice) => ({ key: notice.metric, value: JSON.stringify(notice) })),
    );
  }

  /** What the aggregator says when an hour or a day has ended. */
  async ended(span: '1h' | '1d', start: number): Promise<void> {
    const value = JSON.stringify({ span, start, at: NOW });
    await this.log.append(TOPICS.late.name, [{ key: `${span}@${start}`, value }]);
  }

  /** All that is on `city.windows`, as `target revision.epoch: values`. */
  published(): string[] {
    return this.log
      .records(TOPICS.windows.name)
      .map(({ value }) => value as Window)
      .map(({ sensor, area, span, revision, epoch, count, sum }) => {
        const of = span === '1m' ? '' : `${span} of `;
        return `${of}${sensor ?? area} ${revision}.${epoch}: ${count} make ${sum}`;
      })
      .sort();
  }

  /** Of what is on `city.windows` the windows that nothing supersedes. */
  async onlyNewest(): Promise<string[]> {
    const all = this.published().map((line) => line.split(' ')[0]!);
    return this.published().filter((line, n) => all.lastIndexOf(line.split(' ')[0]!) === n);
  }

  /** What stands in the store, as of an instant. */
  async standing(asOf?: number, span: Span = '1m'): Promise<Record<string, string>> {
    const query = { metric: 'pm25', span, from: 0, to: NOW * 2, limit: 100 } as const;
    const { items } = await this.store.windows({ ...query, ...(asOf !== undefined && { asOf }) });
    return Object.fromEntries(
      items.map(({ sensor, area, count, sum }) => [sensor ?? area, `${count} make ${sum}`]),
    );
  }

  /** What an aggregator published when the minute closed. */
  async closed(...windows: readonly Partial<Window>[]): Promise<void> {
    await this.log.append(
      TOPICS.windows.name,
      windows.map((window) => ({ key: 'any', value: JSON.stringify({ ...CLOSED, ...window }) })),
    );
  }
}

const CLOSED: Omit<Window, 'sensor' | 'area'> = {
  ...{ metric: 'pm25', span: '1m', start: START, end: START + 60_000 },
  ...{ count: 1, sum: 5, min: 5, max: 5, mean: 5, p50: 5, p95: 5, expected: 1, coverage: 1 },
  ...{ revision: 0, epoch: 9, asOf: START + 90_000 },
};

function sensorsOf(): SensorDirectory {
  const sensors = Object.entries(AREA).map(([id, area]) => ({
    ...{ id, gateway: 'gw', domain: 'environment', area, metrics: ['pm25'] },
  }));
  return {
    get: (id: string) => sensors.find((sensor) => sensor.id === id),
    all: () => sensors,
    placed: () => sensors,
    caughtUp: async () => undefined,
  } as unknown as SensorDirectory;
}
