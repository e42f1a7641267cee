import { Agenda } from './agenda.js';
import { draw } from './chance.js';
import { deliveriesOf, drifted, type FaultRates, isSilent, type Report, shownAt } from './faults.js';
import { nextReport } from './schedule.js';
import type { Scene } from './scene.js';
import type { Site } from './site.js';
import { valuesOf } from './values-of.js';

/** Reports that are overdue by more (the machine slept) are left out, and counted. */
const OVERDUE = 5_000;
/** A gateway that comes up tells the state of its sensors within so many ms, and keeps their beat from then on. */
const COMING_UP = 5_000;

export interface Sending {
  readonly site: Site;
  readonly report: Report;
}

type Task = { readonly site: Site; readonly report?: Report };

/** What all the gateways of a city send, in the order of time. It has no clock: `step` is told how far time has come. */
export class Course {
  readonly #agenda = new Agenda<Task>();
  readonly #placed = new Set<string>();
  skipped = 0;

  constructor(
    sites: readonly Site[],
    private readonly scene: Scene,
    begin: number,
    private readonly rates: FaultRates = {},
  ) {
    for (const site of sites) {
      const first = site.unlisted
        ? nextReport(site, scene.seed, begin)
        : begin + Math.round(COMING_UP * draw(scene.seed, site.key, 2));
      this.#agenda.add(first, { site });
    }
  }

  /** What is sent until `now`, oldest first. */
  step(now: number): readonly Sending[] {
    const sendings: Sending[] = [];
    for (let next = this.#agenda.take(now); next; next = this.#agenda.take(now)) {
      const { site, report } = next.what;
      if (report) sendings.push({ site, report });
      else this.#measure(site, next.due, now, sendings);
    }
    return sendings;
  }

  #measure(site: Site, at: number, now: number, sendings: Sending[]): void {
    const { scene } = this;
    const overdue = now - at > OVERDUE;
    this.#agenda.add(nextReport(site, scene.seed, overdue ? now : at), { site });
    if (overdue) this.skipped++;
    if (overdue || isSilent(site, at, scene)) return;
    const values = drifted(site, at, valuesOf(site, shownAt(site, at, scene), scene), scene);
    // A city may have metrics that nobody taught the simulator.
    if (Object.keys(values).length === 0) return;
    for (const { sendAt, report } of deliveriesOf(site, at, values, scene, this.rates)) {
      const placed = this.#withPlace(site, report);
      if (sendAt <= now) sendings.push({ site, report: placed });
      else this.#agenda.add(sendAt, { site, report: placed });
    }
  }

  /** The first report of a sensor that is in no folder says where it stands. */
  #withPlace(site: Site, report: Report): Report {
    if (!site.unlisted || this.#placed.has(site.id)) return report;
    this.#placed.add(site.id);
    return { ...report, place: [site.lon, site.lat] };
  }
}
