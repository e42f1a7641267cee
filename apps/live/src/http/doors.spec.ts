import { Shape } from '@toancanh/events';
import { AlertSchema, FigureSchema, ValueSchema, WindowSchema } from '../contract/view-schemas.js';
import { figuresOf } from '../picture/figures.js';
import { LatestValues, valueOf } from '../picture/latest-values.js';
import { alertView, windowView } from '../picture/views.js';
import { RunningLive } from '../testing/running-live.js';
import { alertOf, nextOf, readingOf, SmallCity, SmallDirectory, T, windowOf } from '../testing/small-city.js';

let live: RunningLive;
beforeEach(() => (live = new RunningLive()));
afterEach(() => live.stop());

describe('pages', () => {
  it.each([
    ['/', 200, 'index', 'no-cache'],
    ['/console', 200, 'console', 'no-cache'],
    ['/wall/province', 200, 'wall', 'no-cache'],
    ['/wall/hall', 200, 'wall', 'no-cache'],
    ['/wall/n1', 200, 'wall', 'no-cache'],
    ['/assets/main-4f.js', 200, 'wall', 'public, max-age=31536000, immutable'],
    ['/wall/atlantis', 404, 'Không có màn hình này', null],
    ['/wall/%3Cscript%3E', 404, 'Không có màn hình này', null],
    ['/assets/other.js', 404, 'E_NOT_FOUND', null],
    ['/assets/..%2Findex.html', 404, 'E_NOT_FOUND', null],
    ['/assets/%E0%A4%A', 400, 'E_QUERY', null],
  ])('%s: %d', async (path, status, text, caching) => {
    await live.start();
    const response = await live.get(path);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(text)]);
    if (caching !== null) expect(response.headers.get('cache-control')).toBe(caching);
  });

  it('that are not built say how to build them', async () => {
    await live.start({ built: false });
    const response = await live.get('/wall/province');
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  });

  it.each(['/', '/wall/province', '/assets/main-4f.js', '/api/v1/areas', '/nothing'])(
    '%s may load nothing from elsewhere, and no inline script',
    async (path) => {
      await live.start();
      const { headers } = await live.get(path);
      const policy = headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:/);
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );
});

describe('/wall-data', () => {
  it('has what a wall must know, and the usual screen where none was measured', async () => {
    await live.start();
    expect(await live.json('/wall-data/province.json')).toMatchObject({
      area: 'root',
      name: 'Thành phố nhỏ',
      layout: 'province',
      screen: { heightM: 2, distanceM: 5 },
      simulated: true,
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    const north = await live.json<{ children: { code: string; parent: string }[] }>('/wall-data/north.json');
    expect(north).toMatchObject({ area: 'north', layout: 'area', root: 'root' });
    expect(north.children.map(({ code, parent }) => `${parent}/${code}`)).toEqual([
      'root/north',
      'north/n1',
      'north/n2',
    ]);
    expect((await live.get('/wall-data/atlantis.json')).status).toBe(404);
    expect(await live.json('/wall-data/boundaries.topojson')).toEqual({ type: 'Topology' });
  });
});

describe('health and metrics', () => {
  it('is ready once the log has been read, and says what is the matter else', async () => {
    await live.start();
    expect((await live.get('/health/live')).status).toBe(200);
    expect((await live.get('/health/ready')).status).toBe(200);
    live.status.trouble('intake', 'the log is full');
    const response = await live.get('/health/ready');
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: 'not ready', troubles: { intake: 'the log is full' } },
    ]);
  });

  it('starts without the store, and says so', async () => {
    live.store.failure = new Error('away');
    await live.read(readingOf('air-1', T, { pm25: 1 }));
    await live.start();
    expect((await live.json<{ items: object[] }>('/api/v1/latest')).items).toHaveLength(1);
    expect(live.logger.lines).toMatchObject([{ level: 'warn' }]);
  });

  it('counts under the names that dashboards know', async () => {
    await live.read(readingOf('air-1', T, { pm25: 1 }));
    await live.alert(alertOf('a', 1));
    await live.start();
    live.clock.at += 3_000;
    const text = await (await live.get('/metrics')).text();
    expect(text).toContain('toancanh_stream_clients 0');
    expect(text).toContain('toancanh_stream_shed_total 0');
    expect(text).toContain('toancanh_alarms_active{priority="2",state="unacknowledged"} 1');
    expect(text).toContain('toancanh_source_age_seconds{region="root"} 3');
    expect(text).toContain('toancanh_source_age_seconds{region="north"} 3');
    expect(text).toContain('toancanh_event_latency_seconds');
  });
});

describe('the contract', () => {
  it('has every path, and the parameters that are checked', async () => {
    await live.start();
    const { openapi, paths } = await live.json<{
      openapi: string;
      paths: Record<string, Record<string, { parameters: { name: string }[] }>>;
    }>('/api/openapi.json');
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toHaveLength(17);
    expect(paths['/api/v1/readings']).toHaveProperty('post');
    expect(paths['/api/v1/files/tt10']).toHaveProperty('post');
    expect(paths['/api/v1/alerts/{id}/acknowledge']?.post?.parameters.map(({ name }) => name)).toEqual([
      'id',
      'If-Match',
    ]);
    const { asyncapi, channels } = await live.json<{ asyncapi: string; channels: object }>(
      '/api/asyncapi.json',
    );
    expect(asyncapi).toBe('3.0.0');
    expect(JSON.stringify(channels)).toContain('toancanh/v1/{gateway}/readings');
  });

  it('refers to nothing that is not there', async () => {
    await live.start();
    for (const page of ['openapi', 'asyncapi']) {
      const document = await live.json(`/api/${page}.json`);
      for (const [, path] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
        const target = path!
          .split('/')
          .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
        expect({ path, target }).toEqual({ path, target: expect.anything() });
      }
    }
  });

  it('describes what leaves', () => {
    const latest = new LatestValues(new SmallDirectory());
    latest.take(readingOf('air-1', T, { pm25: 1 }));
    const cell = latest.source('air-1')!.cells.get('pm25')!;
    const under = new SmallCity().areas.under('root', T);
    expect(new Shape(ValueSchema).check(valueOf(cell, T))).toBe(true);
    expect(new Shape(WindowSchema).check(windowView(windowOf({ area: 'n1' }, T)))).toBe(true);
    expect(new Shape(AlertSchema).check(alertView(nextOf(alertOf('a', 1), 'acknowledged', T, 'An')))).toBe(
      true,
    );
    const figures = figuresOf('root', under, latest, T);
    expect(figures.length).toBeGreaterThan(0);
    expect(figures.every((figure) => new Shape(FigureSchema).check(figure))).toBe(true);
  });
});
