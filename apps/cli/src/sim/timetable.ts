import { nextMultiple, nextReport } from './schedule.js';
import type { Scene } from './scene.js';
import type { Site } from './site.js';

const HOUR = 3_600_000;

/** When each site reports: on its beat, in its hours of service, and more often while a storm asks for it. */
export class Timetable {
  constructor(
    private readonly scene: Scene,
    /** Exactly on multiples of the period, all together, instead of spread over it. */
    readonly aligned = false,
  ) {}

  /** The first instant after `after` at which the site reports. */
  next(site: Site, after: number): number {
    let at = this.#beat(site, after);
    while (site.service && !site.service[this.#hourOf(at)]) {
      const local = this.scene.local(at);
      const nextHour = at + HOUR - (((local % HOUR) + HOUR) % HOUR);
      at = this.#beat(site, nextHour - 1);
    }
    return at;
  }

  #beat(site: Site, after: number): number {
    const usual = this.#on(site, site.period, after);
    const haste = this.scene.hasteOf(site);
    if (!haste) return usual;
    const { times, from, until } = haste;
    if (usual <= from || after >= until) return usual;
    const hasty = this.#on(site, site.period / times, Math.max(after, from));
    if (after < from) return Math.min(usual, hasty);
    return hasty < until ? hasty : this.#on(site, site.period, until - 1);
  }

  #on({ key }: Site, period: number, after: number): number {
    return this.aligned
      ? nextMultiple({ period }, after)
      : nextReport({ key, period }, this.scene.seed, after);
  }

  #hourOf(at: number): number {
    return new Date(this.scene.local(at)).getUTCHours();
  }
}
