/** @type {readonly import('../promises.mjs').Mutant[]} */
export const DOSSIERS = [
  {
    name: 'on-time-only-before-the-promise',
    says: 'a result at the very instant promised is overdue',
    file: 'libs/domains/src/administration/dossiers/punctuality.ts',
    find: 'return effective <= due ?',
    replace: 'return effective < due ?',
    caughtBy: ['libs/domains/src/administration/dossiers/punctuality.spec.ts'],
  },
  {
    name: 'waiting-for-the-citizen-counts',
    says: 'time in which a supplement was waited for counts against the unit',
    file: 'libs/domains/src/administration/dossiers/punctuality.ts',
    find: 'const effective = end - supplementTime;',
    replace: 'const effective = end;',
    caughtBy: ['libs/domains/src/administration/dossiers/punctuality.spec.ts'],
  },
  {
    name: 'steps-in-the-order-they-came',
    says: 'a dossier’s state is that of the step that came last, not of the last step',
    file: 'libs/domains/src/administration/dossiers/dossier.ts',
    find: 'const ordered = [...events].sort(compared);',
    replace: 'const ordered = [...events];',
    caughtBy: ['libs/domains/src/administration/dossiers/dossier.spec.ts'],
  },
];
