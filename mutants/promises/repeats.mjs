/** @type {readonly import('../promises.mjs').Mutant[]} */
export const REPEATS = [
  {
    name: 'record-taken-twice',
    says: 'a batch that comes back is folded and counted again',
    file: 'libs/windows/src/minute-stage.ts',
    find: 'if (offset < (this.#reached.get(partition) ?? 0)) return false;',
    replace: '',
    caughtBy: ['libs/windows/src/minute-stage.spec.ts'],
  },
];
