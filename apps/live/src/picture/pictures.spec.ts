import type { Rejection } from '@toancanh/events';
import { readingOf, SmallCity, SmallDirectory, T, windowOf } from '../testing/small-city.js';
import { LIMITS } from '../limits.js';
import { AreaWindows } from './area-windows.js';
import { figuresOf } from './figures.js';
import { LatestValues } from './latest-values.js';
import { Picture } from './picture.js';
import { Rejections } from './rejections.js';

describe('AreaWindows', () => {
  it.each([
    { then: windowOf({ area: 'n1' }, T + 60_000, { sum: 1 }), stands: 1, why: 'a later minute replaces' },
    { then: windowOf({ area: 'n1' }, T - 60_000, { sum: 1 }), stands: 60, why: 'an earlier minute does not' },
    { then: windowOf({ area: 'n1' }, T, { sum: 1, revision: 1 }), stands: 1, why: 'a revision does' },
    { then: windowOf({ area: 'n1' }, T, { sum: 1, epoch: 0 }), stands: 60, why: 'an older epoch does not' },
  ])('$why', ({ then, stands }) => {
    const windows = new AreaWindows(LIMITS);
    windows.take(windowOf({ area: 'n1' }, T));
    windows.take(then);
    expect([...windows.all()].map(({ sum }) => sum)).toEqual([stands]);
    expect(windows.takeChanges()).toHaveLength(1);
  });

  it.each([
    { then: { revision: 1 }, back: 1, sent: [1], why: 'a correction of an earlier minute is sent' },
    { then: { revision: 1 }, back: 1_440, sent: [1], why: 'up to a day back' },
    { then: { revision: 1 }, back: 1_441, sent: [], why: 'and not further' },
    { then: { revision: 0 }, back: 1, sent: [], why: 'what is none is not' },
  ])('$why, and the newest stays', ({ then, back, sent }) => {
    const windows = new AreaWindows(LIMITS);
    windows.take(windowOf({ area: 'n1' }, T));
    windows.takeChanges();
    windows.take(windowOf({ area: 'n1' }, T - back * 60_000, then));
    expect(windows.takeChanges().map(({ revision }) => revision)).toEqual(sent);
    expect(windows.takeChanges()).toEqual([]);
    expect([...windows.all()].map(({ start }) => start)).toEqual([T]);
  });

  it('sends only the newest of several corrections, some a frame, and keeps a limited number', () => {
    const windows = new AreaWindows({ correctedBack: 3_600_000, corrections: 3, correctionsAFrame: 2 });
    windows.take(windowOf({ area: 'n1' }, T));
    windows.takeChanges();
    const correct = (back: number, revision: number) =>
      windows.take(windowOf({ area: 'n1' }, T - back * 60_000, { revision }));
    for (const [back, revision] of [
      [1, 1],
      [2, 2],
      [2, 1],
      [3, 1],
      [4, 1],
    ] as const)
      correct(back, revision);
    const frame = () => windows.takeChanges().map(({ start, revision }) => [(T - start) / 60_000, revision]);
    expect([frame(), frame(), frame()]).toEqual([
      [
        [2, 2],
        [3, 1],
      ],
      [[4, 1]],
      [],
    ]);
  });

  it('keeps none of single sensors', () => {
    const windows = new AreaWindows(LIMITS);
    windows.take(windowOf({ sensor: 'air-1' }, T));
    expect([...windows.all()]).toEqual([]);
  });
});

describe('Rejections', () => {
  it('keeps the newest, newest first', () => {
    const rejections = new Rejections(3);
    for (const id of ['1', '2', '3', '4', '5']) rejections.take({ id } as Rejection);
    expect([...rejections.newestFirst()].map(({ id }) => id)).toEqual(['5', '4', '3']);
  });
});

describe('figuresOf', () => {
  const pm25 = (area: string, now: number, ...readings: ReturnType<typeof readingOf>[]) => {
    const latest = new LatestValues(new SmallDirectory());
    for (const reading of readings) latest.take(reading);
    return figuresOf(area, new SmallCity().areas.under(area, T), latest, now).find(
      ({ metric }) => metric === 'pm25',
    );
  };

  it('rests on the fresh sensors below the area, and says how many there are and since when', () => {
    const figure = pm25(
      'north',
      T,
      readingOf('air-1', T - 20_000, { pm25: 10 }),
      readingOf('air-2', T - 40_000, { pm25: 30 }),
      readingOf('air-3', T, { pm25: 99 }),
    );
    expect(figure).toMatchObject({
      area: 'north',
      sources: { fresh: 2, all: 2 },
      asOf: new Date(T - 40_000).toISOString(),
      simulated: false,
    });
  });

  it.each([
    { more: { quality: 'fault' }, at: T, why: 'a faulty one' },
    { more: {}, at: T - 100_000, why: 'a stale one' },
  ])('leaves out $why', ({ more, at }) => {
    const figure = pm25('north', T, readingOf('air-1', at, { pm25: 10 }, more));
    expect(figure).toMatchObject({
      value: null,
      sources: { fresh: 0, all: 2 },
      asOf: new Date(at).toISOString(),
    });
  });

  it('says that it is simulated if any value is', () => {
    const simulated = readingOf('air-2', T, { pm25: 1 }, { quality: 'simulated' });
    expect(pm25('north', T, readingOf('air-1', T, { pm25: 1 }), simulated)?.simulated).toBe(true);
  });
});

describe('the figures of a panel', () => {
  const lamp = (id: string, metrics: readonly string[]) => {
    const directory = new SmallDirectory();
    const [known] = directory.known.values();
    for (const one of [id, `${id}-2`]) {
      directory.known.set(one, { ...known!, id: one, domain: 'housing', metrics: [...metrics] });
    }
    return new LatestValues(directory);
  };
  const housingOf = (latest: LatestValues) =>
    figuresOf('root', new SmallCity().areas.under('root', T), latest, T, new Set(['housing']));

  it('are in the unit that is shown, with the target in it', () => {
    const latest = lamp('lamp', ['luminaire_ok']);
    latest.take(readingOf('lamp', T, { luminaire_ok: 1 }));
    latest.take(readingOf('lamp-2', T, { luminaire_ok: 0 }));
    const [lights] = housingOf(latest);
    expect(lights).toMatchObject({
      value: 50,
      unit: '%',
      digits: 0,
      target: { value: 97, better: 'higher' },
    });
  });

  it('are those that somebody measures', () => {
    expect(housingOf(lamp('lamp', ['luminaire_ok'])).map(({ id }) => id)).toEqual(['lights']);
    expect(housingOf(lamp('lamp', []))).toEqual([]);
  });
});

describe('Picture', () => {
  it('knows when each area was heard of last, by the time of the log', () => {
    const picture = new Picture(new SmallCity(), new SmallDirectory());
    picture.takeReading(readingOf('air-1', T, { pm25: 1 }), T + 10);
    picture.takeReading(readingOf('air-2', T, { pm25: 1 }), T + 30);
    expect(['root', 'north', 'n1', 'south'].map((code) => picture.heardOf(code, T))).toEqual([
      T + 30,
      T + 30,
      T + 10,
      undefined,
    ]);
  });
});
