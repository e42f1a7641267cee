/** Values of many sorted runs on their way to one. */
export class SortedValues {
  #values = new Float64Array(64);
  #size = 0;

  /** Adds the first `count` of `values`, in any order. */
  add(values: Float64Array, count: number): void {
    const size = this.#size + count;
    if (size > this.#values.length) {
      const grown = new Float64Array(size * 2);
      grown.set(this.#values.subarray(0, this.#size));
      this.#values = grown;
    }
    for (let i = 0; i < count; i++) this.#values[this.#size + i] = values[i]!;
    this.#size = size;
  }

  /** All that was added, ascending. */
  sorted(): Float64Array {
    return this.#values.subarray(0, this.#size).sort();
  }
}

/** One ascending array of several: neighbours are merged in rounds, so each value moves log₂ n times. */
export function mergeSorted(runs: readonly Float64Array[]): Float64Array {
  let round = [...runs];
  while (round.length > 1) {
    const next: Float64Array[] = [];
    for (let i = 0; i < round.length; i += 2) {
      const [a, b] = [round[i]!, round[i + 1]];
      next.push(b ? mergeTwo(a, b) : a);
    }
    round = next;
  }
  return round[0] ?? new Float64Array(0);
}

function mergeTwo(a: Float64Array, b: Float64Array): Float64Array {
  const merged = new Float64Array(a.length + b.length);
  let i = 0;
  let j = 0;
  let to = 0;
  while (i < a.length && j < b.length) merged[to++] = a[i]! <= b[j]! ? a[i++]! : b[j++]!;
  if (i < a.length) merged.set(a.subarray(i), to);
  else merged.set(b.subarray(j), to);
  return merged;
}
