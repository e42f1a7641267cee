import { DOMAINS } from '@toancanh/domains';
import type { Figure } from '@toancanh/events';
import { LACKING, TwoWalls } from './scenarios/two-walls.js';

/** From the acknowledgement of the message. */
const WITHIN = 2_000;

/** One message of each domain, as a gateway sends it, and what the walls say then. */
const MESSAGES = [
  { domain: 'administration', values: { online_share: 83.4 }, title: 'Trực tuyến', reads: '83' },
  { domain: 'environment', values: { pm25: 31.24 }, title: 'PM2.5', reads: '31,2' },
  { domain: 'traffic', values: { speed: 27.6 }, title: 'Tốc độ TB', reads: '28' },
  { domain: 'health', values: { bed_occupancy: 91 }, title: 'Giường bệnh', reads: '91' },
  { domain: 'security', values: { fire_panel_ok: 1 }, title: 'Tủ báo cháy', reads: '1' },
  { domain: 'housing', values: { luminaire_ok: 1 }, title: 'Đèn sáng', reads: '100' },
  { domain: 'education', values: { attendance_share: 97.23 }, title: 'Đi học', reads: '97,2' },
  { domain: 'labour', values: { vacancies: 1_234 }, title: 'Việc trống', reads: '1.234' },
  { domain: 'cashless', values: { cashless_share: 61.3 }, title: 'Không tiền mặt', reads: '61,3' },
] as const;

(LACKING.length === 0 ? describe : describe.skip)(
  `from a published message to the walls${LACKING.length === 0 ? '' : ` (not on the path: ${LACKING.join(', ')})`}`,
  () => {
    let scene: TwoWalls;
    beforeAll(async () => {
      scene = await TwoWalls.open();
    }, 90_000);
    afterAll(() => scene.close(), 30_000);

    /** What stood on a wall and reads otherwise now; what has gone to a later page reads nothing. */
    const changedSince = async (before: readonly Record<string, string>[]) => {
      const after = await Promise.all(scene.figures.map((wall) => wall.all()));
      return before.map((was, i) =>
        Object.keys(was).filter((title) => ![was[title], undefined].includes(after[i]![title])),
      );
    };
    const figuresOf = async (area: string) =>
      (await scene.city.get<{ items: Figure[] }>(`/api/v1/figures?area=${area}`)).items;

    it('is tried for every domain', () => {
      expect(MESSAGES.map(({ domain }) => domain).sort()).toEqual(DOMAINS.map(({ name }) => name).sort());
    });

    it.each(MESSAGES)('$domain: $title reads $reads, by MQTT', async ({ domain, values, title, reads }) => {
      const before = await Promise.all(scene.figures.map((wall) => wall.all()));
      await scene.publish(`wall-${domain}`, values);
      await scene.read(title, reads, WITHIN);

      for (const changed of await changedSince(before))
        expect(changed.filter((one) => one !== title)).toEqual([]);
      const [metric] = Object.keys(values);
      const elsewhere = (await figuresOf('di-an')).find((figure) => figure.metric === metric);
      expect(elsewhere).toMatchObject({ domain, value: null });
    });

    it('administration: Trực tuyến reads 71, by HTTP', async () => {
      const answer = await fetch(`${scene.city.base}/api/v1/readings`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from('demo:demo').toString('base64')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ sensor: 'wall-administration', values: { online_share: 71.2 } }),
      });
      expect(answer.status).toBe(200);
      await scene.read('Trực tuyến', '71', WITHIN);
    });
  },
);
