import { parseSettings } from '@toancanh/runtime';
import { existsSync } from 'node:fs';
import {
  type Compose,
  interpolated,
  settingNames,
  settingsIn,
  textOf,
  yamlOf,
} from './harness/deployment.js';

const compose = yamlOf<Compose>('docker-compose.yml');
const services = Object.entries(compose.services);
const apps = ['intake', 'aggregator', 'alerter', 'archiver', 'live'];
const variables = (text: string) => [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);

describe('settings', () => {
  const taken = settingNames().sort();

  it('are the same in the product and on the page of operations', () => {
    const documented = [...textOf('docs/operations.md').matchAll(/^\| `(TOANCANH_\w+)`/gm)].map(
      ([, name]) => name,
    );
    expect(documented.sort()).toEqual(taken);
  });

  it.each([
    'docker-compose.yml',
    '.env.example',
    'deploy/Dockerfile',
    'deploy/README.md',
    'docs/operations.md',
  ])('%s names none that does not exist', (path) =>
    expect(taken).toEqual(expect.arrayContaining(settingsIn(textOf(path)))),
  );

  it('can all be said in Compose and in the chart, but for the simulator, which is a container of its own', () => {
    const chart = ['values.yaml', 'templates/_helpers.tpl'].map((name) =>
      textOf(`deploy/helm/toancanh/${name}`),
    );
    const containers = taken.filter((name) => name !== 'TOANCANH_SIMULATE');
    expect(settingsIn(textOf('docker-compose.yml'))).toEqual(containers);
    expect(settingsIn(chart.join('\n'))).toEqual(containers);
  });

  it.each([...apps, 'simulator'])('%s of Compose is started with values that it takes', (name) => {
    const { environment = {} } = compose.services[name]!;
    const filled = Object.entries(environment).map(([key, value]) => [key, interpolated(value, 'abc123')]);
    expect(() => parseSettings(Object.fromEntries(filled))).not.toThrow();
  });

  it('live listens on loopback, and shares the network of its door', () => {
    const { environment, network_mode } = compose.services['live']!;
    expect(parseSettings({ TOANCANH_HTTP: environment!['TOANCANH_HTTP'] }).http.host).toBe('127.0.0.1');
    expect(network_mode).toBe('service:wall');
    expect(textOf('deploy/wall/Caddyfile')).toContain(`reverse_proxy ${environment!['TOANCANH_HTTP']}`);
  });

  it('every variable of Compose is told in .env.example, and the other way round', () => {
    const told = [...textOf('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name!);
    const used = variables(textOf('docker-compose.yml').replace(/^\s*#.*$/gm, ''));
    expect(told.sort()).toEqual([...new Set(used)].sort());
  });
});

describe('passwords', () => {
  it('have no defaults: without one, Compose names it in two languages and stops', () => {
    const named = [...textOf('docker-compose.yml').matchAll(/\$\{(\w*PASSWORD)\b([^}]*)\}/g)];
    expect(named.length).toBeGreaterThan(4);
    for (const [, , rest] of named) expect(rest).toMatch(/^:\?.+ \/ .+/);
    expect(textOf('.env.example')).not.toMatch(/^\w*PASSWORD=./m);
    expect(textOf('deploy/helm/toancanh/values.yaml')).not.toMatch(/^\s*\w*password\w*:\s*\S/im);
  });

  it('are never written beside the name of their variable', () => {
    for (const [, { environment = {} }] of services)
      for (const [name, value] of Object.entries(environment))
        if (name.endsWith('PASSWORD')) expect(value).toMatch(/^\$\{\w+:\?/);
  });
});

describe.each(services)('container %s', (name, service) => {
  it('is of an image with a version', () => expect(service.image).toMatch(/:v?\d+\.\d+\.\d+(-[\w.]+)?$/));

  it('tells whether it is well', () => {
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
    expect(service.healthcheck).toMatchObject({ interval: expect.any(String), timeout: expect.any(String) });
  });

  it('has limits of memory, processor, processes and log', () => {
    expect(service.deploy?.resources.limits).toEqual({
      cpus: expect.any(String),
      memory: expect.any(String),
      pids: expect.any(Number),
    });
    expect(service.logging?.options).toMatchObject({ 'max-size': '10m', 'max-file': '5' });
  });

  it('can do nothing beyond its work', () => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'unless-stopped',
      user: expect.stringMatching(/^[1-9]\d*:\d+$/),
    });
  });

  it('is open to this machine alone unless somebody says otherwise', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^\$\{\w+_BIND:-127\.0\.0\.1\}:/);
  });

  it('is given files that are there, and changes none of them', () => {
    for (const volume of service.volumes ?? []) {
      if (typeof volume !== 'string') {
        expect(volume.read_only).toBe(true);
        continue;
      }
      const [source, , mode] = interpolated(volume, '').split(':');
      if (!source!.startsWith('.')) expect(compose.volumes).toHaveProperty([source!]);
      else expect(mode).toBe('ro');
      if (volume.startsWith('./')) expect(existsSync(new URL(`../${source}`, import.meta.url))).toBe(true);
    }
  });

  it(`waits for what it needs, and is stopped in time`, () => {
    for (const needed of Object.keys(service.depends_on ?? {}))
      expect(compose.services).toHaveProperty([needed]);
    if (apps.includes(name))
      expect(service).toMatchObject({ stop_grace_period: '15s', depends_on: { kafka: {} } });
  });
});

describe('the house', () => {
  it('has every app, and two of those of which one stands by', () => {
    expect(apps.map((app) => compose.services[app]?.command)).toEqual(apps.map((app) => [app]));
    expect(compose.services['aggregator']?.deploy?.replicas).toBe(2);
    expect(compose.services['alerter']?.deploy?.replicas).toBe(2);
  });

  it('keeps log, store and figures away from the outside', () => {
    expect(compose.networks['inside']).toEqual({ internal: true });
    for (const name of ['kafka', 'influxdb', 'prometheus', 'aggregator', 'alerter', 'archiver'])
      expect(compose.services[name]).toMatchObject({ networks: ['inside'] });
    for (const name of ['kafka', 'influxdb', 'prometheus', 'live'])
      expect(compose.services[name]?.ports).toBeUndefined();
  });

  it.each(['deploy/Dockerfile', 'deploy/wall/Dockerfile'])(
    '%s stands on a version, and runs as nobody',
    (path) => {
      const text = textOf(path);
      expect([...text.matchAll(/^ARG \w+_IMAGE=(\S+)/gm)].map(([, image]) => image)).toEqual([
        expect.stringMatching(/:\d+\.\d+\.\d+-\w+/),
      ]);
      expect(text.match(/^USER .+$/gm)?.at(-1)).toBe('USER 10001:10001');
    },
  );

  it('has the version of the product', () => {
    const { version } = JSON.parse(textOf('package.json')) as { version: string };
    const chart = yamlOf<{ version: string; appVersion: string }>('deploy/helm/toancanh/Chart.yaml');
    expect([chart.version, chart.appVersion]).toEqual([version, version]);
    for (const app of apps) expect(compose.services[app]?.image).toBe(`toancanh:${version}`);
  });
});
