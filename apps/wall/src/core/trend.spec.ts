import type { WindowView } from '@toancanh/events';
import { pageAt } from './pages.js';
import { spanFor, Trend } from './trend.js';

const T0 = Date.parse('2026-11-23T00:00:00.000Z');

function window(minute: number, mean: number, more: Partial<WindowView> = {}): WindowView {
  const start = T0 + minute * 60_000;
  return {
    metric: 'pm25',
    area: 'binh-duong',
    span: '1m',
    start: new Date(start).toISOString(),
    end: new Date(start + 60_000).toISOString(),
    count: 1,
    sum: mean,
    min: mean,
    max: mean + 5,
    mean,
    p50: mean,
    p95: mean,
    expected: 1,
    coverage: 1,
    revision: 0,
    epoch: 1,
    asOf: new Date(start + 90_000).toISOString(),
    ...more,
  };
}

function trendOf(windows: WindowView[], of: 'mean' | 'max' = 'mean'): Trend {
  const trend = new Trend('pm25', 'binh-duong', of);
  for (const each of windows) trend.add(each);
  return trend;
}

describe('Trend', () => {
  it.each([
    { name: 'in order', windows: [window(0, 1), window(1, 2)], values: [1, 2] },
    { name: 'out of order', windows: [window(1, 2), window(0, 1)], values: [1, 2] },
    { name: 'a missing minute is a gap', windows: [window(0, 1), window(2, 3)], values: [1, null, 3] },
    { name: 'a repeat changes nothing', windows: [window(0, 1), window(0, 9)], values: [1] },
    { name: 'a revision corrects', windows: [window(0, 1), window(0, 9, { revision: 1 })], values: [9] },
    { name: 'an older one does not', windows: [window(0, 9, { revision: 1 }), window(0, 1)], values: [9] },
    {
      name: 'a revision without values is a gap',
      windows: [window(0, 1), window(1, 0, { count: 0, revision: 1 }), window(2, 3)],
      values: [1, null, 3],
    },
    { name: 'another area', windows: [window(0, 1, { area: 'di-an' })], values: [] },
    { name: 'another span', windows: [window(0, 1, { span: '1h' })], values: [] },
  ])('$name', ({ windows, values }) => expect(trendOf(windows).series().values).toEqual(values));

  it('counts the minutes that were corrected', () => {
    const trend = trendOf([window(0, 1), window(1, 2), window(2, 3, { revision: 2 })]);
    expect(trend.corrected).toBe(1);
    trend.add(window(1, 5, { revision: 1 }));
    expect(trend.corrected).toBe(2);
  });

  it('draws the worst where that is what matters', () => {
    expect(trendOf([window(0, 1)], 'max').series().values).toEqual([6]);
  });

  it('keeps one day, however long the wall runs', () => {
    const trend = trendOf(Array.from({ length: 3_000 }, (_, minute) => window(minute, minute)));
    expect(trend.size).toBe(1_440);
    expect(trend.series().values.at(0)).toBe(1_560);
  });
});

describe('pageAt', () => {
  it.each([
    { at: 0, pages: 3, page: 0 },
    { at: 19_999, pages: 3, page: 0 },
    { at: 20_000, pages: 3, page: 1 },
    { at: 60_000, pages: 3, page: 0 },
    { at: 60_000, pages: 0, page: 0 },
  ])('at $at of $pages: $page', ({ at, pages, page }) => expect(pageAt(at, pages)).toBe(page));
});

describe('spanFor', () => {
  const hour = 60 * 60_000;
  it.each([
    { age: 0, hours: 1 },
    { age: hour, hours: 1 },
    { age: hour + 1, hours: 6 },
    { age: 7 * hour, hours: 24 },
    { age: 25 * hour, hours: 24 },
  ])('data $age ms old is shown on $hours h', ({ age, hours }) => {
    expect(spanFor(1_000_000_000 - age, 1_000_000_000)).toBe(hours * hour);
  });
});
