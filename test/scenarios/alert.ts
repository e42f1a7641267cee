import type { AlertView } from '@toancanh/events';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningCity } from '../harness/running-city.js';
import { until } from '../harness/until.js';

const rule = `id: test-pm25
version: 1
title: { vi: Bụi mịn thử, en: Fine dust trial }
domain: environment
priority: 2
on: reading
metric: pm25
sensors: [alarm-]
when: { above: 100 }
hold: 2s
clear: { when: { below: 80 } }
`;

/** `start` gets the city folder to start with. */
export function describeAlert(name: string, start: (folder: string) => Promise<RunningCity>): void {
  describe(`an alert, from the reading that raises it to the one that ends it, ${name}`, () => {
    let folder: string;
    let city: RunningCity;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'toancanh-city-'));
      await cp('cities/binh-duong', folder, { recursive: true });
      for (const file of await readdir(join(folder, 'rules'))) await rm(join(folder, 'rules', file));
      await writeFile(join(folder, 'rules', 'test-pm25.yaml'), rule);
      city = await start(folder);
    }, 60_000);
    afterAll(async () => {
      await city.discard();
      await rm(folder, { recursive: true, force: true });
    }, 30_000);

    const send = async (pm25: number, at = Date.now()) => {
      const response = await fetch(`${city.intake.base}/api/v1/readings`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from('demo:demo').toString('base64')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ sensor: 'alarm-1', at, values: { pm25 } }),
      });
      expect(await response.json()).toMatchObject({ received: 1, accepted: 1 });
    };
    const alerts = async () => (await city.get<{ items: AlertView[] }>('/api/v1/alerts')).items;
    const alertThat = async (isSo: (alert: AlertView) => boolean) => {
      let found: AlertView[] = [];
      await until(async () => (found = await alerts()).length === 1 && isSo(found[0]!), {
        within: 5_000,
        what: () => JSON.stringify(found),
      });
      return found[0]!;
    };

    it('is raised once, acknowledged, kept through kill -9, and ends', async () => {
      const begin = Date.now() - 10_000;
      for (const [after, value] of [
        [0, 90],
        [1_000, 120],
        [2_000, 130],
        [3_500, 150],
        [4_000, 140],
      ] as const) {
        await send(value, begin + after);
      }
      const raised = await alertThat(({ state }) => state === 'unacknowledged');
      expect(raised).toMatchObject({
        rule: 'test-pm25',
        priority: 2,
        area: 'thu-dau-mot',
        sensor: 'alarm-1',
        since: new Date(begin + 1_000).toISOString(),
        limit: 100,
        unit: 'µg/m³',
      });

      const acknowledge = (version: number, who: string) =>
        fetch(`${city.base}/api/v1/alerts/${raised.id}/acknowledge`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
          body: JSON.stringify({ who, note: 'đã gọi trực' }),
        });
      const current = await alertThat(() => true);
      const answers = await Promise.all([
        acknowledge(current.version, 'Lan'),
        acknowledge(current.version, 'Minh'),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const [won, lost] =
        answers[0]!.status === 200 ? (['Lan', answers[1]!] as const) : (['Minh', answers[0]!] as const);
      expect(JSON.stringify(await lost.json())).toContain(won);
      const acknowledged = await alertThat(({ state }) => state === 'acknowledged');
      expect(acknowledged).toMatchObject({ id: raised.id, acknowledgedBy: won });

      await city.kill();
      city = await city.again();
      expect(await alertThat(({ state }) => state === 'acknowledged')).toEqual(acknowledged);

      await send(95, begin + 6_000);
      expect((await alertThat(() => true)).state).toBe('acknowledged');
      await send(70, begin + 7_000);
      const ended = await alertThat(({ state }) => state === 'normal');
      expect(ended).toMatchObject({ id: raised.id, returnedAt: new Date(begin + 7_000).toISOString() });
      expect(ended.history.map(({ what }) => what)).toEqual(
        expect.arrayContaining(['raised', 'acknowledged', 'returned']),
      );
    }, 60_000);
  });
}
