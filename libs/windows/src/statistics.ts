/** What a window says of its values. */
export interface Statistics {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
}

/**
 * The statistics of the first `count` values of an ascending array; at least one. They depend on the values alone and not
 * on the order they came in, so a replay gives the same bits: the sum is Neumaier's compensated sum from the least value
 * to the greatest, the mean is sum / count, percentiles are those of `quantile`.
 */
export function statisticsOf(sorted: Float64Array, count = sorted.length): Statistics {
  const sum = compensatedSum(sorted, count);
  return {
    count,
    sum,
    min: sorted[0]!,
    max: sorted[count - 1]!,
    mean: sum / count,
    p50: quantile(sorted, 0.5, count),
    p95: quantile(sorted, 0.95, count),
  };
}

/**
 * Linear interpolation between the two nearest of n ascending values at position h = (n − 1)·q, counted from 0: type 7 of
 * Hyndman and Fan (1996), as in NumPy's default, R's default and DuckDB's `quantile_cont`.
 */
export function quantile(sorted: Float64Array, q: number, count = sorted.length): number {
  const position = (count - 1) * q;
  const below = Math.floor(position);
  const value = sorted[below]!;
  return position === below ? value : value + (position - below) * (sorted[below + 1]! - value);
}

/** Under this many values an insertion sort beats making a view for the built-in one. */
const FEW = 24;

/** Sorts the first `count` values in place, ascending. */
export function sortFirst(values: Float64Array, count: number): void {
  if (count > FEW) {
    values.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const value = values[i]!;
    let at = i - 1;
    while (at >= 0 && values[at]! > value) {
      values[at + 1] = values[at]!;
      at--;
    }
    values[at + 1] = value;
  }
}

/** Neumaier's: what is lost in adding a small number to a great one is added in the end. */
export function compensatedSum(values: ArrayLike<number>, count = values.length): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
