import type { Alert, Priority, Sensor, Subscribe, SubscribeAnswer, Window } from '@toancanh/events';
import { domainOfMetric } from '@toancanh/domains';
import type { RegionTree } from '@toancanh/regions';
import { areaOfAlert } from '../picture/alert-area.js';

/** What a connection sees: some areas with all below them, perhaps only some domains, alerts of a priority and above. */
export class Scope {
  /** Equal for subscriptions that see the same, so that they share the work. */
  readonly key: string;
  #under: ReadonlySet<string> = new Set();
  #shown: ReadonlySet<string> = new Set();
  #now = 0;

  private constructor(
    private readonly regions: RegionTree,
    /** Codes of the areas subscribed to. */
    readonly areas: readonly string[],
    readonly domains: ReadonlySet<string> | undefined,
    private readonly minPriority: Priority,
    now: number,
  ) {
    this.key = JSON.stringify([areas, domains ? [...domains] : null, minPriority]);
    this.refresh(now);
  }

  /** The scope, or why there is none. */
  static of(
    { areas, domains, minPriority }: Subscribe,
    regions: RegionTree,
    now: number,
  ): Scope | Exclude<SubscribeAnswer, { ok: true }> {
    const codes = new Set<string>();
    for (const area of areas) {
      const code = regions.resolve(area);
      if (code === undefined || !regions.at(code, now)) {
        return {
          ok: false,
          code: 'E_AREA',
          detail: `không có khu vực "${area}" / there is no area "${area}"`,
        };
      }
      codes.add(code);
    }
    const sorted = domains && new Set([...domains].sort());
    return new Scope(regions, [...codes].sort(), sorted, minPriority ?? 4, now);
  }

  /** Areas change on dates: called now and then, so that a wall that is never reloaded follows. */
  refresh(now: number): void {
    this.#now = now;
    this.#under = new Set(this.areas.flatMap((area) => [...this.regions.under(area, now)]));
    this.#shown = new Set(this.areas.flatMap((area) => [area, ...this.childrenOf(area, now)]));
  }

  seesSensor({ area, domain }: Sensor): boolean {
    return this.#under.has(area) && this.seesDomain(domain);
  }

  /**
   * Windows of the areas subscribed to and of their children: what a screen compares. Those of deeper areas and of single
   * sensors would be a thousand a minute that nobody draws; they are read from `GET /api/v1/windows`.
   */
  seesWindow({ area, metric }: Window): boolean {
    return (
      area !== undefined &&
      this.#shown.has(area) &&
      (!this.domains || this.domains.has(domainOfMetric(metric)?.name ?? ''))
    );
  }

  seesAlert(alert: Alert): boolean {
    const { domain, priority } = alert;
    if (priority > this.minPriority || !this.seesDomain(domain)) return false;
    return this.#under.has(areaOfAlert(alert, this.regions, this.#now));
  }

  /** An area's children are its sources; one without children is its own. */
  sourcesOf(area: string, now: number): readonly string[] {
    const children = this.childrenOf(area, now);
    return children.length > 0 ? children : [area];
  }

  private childrenOf(area: string, now: number): string[] {
    return this.regions.childrenOf(area, now).map(({ code }) => code);
  }

  seesDomain(domain: string): boolean {
    return !this.domains || this.domains.has(domain);
  }
}
