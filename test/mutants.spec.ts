import { existsSync, readFileSync } from 'node:fs';

interface Mutant {
  readonly name: string;
  readonly says: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly caughtBy: readonly string[];
}

/** Untyped, because the runner needs no compiler. */
const LIST = '../mutants/promises.mjs';
const { PROMISES } = (await import(LIST)) as {
  PROMISES: readonly { says: string; mutants: readonly Mutant[] }[];
};
const mutants = PROMISES.flatMap((promise) => promise.mutants);

describe('mutants: each promise broken in ways that a test has to notice', () => {
  it.each(mutants)('$name still fits the code', ({ file, find, replace, caughtBy }) => {
    expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
    expect(caughtBy.length).toBeGreaterThan(0);
    expect(caughtBy.filter((spec) => !existsSync(spec))).toEqual([]);
  });

  it('are many, of every promise, each with a name of its own', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(40);
    expect(PROMISES.filter((promise) => promise.mutants.length === 0)).toEqual([]);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(mutants.filter(({ name }) => !/^[a-z]+(-[a-z]+)+$/.test(name))).toEqual([]);
  });

  it('are those of docs/mutants.md; else: npm run mutants -- --table', () => {
    const page = readFileSync('docs/mutants.md', 'utf8');
    const told = [...page.matchAll(/^\| `([^`]+)` +\| (.*?) +\| \S/gm)].map(([, name, says]) => [name, says]);
    expect(told).toEqual(mutants.map(({ name, says }) => [name, says]));
  });
});
