/** Rows at a time: DuckDB keeps only so many while it sorts; above 5,000 it would sort all that match. */
const MOST_ROWS = 5_000;
const LEAST_ROWS = 500;

/**
 * Rows in order, in groups of equals, some groups at a time, until there are no more or the caller has enough. `read` gives
 * rows not before `from`, at most `most`; a group that the limit cut is read again, whole, with the next ones.
 */
export async function* rowGroups<R>(
  read: (from: R | undefined, most: number) => Promise<R[]>,
  equal: (a: R, b: R) => boolean,
  wanted: number,
): AsyncGenerator<R[][]> {
  let from: R | undefined;
  let most = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, wanted * 4));
  for (;;) {
    const rows = await read(from, most);
    const groups = grouped(rows, equal);
    if (rows.length < most) {
      yield groups;
      return;
    }
    from = groups.pop()![0];
    if (groups.length === 0) most *= 2;
    else yield groups;
  }
}

/** Neighbours that are equal, together. */
export function grouped<R>(rows: readonly R[], equal: (a: R, b: R) => boolean): R[][] {
  const groups: R[][] = [];
  let group: R[] | undefined;
  for (const row of rows) {
    if (group && equal(group[0]!, row)) group.push(row);
    else groups.push((group = [row]));
  }
  return groups;
}
