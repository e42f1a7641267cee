import { Injectable } from '@nestjs/common';
import {
  DOMAINS,
  type Domain,
  isSensitive,
  metricOf,
  type PanelFigure,
  withoutSmallCells,
} from '@toancanh/domains';
import { countsInWindows, type Figure, type Sensor, toIso } from '@toancanh/events';
import { dayStart } from '@toancanh/regions';
import { AppLogger, City, SensorDirectory } from '@toancanh/runtime';
import { Store, type StoredReading } from '@toancanh/store';
import { dayIn } from '@toancanh/windows';
import { LIMITS } from '../limits.js';
import { Picture } from './picture.js';

/** The leaf of what counts for the root and for none of its children. */
const ELSEWHERE = '';

/**
 * Sums of sensitive counts for the root and its children, once a day as they were known at its start, with small ones and
 * whatever would give them away hidden. They are made of the store alone, so every process and every start gives out the same
 * ones: of two different hidings of one day's counts more could be learnt than of each.
 */
@Injectable()
export class CountRelease {
  readonly #dayOf: (at: number) => string;
  #day = '';
  #working = false;

  constructor(
    private readonly store: Store,
    private readonly city: City,
    private readonly sensors: SensorDirectory,
    private readonly picture: Picture,
    private readonly logger: AppLogger,
  ) {
    this.#dayOf = dayIn(city.timeZone);
  }

  /** Makes the figures of the day, if that has not been done. What a store that does not answer leaves is that of the day before. */
  async refresh(now: number): Promise<void> {
    // What came before midnight has a while to get into the store.
    const day = this.#dayOf(now - LIMITS.releaseAfter);
    if (day === this.#day || this.#working) return;
    this.#working = true;
    try {
      this.picture.released = await this.#figuresAt(dayStart(day, this.city.timeZone));
      this.#day = day;
    } catch (error) {
      this.logger.warn({ error }, 'the store did not answer; counts of the day before stay');
    } finally {
      this.#working = false;
    }
  }

  async #figuresAt(at: number): Promise<ReadonlyMap<string, readonly Figure[]>> {
    const byArea = new Map<string, Figure[]>();
    for (const domain of DOMAINS) {
      for (const panel of domain.panel.filter(({ metric }) => isSensitive(metric))) {
        const reporting = [...this.sensors.all()].filter(({ metrics }) => metrics.includes(panel.metric));
        if (reporting.length === 0) continue;
        const known = await this.#knownAt(at, panel.metric);
        for (const figure of this.#released(at, domain, panel, reporting, known)) {
          const beside = byArea.get(figure.area);
          if (beside) beside.push(figure);
          else byArea.set(figure.area, [figure]);
        }
      }
    }
    return byArea;
  }

  /** The newest report of each sensor that had come by then. */
  async #knownAt(at: number, metric: string): Promise<ReadonlyMap<string, StoredReading>> {
    const newest = new Map<string, StoredReading>();
    let cursor: string | null | undefined;
    do {
      const page = await this.store.readings({
        ...{ metric, from: at - LIMITS.countsKnownFor, to: at, limit: LIMITS.page },
        ...(cursor && { cursor }),
      });
      for (const reading of page.items) {
        if (reading.receivedAt < at && countsInWindows(reading.quality)) newest.set(reading.sensor, reading);
      }
      cursor = page.next;
    } while (cursor);
    return newest;
  }

  #released(
    at: number,
    domain: Domain,
    { id, metric, title }: PanelFigure,
    reporting: readonly Sensor[],
    known: ReadonlyMap<string, StoredReading>,
  ): readonly Figure[] {
    const { root } = this.city.areas;
    const children = this.city.areas.childrenOf(root, at).map(({ code }) => code);
    const sums = new Map([...children, ELSEWHERE].map((code) => [code, new Sum()]));
    const whole = new Sum();
    for (const sensor of reporting) {
      const path = this.city.areas.pathOf(sensor.area, at);
      if (!path.includes(root)) continue;
      const place = children.find((code) => path.includes(code)) ?? ELSEWHERE;
      for (const sum of [sums.get(place)!, whole]) sum.add(known.get(sensor.id), metric);
    }
    const { cells } = withoutSmallCells({
      rows: [{ id: root, parent: null }, ...[...sums.keys()].map((code) => ({ id: code, parent: root }))],
      columns: [metric],
      counts: Object.fromEntries([...sums].map(([code, { count }]) => [code, [count]])),
      totals: false,
    });
    const { unit, digits } = metricOf(metric)!;
    return [[root, whole] as const, ...children.map((code) => [code, sums.get(code)!] as const)].map(
      ([area, { fresh, all, simulated }]) => {
        const shown = cells[area]![0]!;
        const isHidden = fresh > 0 && shown === null;
        return {
          ...{ id, area, domain: domain.name, metric, title, unit, digits },
          value: fresh > 0 ? shown : null,
          ...(isHidden && { hidden: true as const }),
          sources: { fresh, all },
          asOf: fresh > 0 ? toIso(at) : null,
          simulated,
        };
      },
    );
  }
}

class Sum {
  count = 0;
  fresh = 0;
  all = 0;
  simulated = false;

  add(reading: StoredReading | undefined, metric: string): void {
    this.all += 1;
    if (!reading) return;
    this.fresh += 1;
    this.count += Math.round(reading.values[metric] ?? 0);
    this.simulated ||= reading.quality === 'simulated';
  }
}
