import type { Area, Lineage } from '@toancanh/events';
import { dayStart } from './day.js';
import { Era } from './era.js';

export interface RegionData {
  readonly areas: readonly Area[];
  readonly lineage: readonly Lineage[];
  /** Code of the root area; `province` names it too. */
  readonly root: string;
  /** IANA name; dates of areas are days of this zone. */
  readonly timeZone: string;
}

/** What people and paths may call the root, whatever its code is. */
export const ROOT_ALIAS = 'province';

/**
 * The areas of a city with their dates. A code may name different areas at different times, so every question but
 * lineage takes an instant (epoch ms). The time between two days of change is an era; within it answers are looked up.
 */
export class RegionTree {
  readonly root: string;
  /** Every version of every area, as given. */
  readonly versions: readonly Area[];
  readonly #lineage: readonly Lineage[];
  readonly #codes: ReadonlySet<string>;
  /** Ascending; era i lasts from starts[i] until starts[i + 1]. */
  readonly #starts: readonly number[];
  readonly #eras: readonly Era[];

  constructor({ areas, lineage, root, timeZone }: RegionData) {
    this.root = root;
    this.versions = areas;
    this.#lineage = lineage;
    this.#codes = new Set(areas.map(({ code }) => code));
    const spans = areas.map((area) => ({
      area,
      from: dayStart(area.validFrom, timeZone),
      to: area.validTo === null ? Infinity : dayStart(area.validTo, timeZone),
    }));
    const changes = new Set(spans.flatMap(({ from, to }) => [from, to]));
    changes.delete(Infinity);
    this.#starts = [...changes].sort((a, b) => a - b);
    this.#eras = this.#starts.map(
      (start) => new Era(spans.filter(({ from, to }) => from <= start && start < to).map(({ area }) => area)),
    );
  }

  /** The code that a person or program means: `province` is the root; undefined if no area ever had it. */
  resolve(code: string): string | undefined {
    if (this.#codes.has(code)) return code;
    return code === ROOT_ALIAS ? this.root : undefined;
  }

  at(code: string, when: number): Area | undefined {
    return this.#eraAt(when).at(code);
  }

  /** `code` itself, then its parents up to the root, as of `when`; empty for an unknown code. Cheap: called for each closed window. */
  pathOf(code: string, when: number): readonly string[] {
    return this.#eraAt(when).pathOf(code);
  }

  childrenOf(code: string, when: number): readonly Area[] {
    return this.#eraAt(when).childrenOf(code);
  }

  /** `code` and every code below it as of `when`. */
  under(code: string, when: number): ReadonlySet<string> {
    return this.#eraAt(when).under(code);
  }

  /** Every area in force at `when`, parents before children. */
  all(when: number): readonly Area[] {
    return this.#eraAt(when).all;
  }

  /**
   * Edges by code alone: `from` are those that lead to the code, `to` those that leave it. A code that was used again
   * has both; the edge's date tells on which side each end stands.
   */
  lineageOf(code: string): { readonly from: readonly Lineage[]; readonly to: readonly Lineage[] } {
    return {
      from: this.#lineage.filter(({ to }) => to === code),
      to: this.#lineage.filter(({ from }) => from === code),
    };
  }

  /** Almost every question is about now, which is the last era. */
  #eraAt(when: number): Era {
    for (let i = this.#starts.length - 1; i >= 0; i--) {
      if (when >= this.#starts[i]!) return this.#eras[i]!;
    }
    return BEFORE_ALL;
  }
}

const BEFORE_ALL = new Era([]);
