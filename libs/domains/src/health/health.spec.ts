import { casesByWeek, epiWeekOf, weeksOf } from './case-book.js';
import {
  ambulanceFigures,
  ambulancesWanted,
  bedBandOf,
  emergencyBand,
  occupancyOf,
  occupancyOfAll,
} from './care.js';
import { earsAt } from './ears.js';
import { endemicChannel, perHundredThousand, weeklyChange } from './endemic-channel.js';
import {
  communeVerdict,
  DISEASES,
  groupAt,
  outbreakRuleAt,
  SPOT_RULES,
  spotAt,
  verdictAbove,
} from './outbreak-rule.js';

const values = (counts: number[]) =>
  Object.fromEntries(earsAt(counts, counts.length - 1).map(({ detector, value }) => [detector, value]));
const alarms = (counts: number[]) =>
  earsAt(counts, counts.length - 1)
    .filter(({ alarm }) => alarm)
    .map(({ detector }) => detector);

/** Formulas: Hutwagner and others, Emerging Infectious Diseases 2003 (EARS); baselines as in R `surveillance::earsC`. */
describe('EARS', () => {
  it.each([
    {
      counts: [4, 5, 3, 6, 4, 5, 4, 5, 6, 4, 7, 14],
      expected: { C1: 7.794229, C2: 8.34523, C3: 8.833775 },
      alarms: ['C1', 'C2', 'C3'],
      why: 'a jump',
    },
    {
      counts: [4, 5, 3, 6, 4, 5, 4, 5, 6, 8, 9, 9],
      expected: { C1: 1.610235, C2: 3.851644, C3: 9.049205 },
      alarms: ['C2', 'C3'],
      why: 'a slow rise spoils the baseline of C1, not that behind the guard',
    },
  ])('$why: $alarms', ({ counts, expected, alarms: raised }) => {
    for (const [detector, value] of Object.entries(expected)) {
      expect(values(counts)[detector]).toBeCloseTo(value, 6);
    }
    expect(alarms(counts)).toEqual(raised);
  });

  it.each([
    { counts: [0, 0, 0, 0, 0, 0, 0, 1], raised: [], why: 'the first case of a quiet commune' },
    { counts: [0, 0, 0, 0, 0, 0, 0, 2], raised: [], why: 'two cases are fewer than three' },
    { counts: [0, 0, 0, 0, 0, 0, 0, 3], raised: ['C1'], why: 'three cases out of nothing' },
    {
      counts: [9, 9, 9, 9, 9, 9, 9, 10],
      raised: [],
      why: 'a series that never varied has the least deviation',
    },
    {
      counts: [9, 9, 9, 9, 9, 9, 9, 11],
      raised: ['C1'],
      why: 'four of the least deviations are more than three',
    },
  ])('$why: $raised', ({ counts, raised }) => {
    expect(alarms(counts)).toEqual(raised);
  });

  it.each([
    [6, []],
    [7, ['C1']],
    [8, ['C1']],
    [9, ['C1', 'C2']],
    [10, ['C1', 'C2']],
    [11, ['C1', 'C2', 'C3']],
  ])('with %p counts before, there are %p (first monitorable index)', (before, detectors) => {
    const counts = new Array<number>(before + 1).fill(5);
    expect(earsAt(counts, before).map(({ detector }) => detector)).toEqual(detectors);
  });
});

describe('the endemic channel', () => {
  it('is mean and two sample deviations of five years (WHO, epidemic thresholds)', () => {
    const { mean, threshold, years } = endemicChannel([20, 35, 28, 40, 27])!;
    expect([mean, years]).toEqual([30, 5]);
    expect(threshold).toBeCloseTo(45.427249, 6);
  });

  it('takes the weeks beside it as one, and no more than five years', () => {
    expect(endemicChannel([[19, 20, 21], 35, 28, 40, 27, 900])!.threshold).toBeCloseTo(45.427249, 6);
  });

  it('is none with two years', () => expect(endemicChannel([20, 35])).toBeUndefined());

  // Weekly bulletins of the Ho Chi Minh City centre for disease control compare with the four weeks before.
  it.each([
    { counts: [100, 120, 110, 110, 131], change: 19.0909, why: 'above the four weeks before' },
    { counts: [0, 0, 0, 0, 3], change: undefined, why: 'nothing to compare with' },
    { counts: [1, 2, 3], change: undefined, why: 'not four weeks' },
  ])('changes by $change %: $why', ({ counts, change }) => {
    const found = weeklyChange(counts, counts.length - 1);
    if (change === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(change, 3);
  });

  it('counts per 100,000', () => expect(perHundredThousand(131, 9_500_000)).toBeCloseTo(1.379, 3));
});

/** Decision 02/2016/QĐ-TTg, article 2; groups by law 03/2007/QH12, article 3. */
describe('the legal outbreak rule', () => {
  const rule = outbreakRuleAt('2024-06-01');

  it.each([
    { group: 'B', cases: 16, sameMonth: [12, 18, 15], verdict: 'outbreak', why: 'more than the mean of 15' },
    { group: 'B', cases: 15, sameMonth: [12, 18, 15], verdict: 'none', why: 'as many do not exceed' },
    { group: 'C', cases: 16, sameMonth: [12, 18, 15], verdict: 'outbreak', why: 'C as B' },
    { group: 'B', cases: 5, sameMonth: [4, 5, 5], verdict: 'outbreak', why: 'the mean 4.67 is not rounded' },
    { group: 'A', cases: 1, sameMonth: [], verdict: 'outbreak', why: 'one case of group A' },
    { group: 'A', cases: 0, sameMonth: [], verdict: 'none', why: 'no case of group A' },
    { group: 'B', cases: 16, sameMonth: [12, 18], verdict: 'unknown', why: 'two years are not three' },
  ] as const)('a commune: $verdict, $why', ({ group, cases, sameMonth, verdict }) => {
    expect(communeVerdict(rule, group, { cases, sameMonth })).toBe(verdict);
  });

  it.each([
    { below: ['outbreak', 'outbreak', 'none'], verdict: 'outbreak', why: 'two communes' },
    { below: ['outbreak', 'none', 'none'], verdict: 'none', why: 'one is not two' },
    { below: ['outbreak', 'unknown', 'none'], verdict: 'unknown', why: 'the second may be one' },
  ] as const)('a district: $verdict, $why', ({ below, verdict }) => {
    expect(verdictAbove(rule, below)).toBe(verdict);
  });

  it.each([
    ['2016-03-14', undefined],
    ['2016-03-15', '02/2016/QĐ-TTg'],
    ['2026-06-30', '02/2016/QĐ-TTg'],
    ['2026-07-01', undefined],
  ])('on %s it is %s', (date, basis) => expect(outbreakRuleAt(date)?.basis).toBe(basis));

  it('says nothing of what it has no rule for', () => {
    const none = outbreakRuleAt('2026-07-01');
    expect(communeVerdict(none, 'B', { cases: 16, sameMonth: [12, 18, 15] })).toBe('unknown');
    expect(verdictAbove(none, ['outbreak', 'outbreak'])).toBe('unknown');
  });

  it.each([
    ['covid', '2023-10-19', 'A'],
    ['covid', '2023-10-20', 'B'],
    ['covid', '2019-12-31', undefined],
    ['dengue', '2024-06-01', 'B'],
    ['cholera', '2024-06-01', 'A'],
  ])('%s is on %s of group %s', (id, date, group) => {
    expect(
      groupAt(
        DISEASES.find((one) => one.id === id)!,
        date,
      ),
    ).toBe(group);
  });
});

/** Decisions 3711/QĐ-BYT (2014) on dengue and 581/QĐ-BYT (2012) on hand, foot and mouth disease. */
describe('a spot of linked cases', () => {
  it.each([
    { onsets: [0], day: 1, confirmed: false, state: 'none', why: 'one clinical case' },
    { onsets: [0], day: 1, confirmed: true, state: 'spot', why: 'one laboratory case' },
    { onsets: [0, 6], day: 6, confirmed: false, state: 'spot', why: 'two within seven days' },
    { onsets: [0, 7], day: 7, confirmed: false, state: 'none', why: 'two on the eighth day' },
    { onsets: [0, 6], day: 20, confirmed: false, state: 'spot', why: 'fourteen days without a case' },
    { onsets: [0, 6], day: 21, confirmed: false, state: 'over', why: 'more than fourteen' },
    { onsets: [0, 6, 19], day: 21, confirmed: false, state: 'spot', why: 'a new case goes on with it' },
  ])('$state: $why', ({ onsets, day, confirmed, state }) => {
    expect(spotAt(SPOT_RULES.dengue, onsets, day, confirmed)).toBe(state);
  });
});

describe('cases by week', () => {
  // ISO 8601: the first week is that of the first Thursday.
  it.each([
    ['2026-01-01', 2026, 1],
    ['2025-12-29', 2026, 1],
    ['2025-12-28', 2025, 52],
    ['2027-01-01', 2026, 53],
    ['2024-02-29', 2024, 9],
    ['1969-12-31', 1970, 1],
  ])('%s is in %p, week %p', (date, year, week) => expect(epiWeekOf(date)).toEqual({ year, week }));

  it('a year has 52 weeks or 53', () => expect([2025, 2026].map(weeksOf)).toEqual([52, 53]));

  const report = (onset: string, cases: number, reportedAt: string, commune = '25747') => ({
    ...{ commune, disease: 'dengue', onset, cases },
    reportedAt: Date.parse(reportedAt),
  });
  const reports = [
    report('2024-04-22', 3, '2024-04-23T02:00:00Z'),
    report('2024-04-22', 5, '2024-04-29T02:00:00Z'),
    report('2024-04-24', 2, '2024-04-26T16:59:59Z'),
    report('2024-04-24', 1, '2024-04-24T10:00:00Z', '25750'),
  ];
  const told = (asOf: string) => casesByWeek(reports, { asOf: Date.parse(asOf), due: 48 });

  it('tells them as they were known, and how many came late', () => {
    expect(told('2024-04-27T00:00:00Z')).toEqual([
      { commune: '25747', disease: 'dengue', year: 2024, week: 17, cases: 5, late: 0 },
      { commune: '25750', disease: 'dengue', year: 2024, week: 17, cases: 1, late: 0 },
    ]);
    expect(told('2024-05-01T00:00:00Z')[0]).toMatchObject({ cases: 7, late: 2 });
  });

  it('does not depend on the order of arrival', () => {
    const asOf = Date.parse('2024-05-01T00:00:00Z');
    expect(casesByWeek([...reports].reverse(), { asOf, due: 48 })).toEqual(told('2024-05-01T00:00:00Z'));
  });
});

describe('beds and 115', () => {
  it.each([
    [84.9, 'free'],
    [85, 'tight'],
    [95, 'full'],
    [100, 'full'],
    [100.1, 'over'],
    [115, 'over'],
  ])('%p %% is %s', (occupancy, band) => expect(bedBandOf(occupancy)).toBe(band));

  it('is inpatients by planned beds, over all wards together', () => {
    expect(occupancyOf(46, 40)).toBe(115);
    expect(occupancyOf(3, 0)).toBeUndefined();
    const wards = [
      { inpatients: 46, plannedBeds: 40 },
      { inpatients: 5, plannedBeds: 10 },
    ];
    expect(occupancyOfAll(wards)).toBe(102);
  });

  it.each([
    { waiting: 9, places: 10, band: 'free' },
    { waiting: 10, places: 10, band: 'busy' },
    { waiting: 20, places: 10, band: 'crowded' },
    { waiting: 0, places: 0, band: 'crowded' },
  ])('$waiting waiting for $places places: $band', ({ waiting, places, band }) => {
    expect(emergencyBand(waiting, places)).toBe(band);
  });

  // VnExpress 4927284: July 2025, 9,000 calls and 452 emergencies after the merger with the city's 115.
  it('tells the share of emergencies and of responses in time', () => {
    const figures = ambulanceFigures(9_000, 452, [9, 14.9, 15, 22]);
    expect(figures.emergencyShare).toBeCloseTo(5.022, 3);
    expect(figures).toMatchObject({ inTime: 50, medianMinutes: 14.95 });
    expect(ambulanceFigures(0, 0, [])).toMatchObject({ inTime: undefined, medianMinutes: undefined });
    expect(ambulancesWanted(2_700_000)).toBe(27);
  });
});
