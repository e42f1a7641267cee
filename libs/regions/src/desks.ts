import type { Bilingual } from '@toancanh/events';
import { dayStart } from './day.js';
import type { RegionTree } from './region-tree.js';
import { restate } from './restate.js';

/** Who is on duty for an area, from a day to a day; `desks.yaml`. */
export interface Desk {
  readonly id: string;
  readonly name: Bilingual;
  readonly area: string;
  readonly from?: string | undefined;
  /** The first day on which it is on duty no more. */
  readonly to?: string | undefined;
  /** The desk that takes over when this one ends, where the tree does not tell a nearer one. */
  readonly successor?: string | undefined;
}

interface Shift {
  readonly desk: Desk;
  readonly from: number;
  readonly to: number;
}

/** Which desk is responsible for an area at an instant: that of the nearest area, itself or above it, that has one then. */
export class DeskBook {
  readonly #byId = new Map<string, Shift>();
  readonly #byArea = new Map<string, Shift[]>();
  /** Ascending instants at which a desk begins or ends. */
  readonly changes: readonly number[];

  constructor(
    desks: readonly Desk[],
    private readonly tree: RegionTree,
  ) {
    const changes = new Set<number>();
    for (const desk of desks) {
      const shift = { desk, ...shiftOf(desk, tree) };
      this.#byId.set(desk.id, shift);
      this.#byArea.set(desk.area, [...(this.#byArea.get(desk.area) ?? []), shift]);
      for (const at of [shift.from, shift.to]) if (Number.isFinite(at)) changes.add(at);
    }
    this.changes = [...changes].sort((a, b) => a - b);
  }

  get(id: string): Desk | undefined {
    return this.#byId.get(id)?.desk;
  }

  /** Every desk on duty at `when`. */
  all(when: number): readonly Desk[] {
    return [...this.#byId.values()].filter((shift) => isOn(shift, when)).map(({ desk }) => desk);
  }

  at(area: string, when: number): Desk | undefined {
    for (const code of this.tree.pathOf(area, when)) {
      const shift = this.#byArea.get(code)?.find((one) => isOn(one, when));
      if (shift) return shift.desk;
    }
    return undefined;
  }

  /** The first desk on duty at `when` among the successors of one that ended. */
  successorOf(id: string, when: number): Desk | undefined {
    const met = new Set<string>();
    for (let next = this.#byId.get(id)?.desk.successor; next !== undefined && !met.has(next);) {
      met.add(next);
      const shift = this.#byId.get(next);
      if (shift && isOn(shift, when)) return shift.desk;
      next = shift?.desk.successor;
    }
    return undefined;
  }
}

/** What is wrong with a desk, and in which of its fields. */
export interface DeskFault {
  readonly index: number;
  readonly field: 'id' | 'area' | 'from' | 'to' | 'successor';
  readonly value: string | undefined;
  readonly expected: string;
}

/** `now` tells which area a desk without days means. */
export function faultsOfDesks(desks: readonly Desk[], tree: RegionTree, now: number): readonly DeskFault[] {
  const shifts = desks.map((desk) => ({ desk, ...shiftOf(desk, tree) }));
  const byId = new Map(shifts.map((shift) => [shift.desk.id, shift]));
  return shifts.flatMap((shift, index) =>
    [...faultsOf(shift, shifts.slice(0, index), byId, tree, now)].map((fault) => ({ index, ...fault })),
  );
}

function* faultsOf(
  { desk, from, to }: Shift,
  before: readonly Shift[],
  byId: ReadonlyMap<string, Shift>,
  tree: RegionTree,
  now: number,
): Generator<Omit<DeskFault, 'index'>> {
  if (before.some((other) => other.desk.id === desk.id)) {
    yield { field: 'id', value: desk.id, expected: 'an id that no other desk has' };
  }
  if (to <= from) yield { field: 'to', value: desk.to, expected: `a day after from ${desk.from}` };
  const beside = before.find((other) => other.desk.area === desk.area && other.from < to && from < other.to);
  if (beside) {
    yield { field: 'from', value: desk.from, expected: `a day on which ${beside.desk.id} is off duty` };
  }
  const ends = groundEnds(desk.area, from === -Infinity ? Math.min(now, to - 1) : from, to, tree);
  if (ends === undefined) {
    const day = desk.from ?? 'its days';
    yield { field: 'area', value: desk.area, expected: `the code of an area in force on ${day}` };
  } else if (ends !== null) {
    const expected = `${ends} at the latest: from then on ${desk.area} is other ground, or none`;
    yield { field: 'to', value: desk.to, expected };
  }
  if (desk.to === undefined) return;
  const successor = desk.successor === undefined ? undefined : byId.get(desk.successor);
  if (successor && successor.from <= to && to < successor.to) return;
  const expected = `the id of a desk on duty on ${desk.to}: it takes over what is open`;
  yield { field: 'successor', value: desk.successor, expected };
}

/** The day before `to` on which the code comes to mean other ground; null if none, undefined if it means none at `from`. */
function groundEnds(code: string, from: number, to: number, tree: RegionTree): string | null | undefined {
  let area = tree.at(code, from);
  if (!area) return undefined;
  for (let life = tree.lifeOf(area); life.to < to; life = tree.lifeOf(area)) {
    const after = restate(tree, area, life.to);
    if (after.kind !== 'same' || after.area.code !== code) return area.validTo;
    area = after.area;
  }
  return null;
}

function shiftOf({ from, to }: Desk, { timeZone }: RegionTree): { from: number; to: number } {
  return {
    from: from === undefined ? -Infinity : dayStart(from, timeZone),
    to: to === undefined ? Infinity : dayStart(to, timeZone),
  };
}

function isOn({ from, to }: Shift, when: number): boolean {
  return from <= when && when < to;
}
