import { readdirSync } from 'node:fs';
import { CityProcess } from './harness/city-process.js';
import { textOf, yamlOf } from './harness/deployment.js';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly refId: string; readonly expr: string }[];
  readonly datasource?: { readonly uid: string };
}
interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}
interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

const FOLDER = 'deploy/grafana/dashboards';
const dashboards = readdirSync(new URL(`../${FOLDER}`, import.meta.url)).map(
  (name) => [name, JSON.parse(textOf(`${FOLDER}/${name}`)) as Dashboard] as const,
);
const rules = yamlOf<{ groups: { rules: Rule[] }[] }>('deploy/prometheus/rules.yml').groups.flatMap(
  ({ rules: each }) => each,
);
const metricsIn = (expr: string) => expr.match(/\b(toancanh|process|nodejs)_[a-z0-9_]+/g) ?? [];

/** Names as Prometheus knows them: a histogram is three. */
function emittedBy(scrape: string): Set<string> {
  return new Set(
    [...scrape.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name, type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => `${name}${end}`) : [name!],
    ),
  );
}

describe('what is watched is what the product emits', () => {
  let emitted: Set<string>;
  let own: string[];

  // All apps in one process emit what each of them does alone.
  beforeAll(async () => {
    const city = await CityProcess.start();
    try {
      const scrape = await (await fetch(`${city.base}/metrics`)).text();
      emitted = emittedBy(scrape);
      own = [...scrape.matchAll(/^# TYPE (toancanh_\w+) /gm)].map(([, name]) => name!);
    } finally {
      await city.discard();
    }
  }, 40_000);

  it.each(rules.map(({ alert, expr }) => [alert, expr]))('alert %s', (_, expr) => {
    for (const metric of metricsIn(expr)) expect(emitted).toContain(metric);
    expect(metricsIn(expr).length + (/\bup\b/.test(expr) ? 1 : 0)).toBeGreaterThan(0);
  });

  it.each(dashboards)('dashboard %s', (_, { panels }) => {
    const asked = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    for (const expr of asked) {
      for (const metric of metricsIn(expr)) expect(emitted).toContain(metric);
      expect(metricsIn(expr).length + (/\bup\b/.test(expr) ? 1 : 0)).toBeGreaterThan(0);
    }
  });

  it('and each of its metrics is on a dashboard or on the page of reference', () => {
    const shown =
      dashboards.map(([name]) => textOf(`${FOLDER}/${name}`)).join('\n') + textOf('docs/reference.md');
    for (const metric of own) expect(shown).toContain(metric);
  });
});

describe.each(dashboards)('dashboard %s', (_, { uid, title, panels }) => {
  it('has what Grafana asks of it', () => {
    expect(uid).toMatch(/^[\w-]{1,40}$/);
    expect(title).toContain('Toàn Cảnh');
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { type, targets = [], datasource } of panels) {
      if (type === 'row') continue;
      expect(['stat', 'timeseries']).toContain(type);
      expect(targets.length).toBeGreaterThan(0);
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
      expect(datasource?.uid).toBe('prometheus');
    }
  });

  it('lays no panel over another', () => {
    const taken = new Set<string>();
    for (const { gridPos } of panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x}/${y}`)).toBe(false);
          taken.add(`${x}/${y}`);
        }
    }
  });

  it('speaks Vietnamese and English', () => {
    for (const { title: words } of panels) if (words !== 'CPU') expect(words).toMatch(/\p{L}.* [·/] \p{L}/u);
  });
});

describe('alerts', () => {
  it('say what is the matter and what to look at, in Vietnamese and English', () => {
    for (const { annotations, labels } of rules) {
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(annotations.summary).toMatch(/.+ \/ .+/);
      expect(annotations.runbook).toMatch(/.+/);
    }
  });

  it.each(rules.filter(({ labels }) => labels.severity === 'page').map(({ alert }) => alert))(
    '%s, which wakes somebody, has a case of its own for promtool',
    (alert) => expect(textOf('deploy/prometheus/rules.test.yml')).toContain(`alertname="${alert}"`),
  );

  it.each(['intake', 'aggregator', 'alerter', 'archiver', 'live'])('%s is scraped', (app) => {
    const { scrape_configs } = yamlOf<{ scrape_configs: { job_name: string }[] }>(
      'deploy/prometheus/prometheus.yml',
    );
    expect(scrape_configs.map(({ job_name }) => job_name)).toContain(app);
  });
});
