import { readingOf, SmallDirectory, T } from '../testing/small-city.js';
import { LatestValues, valueOf } from './latest-values.js';
import { valueText } from './value-text.js';

const setup = () => {
  const directory = new SmallDirectory();
  const latest = new LatestValues(directory);
  const changed = () =>
    latest.takeChanges().map(({ source, metric, value }) => `${source.id} ${metric} ${value}`);
  return { directory, latest, changed };
};

describe('LatestValues', () => {
  //  at      0     10    20    30
  it.each([
    { then: [10, 30], taken: 'accepted', stands: 30, why: 'a later instant replaces' },
    { then: [-10, 30], taken: 'late', stands: 20, why: 'an earlier instant is late' },
    { then: [0, 20], taken: 'duplicate', stands: 20, why: 'the same again is a duplicate' },
    {
      then: [0, 25],
      taken: 'accepted',
      stands: 25,
      why: 'the same instant with another value is a correction',
    },
  ] as const)('$why', ({ then: [offset, value], taken, stands }) => {
    const { latest } = setup();
    latest.take(readingOf('air-1', T, { pm25: 20 }));
    expect(latest.take(readingOf('air-1', T + offset, { pm25: value }))).toBe(taken);
    expect(latest.source('air-1')?.cells.get('pm25')?.value).toBe(stands);
  });

  it('tells a value once however often it changed, and then no more', () => {
    const { latest, changed } = setup();
    for (const i of [1, 2, 3]) latest.take(readingOf('air-1', T + i, { pm25: i, pm10: 7 }));
    expect(changed()).toEqual(['air-1 pm25 3', 'air-1 pm10 7']);
    expect(changed()).toEqual([]);
  });

  // period 30 s:  0 ── live ── 45 ── late ── 90 ── stale ── 300 ── lost
  it.each([
    { after: 45_000, freshness: 'live', changes: 0 },
    { after: 45_001, freshness: 'late', changes: 1 },
    { after: 90_001, freshness: 'stale', changes: 1 },
    { after: 300_001, freshness: 'lost', changes: 1 },
  ])('is $freshness $after ms after the measurement', ({ after, freshness, changes }) => {
    const { latest } = setup();
    latest.take(readingOf('air-1', T, { pm25: 20 }));
    const [cell] = latest.takeChanges();
    latest.fade(T + after);
    expect(latest.takeChanges()).toHaveLength(changes);
    latest.fade(T + after);
    expect(latest.takeChanges()).toHaveLength(0);
    expect(valueOf(cell!, T + after)?.freshness).toBe(freshness);
  });

  it('keeps what an unknown sensor reports for when the directory knows it', async () => {
    const { directory, latest, changed } = setup();
    latest.take(readingOf('new-1', T, { pm25: 9 }));
    const [cell] = latest.takeChanges();
    expect(valueOf(cell!, T)).toBeUndefined();
    const sensor = { ...directory.get('air-1')!, id: 'new-1' };
    await directory.register([{ kind: 'sensor', id: 'new-1', at: T, sensor }]);
    expect(changed()).toEqual(['new-1 pm25 9']);
    expect(valueOf(cell!, T)).toMatchObject({ sensor: 'new-1', area: 'n1', unit: 'µg/m³' });
  });

  it('takes a sensor to where it is now, and tells its values again', () => {
    const { directory, latest, changed } = setup();
    latest.take(readingOf('air-1', T, { pm25: 20 }));
    const [cell] = latest.source('air-1')!.cells.values();
    expect(valueText(cell!, T)).toContain('"area":"n1"');
    changed();
    latest.follow();
    expect(changed()).toEqual([]);
    directory.known.set('air-1', { ...directory.known.get('air-1')!, area: 'south' });
    latest.follow();
    expect(changed()).toEqual(['air-1 pm25 20']);
    expect(valueText(cell!, T)).toContain('"area":"south"');
  });
});
