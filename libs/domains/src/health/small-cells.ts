/**
 * Counts of people by place and kind, as a display would show them: the leaves of a tree of places (communes below districts
 * below a province) by columns (diseases, weeks), every place above being the sum of those below.
 */
export interface CountTable {
  /** One root, children after their parents. Only leaves have counts of their own. */
  readonly rows: readonly { readonly id: string; readonly parent: string | null }[];
  readonly columns: readonly string[];
  /** Counts of the leaves, in the order of the columns; whole numbers. */
  readonly counts: Readonly<Record<string, readonly number[]>>;
  /** Whether each row's sum over the columns is shown too. */
  readonly totals: boolean;
}

/** What may be shown; null is hidden, whether for itself or for another's sake: the two look alike. */
export interface ShownTable {
  readonly cells: Readonly<Record<string, readonly (number | null)[]>>;
  readonly totals: Readonly<Record<string, number | null>>;
}

export interface SmallCells {
  /** Counts from 1 to one less than this are small. */
  readonly least: number;
}

export const SMALL_CELLS: SmallCells = { least: 5 };

/** A number of the display, as an arc of a network: what a place sends up a column, or a total sends down to a place. */
interface Arc {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** What is lost by hiding it. */
  readonly cost: number;
  hidden: boolean;
}

/** One way through an arc: along it the number grows, against it it shrinks, at most to 0. */
interface Step {
  readonly arc: number;
  readonly to: number;
  readonly shrinks: boolean;
}

/**
 * Hides every small count, and as many others as it takes, so that somebody who knows all numbers shown, that each row above is
 * the sum of those below and each total the sum of its columns, and that counts are whole and not negative,
 * finds for no hidden number its value: at least `least` whole numbers in a row are possible for each.
 *
 * It does not hold against who knows a count from elsewhere, compares displays of different times or cuts, or tries out which
 * tables would have been hidden in just this way.
 *
 * Sums of a tree by columns are a network in which the numbers are a circulation, so that a hidden number can be greater or less
 * by d if and only if d more can go round through hidden numbers. The cheapest way round is hidden (Dijkstra), one small count after the other,
 * in the order of the table: the same table is always hidden in the same way.
 */
export function withoutSmallCells(table: CountTable, { least }: SmallCells = SMALL_CELLS): ShownTable {
  const network = networkOf(table);
  const { arcs, steps } = network;
  const small: number[] = [];
  arcs.forEach((arc, i) => {
    if (arc.value === 0 || arc.value >= least) return;
    arc.hidden = true;
    small.push(i);
  });
  const search = new Search(arcs, steps, least - 1);
  for (const i of small) for (const hidden of search.wayRound(i)) arcs[hidden]!.hidden = true;
  return network.shown();
}

interface Network {
  readonly arcs: Arc[];
  /** By node. */
  readonly steps: Step[][];
  shown(): ShownTable;
}

function networkOf({ rows, columns, counts, totals }: CountTable): Network {
  const root = rows.find(({ parent }) => parent === null);
  if (!root) throw new RangeError('a table needs a root');
  const parents = new Set(rows.map(({ parent }) => parent));
  const index = new Map(rows.map(({ id }, i) => [id, i]));
  const values = sums(rows, columns.length, counts, parents, index);

  // Without totals the columns do not know each other: all leaves are the outside, node 0.
  let nodes = 1;
  const nodeOf = new Map<string, number>();
  const node = (key: string) => nodeOf.get(key) ?? (nodeOf.set(key, nodes), nodes++);
  const place = (id: string, column: number) => {
    if (parents.has(id)) return node(`${column} ${id}`);
    return totals ? node(`- ${id}`) : 0;
  };
  const arcs: Arc[] = [];
  const at = new Map<string, number>();
  const TOTAL = columns.length;
  rows.forEach(({ id, parent }, row) => {
    for (let column = 0; column < (totals ? TOTAL + 1 : TOTAL); column += 1) {
      const cells = values[row]!;
      const value = column === TOTAL ? cells.reduce((sum, count) => sum + count, 0) : cells[column]!;
      const below = place(id, column);
      const above = parent === null ? 0 : node(`${column} ${parent}`);
      const down = column === TOTAL;
      at.set(`${column} ${id}`, arcs.length);
      arcs.push({
        from: down ? above : below,
        to: down ? below : above,
        value,
        cost: costOf(value, (parents.has(id) ? 1 : 0) + (down ? 1 : 0)),
        hidden: false,
      });
    }
  });

  const steps: Step[][] = Array.from({ length: nodes }, () => []);
  arcs.forEach(({ from, to }, arc) => {
    steps[from]!.push({ arc, to, shrinks: false });
    steps[to]!.push({ arc, to: from, shrinks: true });
  });
  const seen = (column: number, id: string) => {
    const { value, hidden } = arcs[at.get(`${column} ${id}`)!]!;
    return hidden ? null : value;
  };
  return {
    arcs,
    steps,
    shown: () => ({
      cells: Object.fromEntries(rows.map(({ id }) => [id, columns.map((_, column) => seen(column, id))])),
      totals: totals ? Object.fromEntries(rows.map(({ id }) => [id, seen(TOTAL, id)])) : {},
    }),
  };
}

function sums(
  rows: CountTable['rows'],
  width: number,
  counts: CountTable['counts'],
  parents: ReadonlySet<string | null>,
  index: ReadonlyMap<string, number>,
): number[][] {
  const values = rows.map(({ id }) => {
    const own = parents.has(id) ? new Array<number>(width).fill(0) : [...(counts[id] ?? [])];
    if (own.length !== width || own.some((count) => !Number.isSafeInteger(count) || count < 0)) {
      throw new RangeError(`the counts of ${id} are no ${width} whole numbers`);
    }
    return own;
  });
  // Children come after their parents, so from the end on each row is whole before it is added.
  for (let row = rows.length - 1; row >= 0; row -= 1) {
    const { parent, id } = rows[row]!;
    if (parent === null) continue;
    const above = index.get(parent);
    if (above === undefined || above >= row) throw new RangeError(`${id} stands before its parent`);
    for (let column = 0; column < width; column += 1) values[above]![column]! += values[row]![column]!;
  }
  return values;
}

/** Sums are dearer than leaves, large counts than small; a 0 is dearer than what has somebody in it. */
function costOf(value: number, margins: number): number {
  return (1 + Math.log2(1 + (value || 1_000))) * 20 ** margins;
}

/** Looks for the cheapest way round; its tables are used again and again. */
class Search {
  readonly #cost: Float64Array;
  readonly #came: Int32Array;
  readonly #before: Int32Array;
  readonly #done: Uint8Array;

  constructor(
    private readonly arcs: readonly Arc[],
    private readonly steps: readonly (readonly Step[])[],
    private readonly width: number,
  ) {
    this.#cost = new Float64Array(steps.length);
    this.#came = new Int32Array(steps.length);
    this.#before = new Int32Array(steps.length);
    this.#done = new Uint8Array(steps.length);
  }

  /** The arcs along which `width` more can go round through the small arc, most of them hidden already. */
  wayRound(small: number): number[] {
    const { from, to } = this.arcs[small]!;
    if (from === to) return [];
    this.#cost.fill(Infinity);
    this.#done.fill(0);
    this.#cost[to] = 0;
    const heap = new Heap();
    heap.push(0, to);
    for (let node = heap.pop(); node !== undefined && node !== from; node = heap.pop()) {
      if (this.#done[node]) continue;
      this.#done[node] = 1;
      for (const step of this.steps[node]!) {
        const arc = this.arcs[step.arc]!;
        if (step.arc === small || (step.shrinks && arc.value < this.width)) continue;
        const cost = this.#cost[node]! + (arc.hidden ? 0 : arc.cost);
        if (cost >= this.#cost[step.to]!) continue;
        this.#cost[step.to] = cost;
        this.#came[step.to] = step.arc;
        this.#before[step.to] = node;
        heap.push(cost, step.to);
      }
    }
    const way: number[] = [];
    for (let node = from; node !== to; node = this.#before[node]!) way.push(this.#came[node]!);
    return way;
  }
}

/** A binary heap; of equal costs the one that came first, so that the way does not depend on luck. */
class Heap {
  readonly #items: { readonly cost: number; readonly order: number; readonly node: number }[] = [];
  #order = 0;

  push(cost: number, node: number): void {
    const items = this.#items;
    items.push({ cost, order: this.#order++, node });
    for (let i = items.length - 1; i > 0;) {
      const above = (i - 1) >> 1;
      if (!this.#isLess(i, above)) break;
      [items[i], items[above]] = [items[above]!, items[i]!];
      i = above;
    }
  }

  pop(): number | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (!first || !last || items.length === 0) return first?.node;
    items[0] = last;
    for (let i = 0; ;) {
      let least = i;
      for (const below of [2 * i + 1, 2 * i + 2]) {
        if (below < items.length && this.#isLess(below, least)) least = below;
      }
      if (least === i) return first.node;
      [items[i], items[least]] = [items[least]!, items[i]!];
      i = least;
    }
  }

  #isLess(a: number, b: number): boolean {
    const [x, y] = [this.#items[a]!, this.#items[b]!];
    return x.cost < y.cost || (x.cost === y.cost && x.order < y.order);
  }
}
