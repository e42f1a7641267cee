import type { Figure } from '@toancanh/events';
import { answeredPages, answeredText } from './answered-text.js';
import { CityCalendar } from './format.js';

const calendar = new CityCalendar('Asia/Ho_Chi_Minh');
/** 14:00 of 23/11/2026 in the city. */
const NOW = Date.UTC(2026, 10, 23, 7);
const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();
const steady = { before: null, perPeriod: 0, period: 'day', direction: 'steady', points: 9 } as const;
const figure = (more: Partial<Figure>): Figure => ({
  ...{ id: 'x', area: 'a', domain: 'd', title: { vi: 'X', en: 'X' }, unit: '%', digits: 1 },
  ...{ value: 94.25, asOf: iso(NOW - 60_000), simulated: false, how: 'windows', old: false },
  ...more,
});
const text = (more: Partial<Figure>) => answeredText(figure(more), NOW, calendar);
const target = (value: number) => ({ target: { value, better: 'higher' as const } });

describe('a figure that somebody answers for, in words', () => {
  it.each([
    { more: {}, when: '13:59', why: 'the time, of today' },
    { more: { asOf: iso(NOW - 3 * DAY) }, when: '20/11/2026', why: 'the day, of another day' },
    {
      more: { asOf: iso(NOW - 3 * DAY), old: true },
      when: '20/11/2026 · cũ 3 ngày',
      why: 'and its age when old',
    },
    { more: { value: null, asOf: null }, when: '', why: 'nothing where nothing is known' },
  ])('says as of when: $when, $why', ({ more, when }) => {
    expect(text(more).when).toBe(when);
  });

  it.each([
    { more: target(95), aim: '|95', isMissed: true, why: 'below its target' },
    { more: target(94.2), aim: '|94,2', isMissed: false, why: 'a target with a digit' },
    {
      more: { rank: 8, rankOf: 63, targetRank: 10 },
      aim: 'hạng 8/63 |hạng 10',
      isMissed: false,
      why: 'a rank',
    },
    { more: { rank: 14, targetRank: 10 }, aim: 'hạng 14 |hạng 10', isMissed: true, why: 'a rank too low' },
    { more: {}, aim: '', isMissed: false, why: 'nothing is aimed at' },
  ])('says what is aimed at: "$aim", $why', ({ more, aim, isMissed }) => {
    expect(text(more)).toMatchObject({ aim, isMissed });
  });

  it.each([
    { more: { trend: steady }, outlook: 'ổn định', why: 'it does not move' },
    {
      more: { trend: { ...steady, perPeriod: -0.52, direction: 'worse' as const } },
      outlook: '↓ 0,5 %/ngày',
      why: 'it moves, to no target that is near',
    },
    { more: { trend: { ...steady, perPeriod: null, direction: null } }, outlook: '', why: 'too few values' },
    {
      more: {
        trend: { ...steady, perPeriod: -0.52, direction: 'worse' as const },
        forecast: { what: 'miss' as const, at: iso(NOW + 19 * DAY) },
      },
      outlook: '▼ từ 12/12',
      why: 'falling to its target',
    },
    {
      more: {
        trend: { ...steady, perPeriod: 3, direction: 'better' as const, period: 'year' as const },
        unit: 'điểm',
        forecast: { what: 'meet' as const, at: iso(NOW + 400 * DAY) },
      },
      outlook: 'đạt từ 12/2027',
      why: 'rising to it, far ahead by the month',
    },
  ])('says how it moves: "$outlook", $why', ({ more, outlook }) => {
    expect(text(more).outlook).toBe(outlook);
  });

  it('shows a number, or that there is none', () => {
    expect([text({}).value, text({ value: null }).value]).toEqual(['94,3', undefined]);
  });
});

describe('pages of such figures', () => {
  it('begin with what is known, and keep the order otherwise', () => {
    const figures = [null, 1, null, 2, 3].map((value, at) => figure({ id: `${at}`, value }));
    const ids = answeredPages(figures, 2).map((page) => page.map(({ id }) => id));
    expect(ids).toEqual([['1', '3'], ['4', '0'], ['2']]);
    expect(answeredPages(figures, 0)).toEqual([]);
  });
});
