import { rowGroups } from './row-groups.js';

interface Row {
  readonly group: number;
  readonly row: number;
}

/** Groups of these sizes, one after the other, as a table would give them. */
function table(sizes: readonly number[]) {
  const rows = sizes.flatMap((size, group) => Array.from({ length: size }, (_, row) => ({ group, row })));
  const asked: number[] = [];
  const read = async (from: Row | undefined, most: number): Promise<Row[]> => {
    asked.push(most);
    return rows.filter(({ group }) => group >= (from?.group ?? 0)).slice(0, most);
  };
  return { read, asked };
}

const equal = (a: Row, b: Row) => a.group === b.group;

describe('rowGroups', () => {
  it.each([
    { sizes: [], why: 'nothing' },
    { sizes: [1], why: 'one row' },
    { sizes: [3, 1, 2], why: 'all at once' },
    { sizes: [500], why: 'as many as were asked for: there might be more' },
    { sizes: [499, 1, 1], why: 'cut between two groups' },
    { sizes: [300, 300, 300], why: 'cut within a group' },
    { sizes: [1_300, 2], why: 'a group larger than what is read at a time' },
    { sizes: [7, 2_600, 1, 1_999, 3], why: 'such groups among others' },
    { sizes: Array<number>(6_000).fill(1), why: 'many' },
  ])('gives every group once, whole and in order: $why', async ({ sizes }) => {
    const { read } = table(sizes);
    const found: Row[][] = [];
    for await (const groups of rowGroups(read, equal, 1)) found.push(...groups);
    expect(found.map((group) => group.length)).toEqual(sizes);
    expect(found.map(([first]) => first!.group)).toEqual(sizes.map((_, group) => group));
  });

  it('reads no further than it is asked to', async () => {
    const { read, asked } = table(Array<number>(6_000).fill(1));
    for await (const _ of rowGroups(read, equal, 100)) break;
    expect(asked).toEqual([500]);
  });

  it.each([
    { wanted: 1, most: 500 },
    { wanted: 1_000, most: 4_000 },
    { wanted: 10_000, most: 5_000 },
  ])('wanting $wanted groups reads $most rows at a time', async ({ wanted, most }) => {
    const { read, asked } = table([1]);
    for await (const _ of rowGroups(read, equal, wanted)) break;
    expect(asked).toEqual([most]);
  });
});
