import { EVER, NOON, reading, windowOf } from '../testing/samples.js';
import { InfluxScene } from './testing/influx-scene.js';

const HOSTILE = [
  `'; DROP DATABASE "city"; --`,
  `a' OR 1=1 OR "sensor" = 'a`,
  '$p0',
  'ends in a backslash\\',
  `\\'`,
  'two\nlines,value=7 1',
  'tab\tand=signs, and spaces ',
  '"quoted"',
  '#',
  '%',
  '',
  'Đo mưa 😀',
  '/.*/',
];

const scene = InfluxScene.during();

describe('names that mean something to InfluxDB', () => {
  it.each(HOSTILE)('%j is a sensor, a gateway, a metric and an area like any other', async (name) => {
    const store = await scene.open();
    const odd = reading({ sensor: name, gateway: name, values: { [name]: 1 } });
    const plain = reading({ sensor: 'a', gateway: 'gw-a', offset: 8 });
    const { sensor: _, ...rest } = windowOf({ metric: name });
    const windows = [{ ...rest, area: name }, windowOf({ metric: name, sensor: name }), windowOf()];
    await store.write({ readings: [odd, plain], windows });

    for (const filter of [{ sensor: name }, { gateway: name }, { metric: name }]) {
      expect((await store.readings({ ...EVER, ...filter })).items).toEqual([odd]);
    }
    const find = { ...EVER, metric: name, span: '1m' as const };
    expect((await store.windows({ ...find, area: name })).items).toEqual([windows[0]]);
    expect((await store.windows({ ...find, sensor: name })).items).toEqual([windows[1]]);
    expect(await store.latest(0)).toHaveLength(2);
    expect(scene.faults).toEqual([]);
  });
});

describe('latest', () => {
  it.each([
    { offsets: [999_999, 1_000_000], why: 'the room within the millisecond begins anew' },
    {
      offsets: [2_000_001, 1_999_990, 1_999_991, 1_999_992, 1_999_993],
      why: 'more corrections than asked for',
    },
  ])('is the latest in the log, whatever it is called: $why', async ({ offsets }) => {
    const store = await scene.open();
    await store.write({
      readings: offsets.map((offset) => reading({ offset, values: { pm25: offset, pm10: 1 } })),
    });
    const newest = Math.max(...offsets);
    const expected = [reading({ offset: newest, values: { pm25: newest, pm10: 1 } })];
    expect(await store.latest(0)).toEqual(expected);
    expect((await store.readings(EVER)).items).toEqual(expected);
  });

  it('reads more series than go into one query', async () => {
    const store = await scene.open({ limits: { seriesAtOnce: 7 } });
    await store.write({
      readings: Array.from({ length: 200 }, (_, i) =>
        reading({ sensor: `s${i % 50}`, at: NOON + i, offset: i }),
      ),
    });
    const latest = await store.latest(0);
    expect(latest).toHaveLength(50);
    expect(latest.map(({ offset }) => offset).sort((a, b) => a - b)).toEqual(
      [...Array(50).keys()].map((i) => 150 + i),
    );
  });
});

it('says so when an answer would not fit', async () => {
  const store = await scene.open({ limits: { rows: 5_000 } });
  await store.write({
    readings: Array.from({ length: 5_001 }, (_, i) => reading({ sensor: `s${i}`, offset: i })),
  });
  await expect(store.readings(EVER)).rejects.toMatchObject({
    code: 'STORE_READ',
    message: expect.stringMatching(/more than 5000 rows/),
  });
  expect((await store.readings({ ...EVER, sensor: 's7' })).items).toHaveLength(1);
});
