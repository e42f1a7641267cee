import type { Figure, Window } from '@toancanh/events';
import type { FigureDeclaration } from '@toancanh/figures';
import { RunningLive } from '../testing/running-live.js';
import { MINUTE, readingOf, T, windowOf } from '../testing/small-city.js';

const DAY = 86_400_000;
/** Noon of the city's day is at 05:00 UTC; T is 14:00 there. */
const MIDNIGHT = T - 14 * 3_600_000;
const common = { owner: { vi: 'Sở A', en: 'Office A' }, source: { vi: 'QĐ 1', en: 'Decision 1' } };
const FIGURES: readonly FigureDeclaration[] = [
  {
    ...{
      id: 'clean',
      domain: 'environment',
      unit: '%',
      digits: 1,
      better: 'higher',
      period: 'hour',
      ...common,
    },
    title: { vi: 'Bụi mịn so với PM10', en: 'Fine dust of PM10' },
    compute: {
      ...{ span: '1m', every: '1d', times: 100 },
      ...{ of: { metric: 'pm25', stat: 'sum' }, to: { metric: 'pm10', stat: 'sum' } },
    },
    targets: [
      { from: '2026-01-01', value: 50 },
      { from: '2026-11-22', value: 60 },
      { from: '2026-12-01', value: 70 },
    ],
  },
  {
    ...{ id: 'beds', domain: 'health', unit: '%', digits: 0, better: 'lower', period: 'hour', ...common },
    title: { vi: 'Giường', en: 'Beds' },
    compute: { span: '1m', of: { metric: 'bed_occupancy', stat: 'mean' } },
  },
  {
    ...{
      id: 'par',
      domain: 'administration',
      unit: 'điểm',
      digits: 2,
      better: 'higher',
      period: 'year',
      ...common,
    },
    title: { vi: 'PAR', en: 'PAR' },
    areas: ['root'],
    targets: [{ from: '2020-01-01', rank: 10 }],
    values: [
      { area: 'root', value: 85, rank: 14, of: 63, asOf: '2024-12-31', known: '2025-09-01' },
      { area: 'root', value: 87.5, rank: 9, of: 63, asOf: '2025-12-31', known: '2026-05-01', source: 'Bộ' },
    ],
  },
];

const minute = (metric: string, sum: number, start: number, more: Partial<Window> = {}) =>
  windowOf({ area: 'root' }, start, { metric, sum, ...more });
const day = (metric: string, sum: number, ago: number) =>
  minute(metric, sum, MIDNIGHT - ago * DAY, {
    span: '1d',
    end: MIDNIGHT - (ago - 1) * DAY,
    asOf: MIDNIGHT - (ago - 1) * DAY + 60_000,
  });

let live: RunningLive;
beforeEach(async () => {
  live = new RunningLive({ figures: FIGURES });
});
afterEach(() => live.stop());

const figures = async (query = '') => {
  const { items } = await live.json<{ items: Figure[] }>(`/api/v1/figures?area=root${query}`);
  return new Map(items.map((figure) => [figure.id, figure]));
};

describe('GET /api/v1/figures, of those that somebody answers for', () => {
  it('has value, target of now, owner, source, trend and the day of the miss, from stored windows', async () => {
    const falling = [5, 4, 3, 2, 1].flatMap((ago) => [day('pm25', 64 + 2 * ago, ago), day('pm10', 100, ago)]);
    await live.keep(
      [],
      [...falling, minute('pm25', 63, T - 2 * MINUTE), minute('pm10', 100, T - 2 * MINUTE)],
    );
    await live.start();
    expect((await figures()).get('clean')).toMatchObject({
      ...{ how: 'windows', value: 63, asOf: new Date(T - MINUTE).toISOString(), old: false, ...common },
      target: { value: 60, better: 'higher', from: '2026-11-21T17:00:00.000Z' },
      trend: { direction: 'worse', period: 'day', points: 6, before: { value: 66 } },
      forecast: { what: 'miss' },
    });
    const { forecast } = (await figures()).get('clean')!;
    expect(Date.parse(forecast!.at) - T).toBeLessThan(3 * DAY);
  });

  it('follows the log from there, corrections too', async () => {
    await live.keep([], [minute('pm25', 50, T - 2 * MINUTE), minute('pm10', 100, T - 2 * MINUTE)]);
    await live.start();
    expect((await figures()).get('clean')?.value).toBe(50);
    await live.append('windows', minute('pm25', 80, T - MINUTE), minute('pm10', 100, T - MINUTE));
    await live.seen();
    expect((await figures()).get('clean')?.value).toBe(80);
    await live.append('windows', minute('pm25', 90, T - MINUTE, { revision: 1 }));
    await live.seen();
    expect((await figures()).get('clean')?.value).toBe(90);
  });

  it.each([
    { at: T - 3 * DAY, value: 40, target: 50, why: 'the target of then, whatever came after it' },
    { at: T - MINUTE, value: 50, target: 60, why: 'before late data corrected the minute' },
    { at: T, value: 90, target: 60, why: 'as corrected' },
  ])('with at tells what was known then: $why', async ({ at, value, target }) => {
    const old = T - 3 * DAY - 10 * MINUTE;
    const last = T - 10 * MINUTE;
    const corrected = { revision: 1, asOf: T - 30_000 };
    await live.keep(
      [],
      [
        ...[minute('pm25', 40, old), minute('pm10', 100, old)],
        ...[minute('pm25', 50, last), minute('pm10', 100, last), minute('pm25', 90, last, corrected)],
      ],
    );
    await live.start();
    expect((await figures(`&at=${at}`)).get('clean')).toMatchObject({ value, target: { value: target } });
  });

  it('marks what is old, and leaves out what nothing in the city measures', async () => {
    await live.keep([], [minute('pm25', 50, T - 50 * MINUTE), minute('pm10', 100, T - 50 * MINUTE)]);
    await live.start();
    expect((await figures()).get('clean')?.old).toBe(false);
    live.clock.at += 60 * MINUTE;
    expect((await figures()).get('clean')).toMatchObject({ value: 50, old: true });
    expect((await figures()).has('beds')).toBe(false);
  });

  it('without any window says so instead of a number', async () => {
    await live.start();
    expect((await figures()).get('clean')).toMatchObject({ value: null, asOf: null, old: false });
  });

  it('says that it is simulated if what it rests on is', async () => {
    await live.start();
    await live.read(readingOf('air-1', T, { pm25: 1 }, { quality: 'simulated' }));
    await live.seen();
    expect((await figures()).get('clean')?.simulated).toBe(true);
  });

  it.each([
    { at: Date.parse('2025-08-01'), value: null, rank: undefined, why: 'nothing was published' },
    { at: Date.parse('2026-03-01'), value: 85, rank: 14, why: 'the last published, not the last measured' },
    { at: T, value: 87.5, rank: 9, why: 'the newest' },
  ])('a yearly index with its rank, as published at that time: $why', async ({ at, value, rank }) => {
    await live.start();
    const par = (await figures(`&at=${at}`)).get('par');
    expect(par).toMatchObject({ how: 'entered', value, targetRank: 10 });
    expect(par?.rank).toBe(rank);
    expect(par?.target).toBeUndefined();
  });

  it('belongs to the areas that have it', async () => {
    await live.start();
    const { items } = await live.json<{ items: Figure[] }>('/api/v1/figures?area=north');
    expect(items.map(({ id }) => id)).not.toContain('par');
    expect(items.map(({ id }) => id)).toContain('clean');
  });

  it.each([
    { query: `&at=${T + MINUTE}`, status: 400, why: 'what will be known' },
    { query: '&at=yesterday', status: 400, why: 'no instant' },
  ])('refuses $why', async ({ query, status }) => {
    await live.start();
    expect((await live.get(`/api/v1/figures?area=root${query}`)).status).toBe(status);
  });

  it('goes on without the store, and asks it again later', async () => {
    await live.keep([], [minute('pm25', 50, T - 2 * MINUTE), minute('pm10', 100, T - 2 * MINUTE)]);
    await live.start();
    live.store.failure = new Error('away');
    expect((await figures()).get('clean')?.value).toBeNull();
    live.store.failure = undefined;
    expect((await figures()).get('clean')?.value).toBeNull();
    live.clock.at += 40_000;
    expect((await figures()).get('clean')?.value).toBe(50);
  });
});
