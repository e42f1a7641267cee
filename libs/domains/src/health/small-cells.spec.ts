import { type CountTable, type ShownTable, withoutSmallCells } from './small-cells.js';

/** Mulberry32: the same tables in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A province of districts of communes, or flat; counts mostly small. */
function anyTable(random: () => number, most: { rows: number; columns: number; count: number }): CountTable {
  const rows: { id: string; parent: string | null }[] = [{ id: 'root', parent: null }];
  const deep = random() < 0.5;
  const wanted = 1 + Math.floor(random() * most.rows);
  const leaves: string[] = [];
  for (let i = 0; i < wanted; i += 1) {
    let parent = 'root';
    if (deep) {
      parent = `d${Math.floor(i / (1 + Math.floor(random() * 3)))}`;
      if (!rows.some(({ id }) => id === parent)) rows.push({ id: parent, parent: 'root' });
    }
    rows.push({ id: `c${i}`, parent });
    leaves.push(`c${i}`);
  }
  const columns = Array.from({ length: 1 + Math.floor(random() * most.columns) }, (_, i) => `k${i}`);
  const count = () => (random() < 0.3 ? 0 : Math.floor(random() ** 2 * most.count));
  const counts = Object.fromEntries(leaves.map((id) => [id, columns.map(count)]));
  return { rows, columns, counts, totals: random() < 0.6 };
}

/** What the attacker works with: numbers, and equations that say that a sum of some is another. */
interface Puzzle {
  readonly known: (number | null)[];
  readonly truth: number[];
  /** Coefficients by number; the sum is 0. */
  readonly equations: Map<number, number>[];
}

function puzzleOf(table: CountTable, shown: ShownTable): Puzzle {
  const { rows, columns, totals } = table;
  const open = withoutSmallCells(table, { least: 1 });
  const width = columns.length + (totals ? 1 : 0);
  const at = (row: number, column: number) => row * width + column;
  const of = ({ cells, totals: sums }: ShownTable) =>
    rows.flatMap(({ id }) => [...cells[id]!, ...(totals ? [sums[id]!] : [])]);
  const equations: Map<number, number>[] = [];
  rows.forEach(({ id }, row) => {
    const below = rows.flatMap(({ parent }, i) => (parent === id ? [i] : []));
    for (let column = 0; below.length > 0 && column < width; column += 1) {
      equations.push(new Map([[at(row, column), -1], ...below.map((i) => [at(i, column), 1] as const)]));
    }
    if (!totals) return;
    const sum = columns.map((_, column) => [at(row, column), 1] as const);
    equations.push(new Map([...sum, [at(row, columns.length), -1]]));
  });
  return { known: of(shown), truth: of(open) as number[], equations };
}

/** Linear algebra: which hidden numbers follow from the equations alone. */
function solvable({ known, equations }: Puzzle): number[] {
  const unknowns = known.flatMap((value, i) => (value === null ? [i] : []));
  const matrix = equations.map((equation) => unknowns.map((i) => equation.get(i) ?? 0));
  let rank = 0;
  for (let column = 0; column < unknowns.length; column += 1) {
    const pivot = matrix.findIndex((row, i) => i >= rank && Math.abs(row[column]!) > 1e-9);
    if (pivot < 0) continue;
    [matrix[rank], matrix[pivot]] = [matrix[pivot]!, matrix[rank]!];
    const head = matrix[rank]!;
    const scale = head[column]!;
    matrix[rank] = head.map((value) => value / scale);
    matrix.forEach((row, i) => {
      const factor = row[column]!;
      if (i === rank || Math.abs(factor) < 1e-9) return;
      matrix[i] = row.map((value, j) => value - factor * matrix[rank]![j]!);
    });
    rank += 1;
  }
  const alone = matrix.filter((row) => row.filter((value) => Math.abs(value) > 1e-9).length === 1);
  return alone.map((row) => unknowns[row.findIndex((value) => Math.abs(value) > 1e-9)]!);
}

/** Bounds: each equation limits each of its numbers by the others, until nothing changes. Counts are not negative. */
function bounds({ known, equations }: Puzzle): { low: number; high: number }[] {
  const all = known.map((value) => ({ low: value ?? 0, high: value ?? Infinity }));
  for (let changed = true; changed;) {
    changed = false;
    for (const equation of equations) {
      for (const [i, own] of equation) {
        let [least, greatest] = [0, 0];
        for (const [j, factor] of equation) {
          if (j === i) continue;
          const { low, high } = all[j]!;
          const [a, b] = factor * own < 0 ? [low, high] : [-high, -low];
          least += a;
          greatest += b;
        }
        const { low, high } = all[i]!;
        if (least > low || greatest < high) {
          all[i] = { low: Math.max(low, least), high: Math.min(high, greatest) };
          changed = true;
        }
      }
    }
  }
  return all;
}

/** Every value that a hidden number has in some table that fits what is shown: all tables with counts up to `most` are tried. */
function possible({ known, equations }: Puzzle, most: number): Set<number>[] {
  const unknowns = known.flatMap((value, i) => (value === null ? [i] : []));
  const values = known.map((value) => value ?? 0);
  const found = known.map(() => new Set<number>());
  const lastOf = equations.map((equation) =>
    Math.max(...[...equation.keys()].map((i) => unknowns.indexOf(i))),
  );
  const fits = (next: number) =>
    equations.every(
      (equation, e) =>
        lastOf[e]! >= next || [...equation].reduce((sum, [i, f]) => sum + f * values[i]!, 0) === 0,
    );
  const place = (next: number): void => {
    if (!fits(next)) return;
    if (next === unknowns.length) {
      for (const i of unknowns) found[i]!.add(values[i]!);
      return;
    }
    for (let value = 0; value <= most; value += 1) {
      values[unknowns[next]!] = value;
      place(next + 1);
    }
  };
  place(0);
  return found;
}

const flat = (counts: Record<string, number[]>, totals = true): CountTable => ({
  rows: [{ id: 'all', parent: null }, ...Object.keys(counts).map((id) => ({ id, parent: 'all' }))],
  columns: Object.values(counts)[0]!.map((_, i) => `k${i}`),
  counts,
  totals,
});

describe('small cells', () => {
  it('hides a second one in row and column, or the totals would tell the first', () => {
    const shown = withoutSmallCells(flat({ a: [3, 20], b: [40, 50], c: [60, 70] }));
    const hidden = Object.values(shown.cells).map((row) => row.map((value) => value === null));
    expect(shown.cells['a']![0]).toBeNull();
    expect(hidden.flat().filter(Boolean)).toHaveLength(4);
    expect(shown.cells['all']).toEqual([103, 140]);
    expect(shown.totals).toEqual({ all: 243, a: 23, b: 90, c: 130 });
  });

  it('hides a second commune of the district', () => {
    expect(withoutSmallCells(flat({ a: [3], b: [40], c: [9] }, false)).cells).toEqual({
      all: [52],
      a: [null],
      b: [40],
      c: [null],
    });
  });

  it.each([
    { counts: { a: [0, 5], b: [9, 12] }, why: 'zeros and fives tell of nobody' },
    { counts: { a: [0], b: [0] }, why: 'nothing at all' },
  ])('hides nothing: $why', ({ counts }) => {
    const { cells } = withoutSmallCells(flat(counts));
    expect(Object.values(cells).flat()).not.toContain(null);
  });

  it.each([
    { table: { ...flat({ a: [1.5] }) }, why: 'half a person' },
    { table: { ...flat({ a: [-1] }) }, why: 'fewer than nobody' },
    { table: { ...flat({ a: [1] }), rows: [] }, why: 'no root' },
    {
      table: {
        ...flat({ a: [1] }),
        rows: [
          { id: 'a', parent: 'all' },
          { id: 'all', parent: null },
        ],
      },
      why: 'a child before its parent',
    },
  ])('refuses a table with $why', ({ table }) => {
    expect(() => withoutSmallCells(table)).toThrow(RangeError);
  });

  it('cannot be solved or bounded: 600 tables', () => {
    const random = chance(1);
    let hidden = 0;
    for (let i = 0; i < 600; i += 1) {
      const least = [2, 5, 11][i % 3]!;
      const table = anyTable(random, { rows: 9, columns: 5, count: 4 * least });
      const shown = withoutSmallCells(table, { least });
      const puzzle = puzzleOf(table, shown);
      puzzle.known.forEach((value, j) => {
        const truth = puzzle.truth[j]!;
        if (value !== null) expect(value).toBe(truth);
        if (truth > 0 && truth < least) expect(value).toBeNull();
      });
      expect(solvable(puzzle)).toEqual([]);
      bounds(puzzle).forEach(({ low, high }, j) => {
        if (puzzle.known[j] !== null) return;
        hidden += 1;
        expect(high - low).toBeGreaterThanOrEqual(least - 1);
      });
    }
    expect(hidden).toBeGreaterThan(4_000);
  });

  it('leaves as many values as there are small ones, whatever is tried: every table that fits', () => {
    const random = chance(2);
    let tried = 0;
    while (tried < 150) {
      const least = 3;
      const table = anyTable(random, { rows: 3, columns: 2, count: 6 });
      const puzzle = puzzleOf(table, withoutSmallCells(table, { least }));
      if (puzzle.known.filter((value) => value === null).length > 8) continue;
      tried += 1;
      const most = Math.max(...puzzle.truth) + least;
      possible(puzzle, most).forEach((values, j) => {
        if (puzzle.known[j] === null) expect(values.size).toBeGreaterThanOrEqual(least);
      });
    }
  });

  it('hides the same in the same table, and 91 communes by 30 diseases soon', () => {
    const random = chance(3);
    const districts = Array.from({ length: 9 }, (_, i) => `d${i}`);
    const communes = Array.from({ length: 91 }, (_, i) => `c${i}`);
    const table: CountTable = {
      rows: [
        { id: 'root', parent: null },
        ...districts.map((id) => ({ id, parent: 'root' })),
        ...communes.map((id, i) => ({ id, parent: districts[i % 9]! })),
      ],
      columns: Array.from({ length: 30 }, (_, i) => `k${i}`),
      counts: Object.fromEntries(
        communes.map((id) => [id, Array.from({ length: 30 }, () => Math.floor(random() ** 3 * 40))]),
      ),
      totals: true,
    };
    const before = performance.now();
    const shown = withoutSmallCells(table);
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(withoutSmallCells(table)).toEqual(shown);
    const values = Object.values(shown.cells).flat();
    expect(values).toContain(null);
  });
});
