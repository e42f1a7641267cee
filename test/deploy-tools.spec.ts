import { copyFile, cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasProgram, runProgram } from './harness/program.js';

const ROOT = new URL('..', import.meta.url).pathname;
const CHART = join(ROOT, 'deploy/helm/toancanh');
const foreign = async (name: string) => ((await hasProgram(name)) ? describe : describe.skip);
const why = async (name: string) => ((await hasProgram(name)) ? name : `${name} (it is not installed)`);

describe('deploy/prepare.mjs', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'toancanh-prepare-'));
    await copyFile(join(ROOT, '.env.example'), join(folder, '.env.example'));
    await cp(join(ROOT, 'cities'), join(folder, 'cities'), { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const prepare = () => runProgram(process.execPath, [join(ROOT, 'deploy/prepare.mjs'), folder]);

  it('makes passwords and a city that lets a gateway in from elsewhere, once', async () => {
    const { code, stdout } = await prepare();
    const [environment, gateways] = [await readFile(join(folder, '.env'), 'utf8'), 'city/gateways.yaml'];
    expect(code).toBe(0);
    expect(environment).not.toMatch(/PASSWORD=$/m);
    expect(new Set(environment.match(/(?<=PASSWORD=).+/g)).size).toBe(4);
    expect((await stat(join(folder, '.env'))).mode & 0o077).toBe(0);
    const password = /: ([0-9a-f]{24})$/m.exec(stdout)?.[1];
    expect(password).toBeDefined();
    const city = await readFile(join(folder, gateways), 'utf8');
    expect(city).toMatch(/id: first[^]*loopbackOnly: false/);
    expect(city).not.toContain(password);

    const again = await prepare();
    expect(again.code).toBe(0);
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe(environment);
    expect(await readFile(join(folder, gateways), 'utf8')).toBe(city);

    const check = await runProgram(process.execPath, [
      join(ROOT, 'bin/toancanh.js'),
      'check',
      join(folder, 'city'),
    ]);
    expect([check.code, check.stderr]).toEqual([0, expect.any(String)]);
  });
});

(await foreign('promtool'))(await why('promtool'), () => {
  it.each([
    ['check', 'config', 'prometheus.yml'],
    ['test', 'rules', 'rules.test.yml'],
  ])('%s %s %s', async (...args) => {
    const [verb, noun, file] = args;
    const { code, stdout, stderr } = await runProgram('promtool', [
      ...[verb, noun],
      join(ROOT, 'deploy/prometheus', file),
    ]);
    expect(`${code} ${stdout}${stderr}`).toMatch(/^0 [^]*SUCCESS/);
  });
});

(await foreign('helm'))(await why('helm'), () => {
  const template = (...set: string[]) =>
    runProgram('helm', [
      'template',
      'x',
      CHART,
      '--kube-version',
      '1.33.0',
      ...set.flatMap((each) => ['--set', each]),
    ]);

  it('finds no fault in the chart', async () => {
    const { code, stdout } = await runProgram('helm', ['lint', '--strict', CHART]);
    expect(`${code} ${stdout}`).toMatch(/^0 [^]*0 chart\(s\) failed/);
  });

  it('makes every app, with probes, and two that stand by', async () => {
    const { code, stdout } = await template();
    expect(code).toBe(0);
    for (const app of ['intake', 'aggregator', 'alerter', 'archiver', 'live'])
      expect(stdout).toContain(`\n  name: x-${app}\n`);
    expect(stdout.match(/livenessProbe:/g)).toHaveLength(6);
    expect(stdout).not.toMatch(/replicas: 1\b/);
  });

  it.each([
    ['settings.TOANCANH_UNKNOWN=1', 'TOANCANH_UNKNOWN'],
    ['settings.TOANCANH_LATENESS=soon', 'TOANCANH_LATENESS'],
    ['settings.TOANCANH_LOG=embedded:', 'TOANCANH_LOG'],
    ['intake.replicas=0', 'replicas'],
  ])('%s is refused with its name', async (set, name) => {
    const { code, stderr } = await template(set);
    expect([code, stderr]).toEqual([1, expect.stringContaining(name)]);
  });
});
