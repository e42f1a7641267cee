/** @type {readonly import('../promises.mjs').Mutant[]} */
export const REGIONS_TIME = [
  {
    name: 'sensor-where-it-is-now',
    says: 'a reading counts where its sensor is now, not where it was',
    file: 'libs/regions/src/placement.ts',
    find: 'const near = placed.find(({ from }) => from <= when) ?? placed.at(-1)!;',
    replace: 'const near = placed[0]!;',
    caughtBy: ['libs/regions/src/placement.spec.ts'],
  },
  {
    name: 'alert-not-moved-with-the-reform',
    says: 'an alert that is open on the day of a reform stays with a desk that is no more',
    file: 'libs/rules/src/evaluator.ts',
    find: `    if (this.#now >= this.#nextChange) this.#followReforms();
`,
    replace: '',
    caughtBy: ['libs/rules/src/reforms.spec.ts'],
  },
  {
    name: 'desk-on-duty-past-its-end',
    says: 'a desk is on duty still at the instant it ends',
    file: 'libs/regions/src/desks.ts',
    find: 'return from <= when && when < to;',
    replace: 'return from <= when && when <= to;',
    caughtBy: ['libs/regions/src/duty.spec.ts'],
  },
];
