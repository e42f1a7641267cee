import type { Area } from '@toancanh/events';
import type { DeskBook } from './desks.js';
import type { RegionTree } from './region-tree.js';
import { restate } from './restate.js';

/** Something that is going on in an area and somebody's to look after. */
export interface Matter {
  /** The area in which it counts, and an instant at which that code meant it. */
  readonly area: string;
  readonly as: number;
  readonly desk?: string | undefined;
  /** The area in which its source is at an instant, for one that has a place of its own; undefined where nobody knows. */
  readonly sourceAt?: (when: number) => string | undefined;
}

/** How a reform, or a change of desks, moves an open matter. */
export interface Move {
  /** The instant of the change, not of noticing it: whoever notices tells the same. */
  readonly at: number;
  readonly area: string;
  readonly desk: string | undefined;
  /** Whether `area` is other ground than before: what was measured over the old one will never be measured again. */
  readonly elsewhere: boolean;
}

/** Who looks after what is open, while areas and desks come and go. */
export class Duty {
  readonly #changes: readonly number[];
  readonly #grounds = new Map<Area, string>();

  constructor(
    private readonly tree: RegionTree,
    private readonly desks: DeskBook,
  ) {
    const changes = new Set([...desks.changes, ...tree.changesIn(-Infinity, Infinity)]);
    this.#changes = [...changes].sort((a, b) => a - b);
  }

  deskOf(area: string, when: number): string | undefined {
    return this.desks.at(area, when)?.id;
  }

  /** The ground that a code means at `when`: the same for as long as it keeps code and extent, whatever its name and kind. */
  groundOf(code: string, when: number): string | undefined {
    const area = this.tree.at(code, when);
    return area && this.#groundOf(area);
  }

  #groundOf(area: Area): string {
    const { tree } = this;
    const known = this.#grounds.get(area);
    if (known !== undefined) return known;
    const before = tree.at(area.code, tree.lifeOf(area).from - 1);
    const same = before && restate(tree, before, tree.lifeOf(area).from);
    const ground =
      same?.kind === 'same' && same.area.code === area.code ? this.#groundOf(before!) : tree.idOf(area);
    this.#grounds.set(area, ground);
    return ground;
  }

  /** The first instant after this one at which anything may move. */
  nextChange(after: number): number {
    return this.#changes.find((at) => at > after) ?? Infinity;
  }

  /** The first move that is due by `now`; undefined if there is none. */
  moveOf(matter: Matter, now: number): Move | undefined {
    for (const at of this.#changes) {
      if (at <= matter.as || at > now) continue;
      const { area, elsewhere } = this.#placeAt(matter, at);
      const desk = this.#deskAt(matter, area, at);
      if (elsewhere || area !== matter.area || desk !== matter.desk) return { at, area, desk, elsewhere };
    }
    return undefined;
  }

  #placeAt({ area: code, as, desk, sourceAt }: Matter, at: number): { area: string; elsewhere: boolean } {
    const { tree } = this;
    const area = tree.at(code, as);
    if (!area || at < tree.lifeOf(area).to) return { area: code, elsewhere: false };
    const source = sourceAt?.(at);
    if (source !== undefined && tree.at(source, at)) return { area: source, elsewhere: true };
    const same = restate(tree, area, at);
    if (same.kind === 'same') return { area: same.area.code, elsewhere: same.area.code !== code };
    const successor = desk === undefined ? undefined : this.desks.successorOf(desk, at)?.area;
    return { area: successor ?? heirOf(tree, area, at), elsewhere: true };
  }

  /** The area's own desk; without one the successor of the desk that had it, then the root's: nothing is left to nobody. */
  #deskAt({ desk }: Matter, area: string, at: number): string | undefined {
    const { desks, tree } = this;
    const found =
      desks.at(area, at) ??
      (desk === undefined ? undefined : desks.successorOf(desk, at)) ??
      desks.at(tree.root, at);
    return found?.id;
  }
}

/** The smallest area in force at `when` that holds everything an ended one went into; the root where nobody knows. */
export function heirOf(tree: RegionTree, area: Area, when: number): string {
  const same = restate(tree, area, when);
  if (same.kind === 'same') return same.area.code;
  const ended = tree.leavesOf(area.code, tree.lifeOf(area).to - 1);
  const paths = ended.flatMap((leaf) => tree.edgesFrom(leaf)).map(({ to }) => tree.pathOf(to.code, when));
  const [first = []] = paths;
  return first.find((code) => paths.every((path) => path.includes(code))) ?? tree.root;
}

/** Where what counted in `code` as of `as` counts now: there, or in its heir if that area has ended since. */
export function standInFor(tree: RegionTree, code: string, as: number, now: number): string {
  const area = tree.at(code, as);
  return !area || now < tree.lifeOf(area).to ? code : heirOf(tree, area, now);
}
