import type { Area } from '@toancanh/events';
import type { Edge, RegionTree } from './region-tree.js';

/** Why an area has no exact counterpart on another day's map. */
export type Reason =
  /** A part of it went into an area that also holds ground of others. */
  | 'split'
  /** It went whole into an area that also holds ground of others. */
  | 'merged'
  /** What it became, or came from, reaches beyond this tree. */
  | 'beyond'
  /** No edge says what it came from, or what became of it. */
  | 'no-record';

export type Restated =
  /** One area of exactly the same extent: a series goes on, whatever its code and name are. */
  | { readonly kind: 'same'; readonly area: Area }
  /** Several whole areas that together are exactly it. */
  | { readonly kind: 'sum'; readonly of: readonly Area[] }
  /** Borders were cut through it. Without weights nothing may be said, and splitting it silently would be a guess. */
  | {
      readonly kind: 'not-comparable';
      readonly reason: Reason;
      /** The day of the reform that it does not survive. */
      readonly date: string;
      readonly because: readonly Edge[];
    };

type Refusal = Extract<Restated, { kind: 'not-comparable' }>;

/**
 * What the areas in force at `when` are to a version of an area, by extent. The question is asked of the smallest areas:
 * at each reform on the way they are replaced by what they went into (or came from), and the answer is exact as long as
 * nobody else's ground comes with that. Names and kinds that changed on the same ground change nothing.
 */
export function restate(tree: RegionTree, area: Area, when: number): Restated {
  const { from, to } = tree.lifeOf(area);
  if (from <= when && when < to) return { kind: 'same', area };
  const forward = when >= to;
  const start = forward ? to - 1 : from;
  const steps = forward ? tree.changesIn(start, when) : tree.changesIn(when, start).toReversed();
  let ground: ReadonlySet<Area> = new Set(tree.leavesOf(area.code, start));
  for (const step of steps) {
    const next = forward ? stepOn(tree, ground, step) : stepBack(tree, ground, step);
    if ('kind' in next) return next;
    ground = next;
  }
  const whole = largestIn(tree, ground, when);
  return whole.length === 1 ? { kind: 'same', area: whole[0]! } : { kind: 'sum', of: whole };
}

function stepOn(tree: RegionTree, ground: ReadonlySet<Area>, step: number): ReadonlySet<Area> | Refusal {
  const after = new Set<Area>();
  const crossed = new Set<Edge>();
  for (const area of ground) {
    if (tree.lifeOf(area).to > step) {
      after.add(area);
      continue;
    }
    const out = tree.edgesFrom(area);
    const renamed = out.length > 0 ? undefined : renamedAt(tree, area, step);
    if (out.length === 0 && !renamed) return refusal('no-record', area.validTo!, []);
    if (renamed) after.add(renamed);
    for (const edge of out) {
      crossed.add(edge);
      after.add(edge.to);
    }
  }
  const reached = new Set([...crossed].map(({ to }) => to));
  const foreign = [...reached].flatMap((area) => tree.edgesTo(area)).filter((edge) => !crossed.has(edge));
  return (
    faultOf([...crossed], foreign, ({ to }) => to) ??
    new Set([...after].flatMap(({ code }) => tree.leavesOf(code, step)))
  );
}

function stepBack(tree: RegionTree, ground: ReadonlySet<Area>, step: number): ReadonlySet<Area> | Refusal {
  const before = new Set<Area>();
  const crossed = new Set<Edge>();
  for (const area of lifted(tree, ground, step)) {
    if (tree.lifeOf(area).from < step) {
      before.add(area);
      continue;
    }
    const came = tree.edgesTo(area);
    const renamed = came.length > 0 ? undefined : namedBefore(tree, area, step);
    if (came.length === 0 && !renamed) return refusal('no-record', area.validFrom, []);
    if (renamed) before.add(renamed);
    for (const edge of came) {
      crossed.add(edge);
      before.add(edge.from);
    }
  }
  const reached = new Set([...crossed].map(({ from }) => from));
  const foreign = [...reached].flatMap((area) => tree.edgesFrom(area)).filter((edge) => !crossed.has(edge));
  return (
    faultOf([...crossed], foreign, ({ from }) => from) ??
    new Set([...before].flatMap(({ code }) => tree.leavesOf(code, step - 1)))
  );
}

/** The next version of the same code, if no edge says that its ground is another. */
function renamedAt(tree: RegionTree, { scheme, code }: Area, step: number): Area | undefined {
  const next = tree.at(code, step);
  return next?.scheme === scheme && tree.edgesTo(next).length === 0 ? next : undefined;
}

function namedBefore(tree: RegionTree, { scheme, code }: Area, step: number): Area | undefined {
  const before = tree.at(code, step - 1);
  return before?.scheme === scheme && tree.edgesFrom(before).length === 0 ? before : undefined;
}

/** Where an area's parts are recorded from a day on, and all of them are here, the area itself stands for them before it. */
function lifted(tree: RegionTree, ground: ReadonlySet<Area>, step: number): ReadonlySet<Area> {
  const begin = [...ground].filter(
    (area) => tree.lifeOf(area).from === step && tree.edgesTo(area).length === 0,
  );
  const result = new Set(ground);
  for (const area of begin) {
    const older = tree
      .pathOf(area.code, step)
      .map((code) => tree.at(code, step)!)
      .find((above) => tree.lifeOf(above).from < step);
    const leaves = older ? tree.leavesOf(older.code, step) : [];
    if (!older || !leaves.every((leaf) => ground.has(leaf))) continue;
    for (const leaf of leaves) result.delete(leaf);
    result.add(older);
  }
  return result;
}

/** `farEnd`: on which side of the step an area may hold more than is ours. */
function faultOf(
  crossed: readonly Edge[],
  foreign: readonly Edge[],
  farEnd: (edge: Edge) => Area,
): Refusal | undefined {
  const reaching = crossed.filter((edge) => edge.to.beyond || edge.from.beyond);
  if (reaching.length > 0) return refusal('beyond', reaching[0]!.date, reaching);
  if (foreign.length === 0) return undefined;
  const mixed = new Set(foreign.map(farEnd));
  const ours = crossed.filter((edge) => mixed.has(farEnd(edge)));
  const reason = ours.some(({ extent }) => extent === 'part') ? 'split' : 'merged';
  return refusal(reason, foreign[0]!.date, [...ours, ...foreign]);
}

function refusal(reason: Reason, date: string, because: readonly Edge[]): Refusal {
  return { kind: 'not-comparable', reason, date, because };
}

/** The fewest areas whose smallest parts are exactly these. */
function largestIn(tree: RegionTree, ground: ReadonlySet<Area>, when: number): readonly Area[] {
  const rest = new Set(ground);
  const found: Area[] = [];
  for (const area of tree.all(when)) {
    const leaves = tree.leavesOf(area.code, when);
    if (!leaves.every((leaf) => rest.has(leaf))) continue;
    for (const leaf of leaves) rest.delete(leaf);
    found.push(area);
  }
  return found;
}
