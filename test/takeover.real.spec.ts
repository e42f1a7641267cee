import type { WindowView } from '@toancanh/events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AppProcess } from './harness/app-process.js';
import { runProgram } from './harness/program.js';
import { Publisher } from './harness/publisher.js';
import { SeparateApps } from './harness/separate-apps.js';
import { until } from './harness/until.js';

const SENSORS = 20;
/** Each sensor reports so often, in milliseconds. */
const EVERY = 200;
/** A member that is not heard of for six seconds loses its work; the other one then has five to begin. */
const TAKEOVER_WITHIN = 11_000;
const STAGE = 'aggregator';

/** Whether it has the work: a standby is given no records. */
async function isActive(process: AppProcess): Promise<boolean> {
  const read = async () =>
    (await process.get<{ stages: Record<string, { received: number }> }>('/api/v1/status')).stages[STAGE]!
      .received;
  const before = await read();
  await pause(3 * EVERY);
  return (await read()) > before;
}

describe('an aggregator at work, and another that stands by', () => {
  let city: SeparateApps;
  let work: string;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'toancanh-takeover-'));
    city = await SeparateApps.start({ lateness: '5s', count: { aggregator: 2 } });
  }, 60_000);
  afterAll(async () => {
    await city.discard();
    await rm(work, { recursive: true, force: true });
  }, 30_000);

  it('change places when one is killed, stopped or frozen, and every window is there once and exact', async () => {
    const start = Date.now();
    const publisher = await Publisher.start({
      ...{ port: city.mqttPort, prefix: 'takeover' },
      ...{ sensors: SENSORS, every: EVERY },
    });
    const active = async () => {
      const ones = await Promise.all(
        city.of(STAGE).map(async (one) => ({ one, works: !one.hasEnded && (await isActive(one)) })),
      );
      const working = ones.filter(({ works }) => works);
      expect(working.length).toBeLessThan(2);
      return working[0]?.one;
    };
    const someoneActive = async () => {
      let found: AppProcess | undefined;
      await until(async () => (found = await active()) !== undefined, {
        within: TAKEOVER_WITHIN,
        what: () => city.output,
      });
      return found!;
    };
    const indexOf = (one: AppProcess) => city.of(STAGE).indexOf(one);

    const first = await someoneActive();
    await pause(25_000);
    await city.end(STAGE, 'SIGKILL', indexOf(first));
    const second = await someoneActive();

    const third = await city.start(STAGE);
    await pause(10_000);
    expect(await active()).toBe(second);
    second.child.kill('SIGSTOP');
    await until(() => isActive(third), { within: TAKEOVER_WITHIN });
    await pause(15_000);
    second.child.kill('SIGCONT');
    await pause(5_000);
    expect(await active()).toBe(third);

    await city.end(STAGE, 'SIGTERM', indexOf(third));
    expect(third.child.exitCode).toBe(0);
    expect(await someoneActive()).toBe(second);

    await pause(Math.max(0, start + 130_000 - Date.now()));
    await publisher.stop();

    const published = join(work, 'published.ndjson');
    await writeFile(published, publisher.published.map((one) => JSON.stringify(one)).join('\n'));
    const oracle = await runProgram('python3', [
      ...['test/oracle/windows.py', 'readings', published, '--area', 'thu-dau-mot', '--area', 'binh-duong'],
    ]);
    expect(oracle).toMatchObject({ code: 0 });
    const expected = oracle.stdout.trim().split('\n');
    await writeFile(join(work, 'expected.ndjson'), oracle.stdout);

    const range = `from=${new Date(start - 60_000).toISOString()}&to=${new Date(start + 300_000).toISOString()}`;
    const targets = [
      ...Array.from({ length: SENSORS }, (_, n) => `sensor=takeover-${n}`),
      'area=thu-dau-mot',
      'area=binh-duong',
    ];
    let found: WindowView[] = [];
    await until(
      async () => {
        found = [];
        for (const target of targets) {
          found.push(
            ...(await city.all<WindowView>(`/api/v1/windows?metric=pm25&span=1m&${target}&${range}`)),
          );
        }
        return found.length >= expected.length;
      },
      { within: 90_000, every: 2_000, what: () => `${found.length} of ${expected.length} windows` },
    );
    expect(found).toHaveLength(expected.length);
    await writeFile(join(work, 'found.ndjson'), found.map((window) => JSON.stringify(window)).join('\n'));
    const compared = await runProgram('python3', [
      ...['test/oracle/windows.py', 'compare', join(work, 'expected.ndjson'), join(work, 'found.ndjson')],
    ]);
    expect(compared).toMatchObject({ code: 0 });
  }, 360_000);
});
