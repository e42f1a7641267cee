import type { Area } from '@toancanh/events';

const NOTHING: readonly string[] = [];
const NO_AREAS: readonly Area[] = [];
const EMPTY: ReadonlySet<string> = new Set();

/** The tree as it stood between two neighbouring days of change: nothing in it depends on the instant any more. */
export class Era {
  readonly #areas = new Map<string, Area>();
  readonly #paths = new Map<string, readonly string[]>();
  readonly #children = new Map<string, Area[]>();
  readonly #under = new Map<string, ReadonlySet<string>>();
  readonly #leaves = new Map<string, readonly Area[]>();
  readonly all: readonly Area[];

  /** `areas` are those in force throughout, at most one for each code. */
  constructor(areas: readonly Area[]) {
    for (const area of areas) this.#areas.set(area.code, area);
    for (const area of areas) {
      this.#paths.set(area.code, this.#climb(area));
      if (area.parent === null) continue;
      const siblings = this.#children.get(area.parent);
      if (siblings) siblings.push(area);
      else this.#children.set(area.parent, [area]);
    }
    const depth = ({ code }: Area) => this.pathOf(code).length;
    this.all = [...areas].sort((a, b) => depth(a) - depth(b));
  }

  at(code: string): Area | undefined {
    return this.#areas.get(code);
  }

  pathOf(code: string): readonly string[] {
    return this.#paths.get(code) ?? NOTHING;
  }

  childrenOf(code: string): readonly Area[] {
    return this.#areas.has(code) ? (this.#children.get(code) ?? NO_AREAS) : NO_AREAS;
  }

  under(code: string): ReadonlySet<string> {
    if (!this.#areas.has(code)) return EMPTY;
    let codes = this.#under.get(code);
    if (!codes) {
      codes = new Set([code, ...this.childrenOf(code).flatMap((child) => [...this.under(child.code)])]);
      this.#under.set(code, codes);
    }
    return codes;
  }

  /** The smallest areas below `code`, which together are all of it; itself if it has none below. */
  leavesOf(code: string): readonly Area[] {
    const area = this.#areas.get(code);
    if (!area) return NO_AREAS;
    let leaves = this.#leaves.get(code);
    if (!leaves) {
      const children = this.childrenOf(code);
      leaves = children.length === 0 ? [area] : children.flatMap((child) => this.leavesOf(child.code));
      this.#leaves.set(code, leaves);
    }
    return leaves;
  }

  /** A parent that is not in force ends the path; so does one met before, which `faultsOfRegions` reports. */
  #climb(area: Area): readonly string[] {
    const path: string[] = [];
    for (let at: Area | undefined = area; at && !path.includes(at.code);) {
      path.push(at.code);
      at = at.parent === null ? undefined : this.#areas.get(at.parent);
    }
    return path;
  }
}
