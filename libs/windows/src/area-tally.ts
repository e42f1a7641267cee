import { mergeSorted, SortedValues } from './sorted-values.js';

/** What one area has over a span: every value of the sensors below it, ascending. */
export interface AreaValues {
  readonly area: string;
  readonly values: Float64Array;
  /** Values of sensors that announced no period: as many as were seen were expected. */
  readonly unannounced: number;
}

interface Node {
  readonly area: string;
  readonly depth: number;
  readonly parent: string | undefined;
  own: SortedValues | undefined;
  unannounced: number;
  /** Sorted values of the areas just below, handed up as they are done. */
  runs: Float64Array[];
}

/** Gathers the values of one metric by area, and gives every area above them from the bottom up by merging those below it. */
export class AreaTally {
  readonly #nodes = new Map<string, Node>();

  /** `path` is the sensor's own area and those above it. */
  add(path: readonly string[], values: Float64Array, count: number, unannounced: number): void {
    const own = path[0];
    if (own === undefined) return;
    const node = this.#nodes.get(own) ?? this.#grow(path);
    node.own ??= new SortedValues();
    node.own.add(values, count);
    node.unannounced += unannounced;
  }

  *areas(): Generator<AreaValues> {
    const deepestFirst = [...this.#nodes.values()].sort((a, b) => b.depth - a.depth);
    for (const node of deepestFirst) {
      const { area, parent, own, runs } = node;
      if (own) runs.push(own.sorted());
      const values = mergeSorted(runs);
      yield { area, values, unannounced: node.unannounced };
      this.#nodes.delete(area);
      const above = parent === undefined ? undefined : this.#nodes.get(parent);
      if (!above) continue;
      above.runs.push(values);
      above.unannounced += node.unannounced;
    }
  }

  #grow(path: readonly string[]): Node {
    for (const [index, area] of path.entries()) {
      if (this.#nodes.has(area)) break;
      const depth = path.length - index;
      const parent = path[index + 1];
      this.#nodes.set(area, { area, depth, parent, own: undefined, unannounced: 0, runs: [] });
    }
    return this.#nodes.get(path[0]!)!;
  }
}
