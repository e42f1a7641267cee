/** @type {readonly import('../promises.mjs').Mutant[]} */
export const LATE_DATA = [
  {
    name: 'revision-not-raised',
    says: 'a correction has the revision of what it corrects',
    file: 'libs/windows/src/revision-of.ts',
    find: 'revision: known.revision + 1,',
    replace: 'revision: known.revision,',
    caughtBy: ['libs/windows/src/revision-of.spec.ts', 'apps/archiver/src/reviser/reviser.spec.ts'],
  },
];
