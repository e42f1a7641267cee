import { Agenda } from './agenda.js';
import { draw } from './chance.js';
import {
  deliveriesOf,
  drifted,
  type FaultRates,
  isReplayed,
  isSilent,
  type Report,
  shownAt,
} from './faults.js';
import type { Scene } from './scene.js';
import type { Site } from './site.js';
import { Timetable } from './timetable.js';
import { valuesOf } from './values-of.js';

/** Reports that are overdue by more (the machine slept) are left out, and counted. */
const OVERDUE = 5_000;
/** A gateway that comes up tells the state of its sensors within so many ms, and keeps their beat from then on. */
const COMING_UP = 5_000;
/** Unlisted sensors that report less often than each quarter of an hour make themselves known in the first minute. */
const SELDOM = 900_000;
const MAKING_KNOWN = 60_000;
const DAY = 86_400_000;
/** Between two reports of a day that is sent once more. */
const REPLAY_STEP = 20;

export interface Sending {
  readonly sendAt: number;
  readonly site: Site;
  readonly report: Report;
}

type Task = { readonly site: Site; readonly report?: Report };

/** What all the gateways of a city send, in the order of time. It has no clock: `step` is told how far time has come. */
export class Course {
  readonly #agenda = new Agenda<Task>();
  /** Sensors that are in no folder and have said, with their first report, where they stand. */
  readonly #placed = new Set<string>();
  skipped = 0;

  constructor(
    sites: readonly Site[],
    private readonly scene: Scene,
    begin: number,
    private readonly rates: FaultRates = {},
    private readonly timetable = new Timetable(scene),
  ) {
    for (const site of sites) this.#agenda.add(this.#firstOf(site, begin), { site });
  }

  #firstOf(site: Site, begin: number): number {
    const within = (length: number) => begin + Math.round(length * draw(this.scene.seed, site.key, 2));
    if (!site.unlisted) return within(COMING_UP);
    const first = this.timetable.next(site, begin);
    return this.timetable.aligned || site.period <= SELDOM ? first : Math.min(first, within(MAKING_KNOWN));
  }

  /** What is sent until `now`, oldest first. */
  step(now: number): readonly Sending[] {
    const sendings: Sending[] = [];
    for (let next = this.#agenda.take(now); next; next = this.#agenda.take(now)) {
      const { site, report } = next.what;
      if (report) sendings.push({ sendAt: next.due, site, report });
      else this.#measure(site, next.due, now, sendings);
    }
    return sendings;
  }

  #measure(site: Site, at: number, now: number, sendings: Sending[]): void {
    const { scene, timetable } = this;
    const overdue = now - at > OVERDUE;
    const next = timetable.next(site, overdue ? now : at);
    this.#agenda.add(next, { site });
    if (overdue) this.skipped++;
    if (overdue || isSilent(site, at, scene)) return;
    const values = this.#valuesAt(site, at);
    // A city may have metrics that nobody taught the simulator.
    if (Object.keys(values).length === 0) return;
    if (site.unlisted && !this.#placed.has(site.id)) {
      this.#placed.add(site.id);
      const place: [number, number] = [site.lon, site.lat];
      const report: Report = { sensor: site.id, at, values, quality: 'simulated', place };
      sendings.push({ sendAt: at, site, report });
      return;
    }
    for (const { sendAt, report } of deliveriesOf(site, at, values, scene, this.rates)) {
      if (sendAt <= now) sendings.push({ sendAt, site, report });
      else this.#agenda.add(sendAt, { site, report });
    }
    if (isReplayed(site, at, next, scene)) this.#replay(site, at);
  }

  #valuesAt(site: Site, at: number): Record<string, number> {
    return drifted(site, at, valuesOf(site, shownAt(site, at, this.scene), this.scene), this.scene);
  }

  /** Everything of the last day, as it was sent then. */
  #replay(site: Site, at: number): void {
    let sendAt = at;
    for (let then = this.timetable.next(site, at - DAY); then < at; then = this.timetable.next(site, then)) {
      const report: Report = {
        sensor: site.id,
        at: then,
        values: this.#valuesAt(site, then),
        quality: 'simulated',
      };
      this.#agenda.add((sendAt += REPLAY_STEP), { site, report });
    }
  }
}
