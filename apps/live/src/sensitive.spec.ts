import type { AlertView, Figure, Rejection, Sensor } from '@toancanh/events';
import { feedWorld } from './testing/feed-world.js';
import { RunningLive } from './testing/running-live.js';
import { alertOf, MINUTE, readingOf, SmallDirectory, T, windowOf } from './testing/small-city.js';

const OFFICE: Sensor = {
  ...{ id: 'office', gateway: 'g', domain: 'health', area: 'n1', metrics: ['dengue_week', 'ed_waiting'] },
  period: 86_400,
};
const CASE = alertOf('case', 2, {
  ...{ rule: 'cholera-case', metric: 'cholera_week', domain: 'health', value: 3, limit: 0, unit: 'ca' },
  inputs: [{ at: T, value: 3 }],
  history: [
    { version: 1, at: T, what: 'raised', value: 2 },
    { version: 2, at: T, what: 'acknowledged', who: 'An' },
  ],
});
const DAY = 86_400_000;
const BOTH = { dengue_week: 3, ed_waiting: 17 };

const PLAIN = '{"sensor":"office","values":{"pm25":-4}}';
const BESIDE = '{"sensor":"office","values":{"dengue_week":3,"pm25":-4}}';
const bytesOf = (text: string) => Buffer.from(text).toString('base64');
const rejectionOf = (id: string, text: string): Rejection => ({
  ...{ id, at: new Date(T).toISOString(), gateway: 'g', topic: 't', code: 'E_RANGE', path: '/values/pm25' },
  ...{ value: '-4', expected: '0 … 2000', cure: { vi: 'sửa', en: 'mend' }, bytes: bytesOf(text), size: 40 },
});

/** What is left of the alert: that it is, where, and since when. */
function expectNoNumbers(alert: Partial<AlertView>): void {
  expect(alert).toMatchObject({ id: 'case', metric: 'cholera_week', limit: 0, inputs: [] });
  expect(alert).not.toHaveProperty('value');
  expect(alert.history!.map(({ what, value }) => ({ what, value }))).toEqual([
    { what: 'raised', value: undefined },
    { what: 'acknowledged', value: undefined },
  ]);
}

describe('what a place reports of a sensitive metric', () => {
  const live = new RunningLive();
  beforeAll(async () => {
    live.sensors.known.set(OFFICE.id, OFFICE);
    await live.keep(
      [
        readingOf('office', T - DAY, { dengue_week: 40 }),
        readingOf('office', T, BOTH),
        readingOf('office', T - MINUTE, { dengue_week: 4 }),
      ],
      [windowOf({ area: 'n1' }, T - MINUTE, { metric: 'dengue_week' })],
    );
    await live.read(readingOf('office', T, BOTH));
    await live.alert(CASE);
    await live.append('rejected', rejectionOf('01', BESIDE), rejectionOf('02', PLAIN));
    await live.start();
  });
  afterAll(() => live.stop());
  const items = async (path: string) => (await live.json<{ items: object[] }>(path)).items;

  it('is not among the latest values', async () => {
    expect(await items('/api/v1/latest?area=n1')).toEqual([
      expect.objectContaining({ sensor: 'office', metric: 'ed_waiting', value: 17 }),
    ]);
  });

  it('is cut out of readings, which go if nothing is left', async () => {
    const range = `from=${T - 2 * MINUTE}&to=${T + MINUTE}`;
    expect(await items(`/api/v1/readings?sensor=office&${range}`)).toEqual([
      expect.objectContaining({ sensor: 'office', values: { ed_waiting: 17 } }),
    ]);
  });

  it.each([
    '/api/v1/latest?metric=dengue_week',
    '/api/v1/readings?metric=dengue_week',
    '/api/v1/windows?metric=dengue_week&area=n1',
    '/api/v1/windows?metric=dengue_week&sensor=office',
    '/api/v1/windows?metric=dengue_week&area=n1&restate=today',
  ])('is refused by name: %s', async (path) => {
    expect(await live.json(path)).toMatchObject({ code: 'E_SENSITIVE', status: 403 });
  });

  it('shows in the sensor’s age, which is no secret', async () => {
    const [office] = await items('/api/v1/sensors?q=office');
    expect(office).toMatchObject({ lastSeen: new Date(T + 200).toISOString() });
  });

  it('is not in the numbers of an alert', async () => {
    const [alert] = await items('/api/v1/alerts');
    expectNoNumbers(alert!);
    expectNoNumbers(await live.json('/api/v1/alerts/case'));
  });

  it('is not in the bytes of a rejection, where it stood beside the fault', async () => {
    const rejections = await items('/api/v1/rejected');
    expect(rejections).toMatchObject([{ id: '02', bytes: bytesOf(PLAIN), value: '-4' }, { id: '01' }]);
    expect(rejections[1]).not.toHaveProperty('bytes');
    expect(rejections[1]).not.toHaveProperty('value');
  });

  it('is in the sums of the day, as known at midnight', async () => {
    for (const area of ['root', 'north']) {
      const figures = (await items(`/api/v1/figures?area=${area}`)) as Figure[];
      expect(figures.find(({ id }) => id === 'dengue-week')).toMatchObject({
        ...{ area, value: 40, sources: { fresh: 1, all: 1 }, asOf: '2026-11-22T17:00:00.000Z' },
      });
    }
    const below = (await items('/api/v1/figures?area=n1')) as Figure[];
    expect(below.map(({ id }) => id)).not.toContain('dengue-week');
  });

  it('goes to walls as those sums, in snapshots and when a day begins', () => {
    const { picture, feed, join } = feedWorld();
    const sumOf = (value: number) => [
      { ...{ id: 'dengue-week', area: 'root', domain: 'health', metric: 'dengue_week', value } } as Figure,
    ];
    picture.released = new Map([['root', sumOf(40)]]);
    const { wire } = join({ areas: ['root'] });
    picture.released = new Map([['root', sumOf(43)]]);
    for (let i = 1; i <= 5; i += 1) feed.frame(T + i * 250);
    const sums = wire
      .take()
      .flatMap(({ data }) => (data.figures ?? []) as Figure[])
      .filter(({ id }) => id === 'dengue-week');
    expect(sums.map(({ value }) => value)).toEqual([40, 43]);
    expect(join({ areas: ['root'], domains: ['traffic'] }).wire.take()).toMatchObject([
      { event: 'snapshot', data: { figures: expect.not.arrayContaining(sumOf(43)) as Figure[] } },
    ]);
  });

  it('is in no snapshot and no delta', () => {
    const directory = new SmallDirectory();
    directory.known.set(OFFICE.id, OFFICE);
    const { picture, feed, join } = feedWorld(directory);
    const say = (at: number) => {
      expect(picture.takeReading(readingOf('office', at, { dengue_week: 3 }), at)).toBe('accepted');
      picture.takeReading(readingOf('office', at, BOTH), at);
      picture.takeWindow(windowOf({ area: 'n1' }, at - MINUTE, { metric: 'dengue_week' }));
      picture.takeAlert(CASE);
    };
    say(T);
    const { wire } = join({ areas: ['root'] });
    say(T + MINUTE);
    feed.frame(T + MINUTE);
    const sent = wire.take();
    expect(sent.map(({ event }) => event)).toEqual(['snapshot', 'delta']);
    for (const { data } of sent) {
      expect(JSON.stringify(data)).toContain('ed_waiting');
      expect(JSON.stringify(data)).not.toContain('dengue_week');
      expectNoNumbers((data.alerts as AlertView[])[0]!);
    }
  });
});
