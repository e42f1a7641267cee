import type { Window } from '@toancanh/events';
import { RunningLive } from '../testing/running-live.js';
import { T, windowOf } from '../testing/small-city.js';

const HOUR = 3_600_000;
/** The end of the newest hour. */
const END = Math.floor(T / HOUR) * HOUR;

/** Hours' means, the newest first; null for none. */
function hours(
  of: { area: string } | { sensor: string },
  metric: string,
  means: readonly (number | null)[],
  more: Partial<Window> = {},
): Window[] {
  return means.flatMap((mean, age) => {
    if (mean === null) return [];
    const start = END - (age + 1) * HOUR;
    const given = { metric, span: '1h' as const, end: start + HOUR, mean, sum: mean, count: 1, coverage: 1 };
    return [windowOf(of, start, { ...given, ...more })];
  });
}

/** The worked hour of Decision 1459/QĐ-TCMT, dust from the current hour back. */
const DUST = [20.6, 19.6, 22.4, 20.3, 16.5, 19, 16.5, 19.5, 23.5, 20.5, 24.7, 26.9];

const live = new RunningLive();
beforeAll(async () => {
  const worked = { sensor: 'air-1' };
  await live.keep(
    [],
    [
      ...hours(worked, 'pm25', DUST),
      ...hours(worked, 'o3', [136.1]),
      ...hours(worked, 'no2', [118.7]),
      ...hours({ area: 'n1' }, 'pm25', [null, 25, 25, 25]),
      ...hours({ area: 'n2' }, 'pm25', [25, 25], { coverage: 0.74 }),
      ...hours({ area: 'south' }, 'pm25', [25, 25]),
      ...hours({ area: 'south' }, 'pm25', [80, 80], { revision: 1 }),
    ],
  );
  await live.start();
});
afterAll(() => live.stop());

describe('GET /api/v1/air-index', () => {
  it('is that of the newest hour, with its band, its metric and what is missing', async () => {
    expect(await live.json('/api/v1/air-index?sensor=air-1')).toEqual({
      sensor: 'air-1',
      start: new Date(END - HOUR).toISOString(),
      end: new Date(END).toISOString(),
      index: 59,
      dominant: 'no2',
      band: expect.objectContaining({ band: 2, title: { vi: 'Trung bình', en: 'Moderate' } }) as object,
      parts: { pm25: 41, o3: 43, no2: 59 },
      missing: { pm25: 0, o3: 0, no2: 0 },
    });
  });

  it.each([
    { query: 'area=n1', index: 50, why: 'the newest hour may be missing' },
    { query: 'area=n2', index: null, why: 'hours with too few readings are missing' },
    { query: 'area=south', index: 150, why: 'the newest revision counts' },
    { query: 'area=province', index: null, why: 'nothing is known' },
    { query: `area=n1&at=${END - HOUR}`, index: 50, why: 'an hour of the past' },
    { query: `area=n1&at=${END - 3 * HOUR}`, index: null, why: 'one hour is not enough then' },
  ])('is $index of $query: $why', async ({ query, index }) => {
    expect(await live.json(`/api/v1/air-index?${query}`)).toMatchObject({ index });
  });

  it.each([
    { query: '', status: 400, code: 'E_QUERY' },
    { query: 'area=n1&sensor=air-1', status: 400, code: 'E_QUERY' },
    { query: 'area=nowhere', status: 404, code: 'E_AREA' },
  ])('answers $status $code to "$query"', async ({ query, status, code }) => {
    const answer = await live.get(`/api/v1/air-index?${query}`);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  });
});
