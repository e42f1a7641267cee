import { INDEX_766_MEASURED } from './figures.js';

/** on time of counted, online of counted, paid online of those with a fee, electronic results of ended */
const measured = (...counts: readonly number[]) => INDEX_766_MEASURED.of(counts);

describe('the measured part of the index of Decision 766', () => {
  it.each([
    {
      counts: [100, 100, 100, 100, 50, 50, 80, 80],
      percent: 100,
      why: 'all 38 points of the four components',
    },
    {
      counts: [940, 1000, 0, 1000, 0, 100, 0, 100],
      percent: (100 * 18.8) / 38,
      why: 'only the 18.8 of progress',
    },
    {
      counts: [0, 1000, 480, 1000, 0, 100, 0, 100],
      percent: (100 * 5.76) / 38,
      why: 'half online is worth all',
    },
    {
      counts: [10, 10, 10, 10, 0, 0, 10, 10],
      percent: (100 * 32) / 38,
      why: 'no fee at all is worth nothing',
    },
    { counts: [0, 0, 0, 0, 0, 0, 0, 0], percent: null, why: 'no dossier, no index' },
  ])('$counts: $why', ({ counts, percent }) => {
    const value = measured(...counts);
    if (percent === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(percent, 6);
  });

  it('asks for sums, in the order in which it takes them', () => {
    expect(INDEX_766_MEASURED.inputs.map(({ metric }) => metric)).toEqual([
      'dossiers_on_time',
      'dossiers_counted',
      'dossiers_online',
      'dossiers_counted',
      'dossiers_paid_online',
      'dossiers_with_fee',
      'dossiers_signed',
      'dossiers_ended',
    ]);
  });
});
