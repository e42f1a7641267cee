import { TOPICS, type Window, windowIdentity } from '@toancanh/events';
import { EmbeddedLog } from '@toancanh/log';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CityProcess } from './harness/city-process.js';
import { until } from './harness/until.js';
import { LateDistrict } from './scenarios/late.js';

describe('readings that come when their minutes have long closed', () => {
  it('correct them, once, also when it is killed meanwhile, and what was known before can still be read', async () => {
    const data = await mkdtemp(join(tmpdir(), 'toancanh-'));
    let city = await CityProcess.start({ data, lateness: '5s' });
    try {
      const district = new LateDistrict();
      await district.publish(city.mqttPort, district.first());
      await until(() => Date.now() > district.closed, { within: 90_000, every: 500 });
      await district.untilExact(city);
      const before = Date.now();
      const known = await district.known(city);
      for (const span of ['1m', '1h', '1d']) expect(known.map((window) => window.span)).toContain(span);
      expect(known.some(({ revision }) => revision === 0)).toBe(true);
      expect(known.some(({ revision }) => revision > 0)).toBe(true);

      await district.publish(city.mqttPort, district.second());
      await until(async () => (await city.stage('reviser')).received > 0, { within: 10_000 });
      await city.kill();
      city = await city.again();
      await district.untilExact(city);
      expect(await district.known(city, before)).toEqual(known);
      await city.stop();
      expect(publishedTwice(await windowsIn(data))).toEqual([]);
      city = await city.again();
      // Nothing is left to do after a restart.
      expect(await district.differences(city)).toBe('');
    } finally {
      await city.stop();
      await rm(data, { recursive: true });
    }
  }, 240_000);
});

async function windowsIn(data: string): Promise<Window[]> {
  const log = await EmbeddedLog.open({ folder: join(data, 'log'), topics: Object.values(TOPICS) });
  const windows: Window[] = [];
  const reader = await log.subscribe({
    name: 'test',
    topics: [TOPICS.windows.name],
    onBatch: async ({ records }) => void windows.push(...records.map(({ value }) => value as Window)),
  });
  await reader.caughtUp;
  await log.close();
  return windows;
}

/** Corrections that are there more than once, whatever they say. */
function publishedTwice(windows: readonly Window[]): string[] {
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const window of windows) {
    if (window.revision === 0) continue;
    const key = `${windowIdentity(window)} revision ${window.revision}`;
    if (seen.has(key)) twice.push(key);
    seen.add(key);
  }
  return twice;
}
