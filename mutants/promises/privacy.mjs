/** @type {readonly import('../promises.mjs').Mutant[]} */
export const PRIVACY = [
  {
    name: 'personal-key-in-capitals',
    says: 'a field that is called CCCD passes for harmless',
    file: 'apps/intake/src/screen/personal-words.ts',
    find: `    .toLowerCase()
`,
    replace: '',
    caughtBy: ['apps/intake/src/screen/personal.spec.ts'],
  },
  {
    name: 'small-count-shown',
    says: 'a count of four people is shown',
    file: 'libs/domains/src/health/small-cells.ts',
    find: 'if (arc.value === 0 || arc.value >= least) return;',
    replace: 'if (arc.value === 0 || arc.value >= least - 1) return;',
    caughtBy: ['libs/domains/src/health/small-cells.spec.ts'],
  },
  {
    name: 'small-count-computed-from-the-rest',
    says: 'a small count is hidden alone, so that the sum gives it away',
    file: 'libs/domains/src/health/small-cells.ts',
    find: `  for (const i of small) for (const hidden of search.wayRound(i)) arcs[hidden]!.hidden = true;
`,
    replace: `  small.map(() => search);
`,
    caughtBy: ['libs/domains/src/health/small-cells.spec.ts'],
  },
];
