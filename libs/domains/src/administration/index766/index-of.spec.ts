import { COMPONENTS, componentOf, GROUPS } from './components.js';
import {
  classOf,
  type Count,
  indexOf,
  onlinePaymentRate,
  onlineRate,
  pointsOf,
  ranked,
  satisfactionRate,
} from './index-of.js';

const of100 = (percent: number): Count => ({ n: percent, d: 100 });
const none: Count = { n: 0, d: 0 };

/** Points and forms of Decision 766/QĐ-TTg of 2022-06-23 as the national portal shows them. */
describe('the index of Decision 766', () => {
  it('has 100 points in six groups', () => {
    const sums = GROUPS.map(({ code }) =>
      COMPONENTS.filter(({ group }) => group === code).reduce((sum, { max }) => sum + max, 0),
    );
    expect(sums).toEqual([18, 20, 12, 10, 22, 18]);
  });

  it.each([
    {
      id: 'K1',
      counts: { ONLINE_OFFERED: 72, ONLINE_USED: 85, ONLINE_FILED: 48 },
      group: 'online',
      is: 10.96,
    },
    { id: 'K2', counts: { ONLINE_OFFERED: 80, ONLINE_USED: 100, ONLINE_FILED: 50 }, group: 'online', is: 12 },
    { id: 'K3', counts: { ONLINE_OFFERED: 100, ONLINE_USED: 50, ONLINE_FILED: 75 }, group: 'online', is: 10 },
    {
      id: 'K4',
      counts: { PAID_DOSSIERS: 55, PAID_PROCEDURES: 60, PAYMENT_INTEGRATED: 90 },
      group: 'payment',
      is: 6.8,
    },
    {
      id: 'K5',
      counts: { PAID_DOSSIERS: 50, PAID_PROCEDURES: 40, PAYMENT_INTEGRATED: 80 },
      group: 'payment',
      is: 6,
    },
    { id: 'K6', counts: { ON_TIME: 94 }, group: 'progress', is: 18.8 },
    { id: 'K7', counts: { DOSSIER_RECEIVING_SATISFACTION: 87 }, group: 'satisfaction', is: 5.8 },
    { id: 'K7b', counts: { DOSSIER_RECEIVING_SATISFACTION: 95 }, group: 'satisfaction', is: 6 },
  ] as const)('$id: $group is $is', ({ counts, group, is }) => {
    const given = Object.fromEntries(Object.entries(counts).map(([code, percent]) => [code, of100(percent)]));
    expect(indexOf(given).groups[group]).toBe(is);
  });

  it.each(COMPONENTS.map(({ code }) => code))('%s without anything to count', (code) => {
    const petition = code.startsWith('PETITION_');
    expect(pointsOf(componentOf(code)!, none)).toBe(petition ? 6 : 0);
  });

  it('adds up from all its components, and names those that nobody reported', () => {
    const all = Object.fromEntries(COMPONENTS.map(({ code }) => [code, of100(100)]));
    expect(indexOf(all)).toMatchObject({ total: 100, missing: [] });
    expect(indexOf({ ON_TIME: { n: 940, d: 1_000 } })).toMatchObject({ total: 18.8 });
    expect(indexOf({ ON_TIME: of100(1) }).missing).toHaveLength(COMPONENTS.length - 1);
  });

  it.each([
    { rate: onlineRate(of100(80), of100(90)), is: 72, why: '3.3: times the share that reached the portal' },
    { rate: onlineRate(none, of100(90)), is: null, why: '3.3: nothing accepted' },
    { rate: onlinePaymentRate(30, 100, 40), is: 50, why: '3.6: those that cost nothing are left out' },
    { rate: onlinePaymentRate(0, 40, 40), is: null, why: '3.6: all cost nothing' },
    { rate: satisfactionRate(of100(6), of100(3)), is: 91, why: '5.4: neither overdue nor disliked' },
    { rate: satisfactionRate(of100(70), of100(60)), is: 0, why: '5.4: never below 0' },
  ])('a rate is $is: $why', ({ rate, is }) => {
    expect(rate).toBe(is);
  });

  it.each([
    { total: 90, is: 'Excellent' },
    { total: 89.99, is: 'Good' },
    { total: 83.47, is: 'Good' },
    { total: 74.6, is: 'Fair' },
    { total: 50, is: 'Average' },
    { total: 49.99, is: 'Weak' },
  ])('$total is $is', ({ total, is }) => {
    expect(classOf(total).title.en).toBe(is);
  });

  it('ranks the districts of 2023 as they were published, equals sharing a rank', () => {
    const totals = { 'thu-dau-mot': 88.6, 'thuan-an': 74.6, 'di-an': 87.7, twin: 87.7, 'ben-cat': 80.9 };
    const ranks = ranked(Object.entries(totals).map(([unit, total]) => ({ unit, total })));
    expect(ranks.map(({ unit, rank }) => [unit, rank])).toEqual([
      ['thu-dau-mot', 1],
      ['di-an', 2],
      ['twin', 2],
      ['ben-cat', 4],
      ['thuan-an', 5],
    ]);
  });
});
