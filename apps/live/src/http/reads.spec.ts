import type { Rejection } from '@toancanh/events';
import { StoreError } from '@toancanh/store';
import { RunningLive } from '../testing/running-live.js';
import { alertOf, MINUTE, readingOf, T, windowOf } from '../testing/small-city.js';

interface List {
  items: Record<string, unknown>[];
  next: string | null;
}
const rejection = (id: string, more: Partial<Rejection> = {}): Rejection => ({
  id,
  at: new Date(T).toISOString(),
  gateway: 'g',
  topic: 't',
  code: 'E_RANGE',
  path: '/values/pm25',
  expected: '0 … 2000 µg/m³',
  cure: { vi: 'sửa', en: 'mend' },
  size: 10,
  ...more,
});

const CUT = Date.parse('2025-07-01T00:00:00+07:00');
const ACROSS = `from=${CUT - MINUTE}&to=${CUT + MINUTE}`;
const live = new RunningLive();
beforeAll(async () => {
  const kept = [0, 1, 2, 3].map((i) => readingOf('air-2', T - i * MINUTE, { pm25: 30 + i }));
  const windows = [0, 1, 2].map((i) => windowOf({ area: 'n1' }, T - i * MINUTE, { sum: i }));
  // Late data took back all that this one had: it is not listed.
  windows.push(windowOf({ area: 'n1' }, T - MINUTE, { metric: 'pm10', count: 0, sum: 0, revision: 1 }));
  windows.push(
    windowOf({ area: 'old' }, CUT - MINUTE, { sum: 7 }),
    windowOf({ area: 'south' }, CUT, { sum: 8 }),
  );
  await live.keep(kept, windows);
  await live.read(
    readingOf('air-1', T - 1_000, { pm25: 12, pm10: 20 }),
    readingOf('road-1', T - 200_000, { speed: 31 }),
  );
  await live.alert(
    alertOf('a', 1, { raisedAt: T - 2 }),
    alertOf('b', 1, { raisedAt: T - 1, priority: 4, area: 'south' }),
    alertOf('c', 4, { raisedAt: T - 9, state: 'normal', desk: 'desk-root' }),
    // Of an area that ended: "old" went whole into "south".
    alertOf('d', 1, { since: CUT - 2, raisedAt: CUT - 1, area: 'old', priority: 4, state: 'returned' }),
  );
  await live.append(
    'rejected',
    rejection('01'),
    rejection('02', { gateway: 'h' }),
    rejection('03', { code: 'E_JSON' }),
  );
  await live.start();
});
afterAll(() => live.stop());

const pick = async (path: string, ...keys: string[]) =>
  (await live.json<List>(path)).items.map((item) => keys.map((key) => item[key]).join(' '));

describe('GET /api/v1', () => {
  it.each([
    ['areas', ['code'], ['root', 'north', 'south', 'n1', 'n2']],
    ['areas?at=2025-06-01', ['code'], ['old']],
    ['sensors', ['id', 'freshness'], ['air-1 live', 'air-2 live', 'air-3 lost', 'road-1 stale']],
    ['sensors?area=north&domain=environment', ['id'], ['air-1', 'air-2']],
    ['sensors?q=TRAM%20%C4%91o%20road', ['id'], ['road-1']],
    [
      'latest',
      ['sensor', 'metric', 'value'],
      ['air-1 pm10 20', 'air-1 pm25 12', 'air-2 pm25 30', 'road-1 speed 31'],
    ],
    ['latest?area=north&metric=PM2.5', ['sensor', 'freshness'], ['air-1 live', 'air-2 live']],
    ['latest?area=province&metric=speed', ['sensor', 'unit'], ['road-1 km/h']],
    ['readings?sensor=air-2&limit=2', ['at'], [3, 2].map((i) => new Date(T - i * MINUTE).toISOString())],
    [`readings?from=${T - MINUTE}&to=${T}`, ['sensor'], ['air-2']],
    [
      'windows?metric=pm25&area=n1',
      ['sum', 'start'],
      [2, 1, 0].map((i) => `${i} ${new Date(T - i * MINUTE).toISOString()}`),
    ],
    ['windows?metric=pm10&area=n1', ['sum'], []],
    [`windows?metric=pm25&area=south&${ACROSS}`, ['area', 'sum'], ['south 8']],
    [`windows?metric=pm25&area=south&restate=today&${ACROSS}`, ['area', 'sum'], ['south 7', 'south 8']],
    [`windows?metric=pm25&area=old&restate=2025-06-30&${ACROSS}`, ['area', 'sum'], ['old 7', 'old 8']],
    ['alerts', ['id'], ['b', 'a', 'c', 'd']],
    ['alerts?area=south', ['id'], ['b', 'd']],
    ['alerts?desk=desk-root', ['id'], ['c']],
    ['desks', ['id', 'area'], ['desk-root root']],
    ['desks?at=2025-06-30', ['id', 'area'], ['desk-old old']],
    ['alerts?area=north&state=open', ['id'], ['a']],
    ['alerts?state=normal', ['id'], ['c']],
    ['alerts?minPriority=2', ['id'], ['a', 'c']],
    ['rejected', ['id'], ['03', '02', '01']],
    ['rejected?gateway=g&code=E_RANGE', ['id'], ['01']],
    [`rejected?from=${T + 1}`, ['id'], []],
  ] as const)('/%s', async (path, keys, expected) => {
    expect(await pick(`/api/v1/${path}`, ...keys)).toEqual(expected);
  });

  it.each([
    ['sensors', 'id'],
    ['latest', 'sensor'],
    ['readings?from=0', 'at'],
    ['windows?metric=pm25&area=n1', 'start'],
    ['alerts', 'id'],
    ['rejected', 'id'],
  ] as const)('/%s comes in pages that miss and repeat nothing', async (path, key) => {
    const whole = await pick(`/api/v1/${path}`, key);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const join = path.includes('?') ? '&' : '?';
      const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: List = await live.json(`/api/v1/${path}${join}limit=1${after}`);
      expect(page.items.length).toBeLessThanOrEqual(1);
      paged.push(...page.items.map((item) => String(item[key])));
      cursor = page.next;
    } while (cursor !== null);
    expect(paged).toEqual(whole);
  });

  it('/figures has the panel of an area', async () => {
    const { items } = await live.json<List>('/api/v1/figures?area=n1');
    expect(items).toContainEqual(
      expect.objectContaining({ metric: 'pm25', area: 'n1', value: 12, sources: { fresh: 1, all: 1 } }),
    );
  });

  it('/areas/{code}/lineage tells of what is no more, too', async () => {
    const edge = { from: 'old', to: 'south', extent: 'full', date: '2025-07-01' };
    expect(await live.json('/api/v1/areas/old/lineage')).toMatchObject({ code: 'old', from: [], to: [edge] });
    expect(await live.json('/api/v1/areas/south/lineage')).toMatchObject({ from: [edge], to: [] });
  });

  it('names areas by version: the same id in the tree, in lineage, and on windows', async () => {
    const { items } = await live.json<List>('/api/v1/areas');
    const { id } = items.find(({ code }) => code === 'south')!;
    const lineage = await live.json<{ code: string; from: object[] }>(`/api/v1/areas/${String(id)}/lineage`);
    expect([lineage.code, lineage.from]).toEqual(['south', [expect.objectContaining({ toId: id })]]);
    const windows = await live.json<List>(`/api/v1/windows?metric=pm25&area=south&${ACROSS}`);
    expect(windows.items[0]).toMatchObject({ areaId: id });
  });

  it('/windows is a table for who asks for one, with its next page in the Link', async () => {
    const headers = { accept: 'text/csv' };
    const response = await live.get('/api/v1/windows?metric=pm25&area=n1&limit=2', { headers });
    const [head, first, , end] = (await response.text()).split('\r\n');
    expect(response.headers.get('content-type')).toMatch('text/csv');
    expect(head).toMatch(/^metric,sensor,area,span,start,end,count,/);
    expect(first).toMatch(new RegExp(`^pm25,,n1,1m,${new Date(T - 2 * MINUTE).toISOString()},`));
    expect(end).toBe('');
    const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    expect((await pick(next!, 'sum')).join()).toBe('0');
  });

  it('/alerts/{id} has the version as its ETag', async () => {
    const response = await live.get('/api/v1/alerts/a');
    expect(response.headers.get('etag')).toBe('"1"');
    expect(await response.json()).toMatchObject({ id: 'a', raisedAt: new Date(T - 2).toISOString() });
  });

  it('/status says how every stage is and whether it accounts for all', async () => {
    expect(await live.json('/api/v1/status')).toMatchObject({
      identity: true,
      simulated: true,
      troubles: {},
      stages: { live: { received: 2, accepted: 2, rejected: 0, lag: 0, identity: true } },
    });
  });
});

describe('a call that cannot be answered', () => {
  it.each([
    ['/api/v1/latest?metrik=pm25', 400, 'E_QUERY', 'metrik'],
    ['/api/v1/latest?limit=10001', 400, 'E_QUERY', 'limit'],
    ['/api/v1/latest?limit=many', 400, 'E_QUERY', 'limit'],
    ['/api/v1/latest?area=a&area=b', 400, 'E_QUERY', 'area'],
    ['/api/v1/alerts?state=closed', 400, 'E_QUERY', 'state'],
    ['/api/v1/alerts?minPriority=5', 400, 'E_QUERY', 'minPriority'],
    ['/api/v1/readings?from=yesterday', 400, 'E_QUERY', 'from'],
    ['/api/v1/readings?from=2026-13-45', 400, 'E_QUERY', 'from'],
    ['/api/v1/readings?from=2026-11-24&to=2026-11-23', 400, 'E_QUERY', 'from'],
    ['/api/v1/windows?area=n1', 400, 'E_QUERY', 'metric'],
    ['/api/v1/windows?metric=pm25', 400, 'E_QUERY', 'sensor'],
    ['/api/v1/windows?metric=pm25&area=n1&sensor=air-1', 400, 'E_QUERY', 'sensor'],
    ['/api/v1/windows?metric=pm25&area=n1&span=2m', 400, 'E_QUERY', 'span'],
    ['/api/v1/windows?metric=pm25&area=n1&restate=soon', 400, 'E_QUERY', 'restate'],
    ['/api/v1/windows?metric=pm25&area=n1&restate=2025-13-01', 400, 'E_QUERY', 'restate'],
    ['/api/v1/windows?metric=pm25&sensor=air-1&restate=today', 400, 'E_QUERY', 'restate'],
    [`/api/v1/windows?metric=pm25&area=n1&restate=today&${ACROSS}`, 422, 'E_NOT_COMPARABLE', 'n1'],
    ['/api/v1/latest?cursor=***', 400, 'E_CURSOR', 'next'],
    ['/api/v1/readings?cursor=nonsense', 400, 'E_CURSOR', 'next'],
    ['/api/v1/latest?area=atlantis', 404, 'E_AREA', 'atlantis'],
    ['/api/v1/sensors?area=old', 404, 'E_AREA', 'old'],
    ['/api/v1/areas/atlantis/lineage', 404, 'E_AREA', 'atlantis'],
    ['/api/v1/alerts/none', 404, 'E_ALERT', 'none'],
    ['/api/v1/nothing', 404, 'E_NOT_FOUND', '/api/v1/nothing'],
  ] as const)('%s: %d %s', async (path, status, code, names) => {
    const response = await live.get(path);
    const problem = (await response.json()) as Record<string, string>;
    expect({ status: response.status, ...problem }).toMatchObject({ status, code });
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    expect(problem.detail).toContain(names);
    expect(problem.detail_vi).not.toBe('');
  });

  it('says that the store is away, and goes on with what is in memory', async () => {
    live.store.failure = new StoreError('STORE_READ', 'the disk is gone');
    const response = await live.get('/api/v1/readings');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await response.json()).toMatchObject({ code: 'E_STORE' });
    expect((await live.get('/api/v1/latest')).status).toBe(200);
    live.store.failure = undefined;
  });
});
