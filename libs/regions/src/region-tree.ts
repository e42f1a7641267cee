import type { Area, Lineage } from '@toancanh/events';
import { dayStart } from './day.js';
import { Era } from './era.js';
import { versionId } from './version-id.js';

export interface RegionData {
  readonly areas: readonly Area[];
  readonly lineage: readonly Lineage[];
  /** Code of the root area; `province` names it too. */
  readonly root: string;
  /** IANA name; dates of areas are days of this zone. */
  readonly timeZone: string;
}

/** An edge of lineage whose ends are versions, so that a code that was used again is not two things. */
export interface Edge {
  readonly from: Area;
  readonly to: Area;
  readonly extent: Lineage['extent'];
  readonly date: string;
}

/** When a version of an area is in force: [from, to), epoch milliseconds. */
interface Life {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** What people and paths may call the root, whatever its code is. */
export const ROOT_ALIAS = 'province';

/**
 * The areas of a city with their dates. A code may name different areas at different times, so every question but
 * lineage takes an instant (epoch ms). The time between two days of change is an era; within it answers are looked up.
 */
export class RegionTree {
  readonly root: string;
  readonly timeZone: string;
  /** Every version of every area, as given. */
  readonly versions: readonly Area[];
  readonly edges: readonly Edge[];
  readonly #lineage: readonly Lineage[];
  readonly #lives: ReadonlyMap<Area, Life>;
  readonly #byId = new Map<string, Area>();
  readonly #byCode = new Map<string, Area[]>();
  readonly #out = new Map<Area, Edge[]>();
  readonly #in = new Map<Area, Edge[]>();
  /** Ascending; era i lasts from starts[i] until starts[i + 1]. */
  readonly #starts: readonly number[];
  readonly #eras: readonly Era[];

  constructor({ areas, lineage, root, timeZone }: RegionData) {
    this.root = root;
    this.timeZone = timeZone;
    this.versions = areas;
    this.#lineage = lineage;
    this.#lives = new Map(
      areas.map((area) => {
        const from = dayStart(area.validFrom, timeZone);
        const to = area.validTo === null ? Infinity : dayStart(area.validTo, timeZone);
        return [area, { id: versionId(area), from, to }];
      }),
    );
    for (const area of areas) {
      const known = this.#byId.get(this.idOf(area));
      if (known) throw new RangeError(`two versions of areas have one id: ${known.code} and ${area.code}`);
      this.#byId.set(this.idOf(area), area);
      enter(this.#byCode, area.code, area);
    }
    this.edges = lineage.flatMap((edge) => this.#edgeOf(edge));
    for (const edge of this.edges) {
      enter(this.#out, edge.from, edge);
      enter(this.#in, edge.to, edge);
    }
    const lives = [...this.#lives];
    const changes = new Set(lives.flatMap(([, { from, to }]) => [from, to]));
    changes.delete(Infinity);
    this.#starts = [...changes].sort((a, b) => a - b);
    this.#eras = this.#starts.map(
      (start) => new Era(lives.filter(([, life]) => isIn(life, start)).map(([area]) => area)),
    );
  }

  /** The code that a person or program means: `province` is the root; undefined if no area ever had it. */
  resolve(code: string): string | undefined {
    if (this.#byCode.has(code)) return code;
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

  /** The smallest areas below `code` as of `when`, which together are all of it. */
  leavesOf(code: string, when: number): readonly Area[] {
    return this.#eraAt(when).leavesOf(code);
  }

  /** Every area in force at `when`, parents before children. */
  all(when: number): readonly Area[] {
    return this.#eraAt(when).all;
  }

  /** The opaque id of one version. */
  idOf(area: Area): string {
    return this.#lives.get(area)!.id;
  }

  version(id: string): Area | undefined {
    return this.#byId.get(id);
  }

  /** Every version that had the code, in the order given. */
  versionsOf(code: string): readonly Area[] {
    return this.#byCode.get(code) ?? [];
  }

  /** [from, to) of a version, epoch milliseconds. */
  lifeOf(area: Area): { readonly from: number; readonly to: number } {
    return this.#lives.get(area)!;
  }

  /** The version that the code means as of `when`: the one in force, or else the last one that had ended by then. */
  lastAt(code: string, when: number): Area | undefined {
    const begun = this.versionsOf(code).filter((area) => this.lifeOf(area).from <= when);
    return begun.sort((a, b) => this.lifeOf(b).from - this.lifeOf(a).from)[0];
  }

  edgesFrom(area: Area): readonly Edge[] {
    return this.#out.get(area) ?? [];
  }

  edgesTo(area: Area): readonly Edge[] {
    return this.#in.get(area) ?? [];
  }

  /** Instants at which some area begins or ends, later than `after` and not later than `until`, ascending. */
  changesIn(after: number, until: number): readonly number[] {
    return this.#starts.filter((start) => start > after && start <= until);
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

  /** None for an edge without ends, which `faultsOfRegions` reports. */
  #edgeOf({ from, to, extent, date }: Lineage): Edge[] {
    const before = this.versionsOf(from).find(({ validTo }) => validTo === date);
    const after = this.versionsOf(to).find(({ validFrom }) => validFrom === date);
    return before && after ? [{ from: before, to: after, extent, date }] : [];
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

function isIn({ from, to }: Life, when: number): boolean {
  return from <= when && when < to;
}

function enter<K, V>(shelf: Map<K, V[]>, key: K, value: V): void {
  const beside = shelf.get(key);
  if (beside) beside.push(value);
  else shelf.set(key, [value]);
}
