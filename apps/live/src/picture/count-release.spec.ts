import type { Figure, Sensor } from '@toancanh/events';
import { RegionTree } from '@toancanh/regions';
import { type City, MemoryLogger } from '@toancanh/runtime';
import { type StoredReading } from '@toancanh/store';
import { MemoryStore } from '@toancanh/store/testing';
import fc from 'fast-check';
import { SmallCity, SmallDirectory } from '../testing/small-city.js';
import { CountRelease } from './count-release.js';
import { Picture } from './picture.js';

const LEAST = 5;
/** Midnight in Vietnam, and an hour and six minutes later. */
const MIDNIGHT = Date.parse('2026-11-23T00:00:00+07:00');
const NOW = MIDNIGHT + 66 * 60_000;
const DAY = 86_400_000;

/** A commune's office, in the area of the same number below `parent`, or in the root itself. */
interface Office {
  readonly centre: number | null;
  readonly count: number;
}

function world(centres: number, offices: readonly Office[], store = new MemoryStore()) {
  const area = (code: string, parent: string | null) => ({
    ...{ code, parent, scheme: 'centre' as const, name: code, kind: 'centre' },
    ...{ validFrom: '2025-07-01', validTo: null },
  });
  const codes = Array.from({ length: centres }, (_, i) => `k${i}`);
  const communes = offices.flatMap(({ centre }, i) => (centre === null ? [] : [area(`c${i}`, `k${centre}`)]));
  const areas = new RegionTree({
    areas: [area('root', null), ...codes.map((code) => area(code, 'root')), ...communes],
    ...{ lineage: [], root: 'root', timeZone: 'Asia/Ho_Chi_Minh' },
  });
  const directory = new SmallDirectory();
  directory.known.clear();
  offices.forEach(({ centre }, i) => {
    const sensor: Sensor = {
      ...{ id: `o${i}`, gateway: 'g', domain: 'health', area: centre === null ? 'root' : `c${i}` },
      metrics: ['dengue_week'],
    };
    directory.known.set(sensor.id, sensor);
  });
  const city = Object.assign(new SmallCity(), { areas }) as City;
  const picture = new Picture(city, directory);
  const release = new CountRelease(store, city, directory, picture, new MemoryLogger());
  return { codes, store, picture, release };
}

const told = (i: number, count: number, more: Partial<StoredReading> = {}): StoredReading => ({
  ...{ sensor: `o${i}`, gateway: 'g', at: MIDNIGHT - 3_600_000, receivedAt: MIDNIGHT - 3_599_000 },
  ...{ values: { dengue_week: count }, quality: 'ok', partition: 0, offset: i, ...more },
});
const figure = (picture: Picture, area: string): Figure =>
  picture.released.get(area)!.find(({ metric }) => metric === 'dengue_week')!;

describe('CountRelease', () => {
  it('shows sums of the root and its children, and of no commune', async () => {
    const offices = [0, 0, 1].map((centre) => ({ centre, count: 0 }));
    const { store, picture, release } = world(2, offices);
    await store.write({ readings: [told(0, 3), told(1, 20), told(2, 40)] });
    await release.refresh(NOW);
    expect([...picture.released.keys()].sort()).toEqual(['k0', 'k1', 'root']);
    expect(figure(picture, 'root')).toEqual({
      ...{ id: 'dengue-week', area: 'root', domain: 'health', metric: 'dengue_week', unit: 'ca', digits: 0 },
      title: { vi: 'Sốt xuất huyết 7 ngày', en: 'Dengue, 7 days' },
      ...{ value: 63, sources: { fresh: 3, all: 3 }, asOf: '2026-11-22T17:00:00.000Z', simulated: false },
    });
    expect(figure(picture, 'k0').value).toBe(23);
  });

  it('hides a small one, and a second one from which it would follow; the two look alike', async () => {
    const offices = [0, 1, 2].map((centre) => ({ centre, count: 0 }));
    const { store, picture, release } = world(3, offices);
    await store.write({ readings: [told(0, 3), told(1, 20), told(2, 40)] });
    await release.refresh(NOW);
    const shown = ['root', 'k0', 'k1', 'k2'].map((area) => figure(picture, area));
    expect(shown.map(({ value, hidden }) => hidden ?? value)).toEqual([63, true, true, 40]);
  });

  it.each([
    { why: 'what came before midnight', more: {}, fresh: 1 },
    { why: 'not what came after it', more: { receivedAt: MIDNIGHT + 1 }, fresh: 0 },
    { why: 'not what was told more than a week ago', more: { at: MIDNIGHT - 8 * DAY }, fresh: 0 },
    { why: 'not a fault', more: { quality: 'fault' as const }, fresh: 0 },
  ])('counts $why', async ({ more, fresh }) => {
    const { store, picture, release } = world(1, [{ centre: 0, count: 0 }]);
    await store.write({ readings: [told(0, 40, more)] });
    await release.refresh(NOW);
    expect(figure(picture, 'k0')).toMatchObject({ value: fresh ? 40 : null, sources: { fresh, all: 1 } });
    expect(figure(picture, 'k0')).not.toHaveProperty('hidden');
  });

  it('gives out the same through the day and after a start, and others on the next', async () => {
    const { store, picture, release } = world(1, [{ centre: 0, count: 0 }]);
    await store.write({ readings: [told(0, 40)] });
    await release.refresh(NOW);
    const evening = { at: MIDNIGHT + 12 * 3_600_000, receivedAt: MIDNIGHT + 12 * 3_600_000 };
    await store.write({ readings: [told(0, 50, { ...evening, offset: 9 })] });
    await release.refresh(NOW + 20 * 3_600_000);
    const started = world(1, [{ centre: 0, count: 0 }], store);
    await started.release.refresh(NOW + 20 * 3_600_000);
    for (const each of [picture, started.picture]) expect(figure(each, 'k0').value).toBe(40);
    await release.refresh(NOW + DAY);
    expect(figure(picture, 'k0').value).toBe(50);
  });

  it('keeps the day before while the store does not answer, and tries again', async () => {
    const { store, picture, release } = world(1, [{ centre: 0, count: 0 }]);
    await store.write({ readings: [told(0, 40)] });
    await release.refresh(NOW);
    store.failure = new Error('away');
    await release.refresh(NOW + DAY);
    expect(figure(picture, 'k0').asOf).toBe('2026-11-22T17:00:00.000Z');
    store.failure = undefined;
    await release.refresh(NOW + DAY);
    expect(figure(picture, 'k0').asOf).toBe('2026-11-23T17:00:00.000Z');
  });

  it('leaves five values possible for every hidden number, whoever knows all that is shown: random cities', async () => {
    const office = fc.record({
      centre: fc.option(fc.nat(5), { freq: 9 }),
      count: fc.oneof(fc.nat(9), fc.nat(200)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(office, { minLength: 1, maxLength: 30 }), async (offices) => {
        const { codes, store, picture, release } = world(6, offices);
        await store.write({ readings: offices.map(({ count }, i) => told(i, count)) });
        await release.refresh(NOW);
        const truth = (wanted: number | null) =>
          offices.filter(({ centre }) => centre === wanted).reduce((sum, { count }) => sum + count, 0);
        const shown = codes.map((code) => figure(picture, code));
        const all = figure(picture, 'root');
        for (const [i, { value }] of shown.entries()) {
          if (value !== null) {
            expect(value).toBe(truth(i));
            expect(value === 0 || value >= LEAST).toBe(true);
          }
        }
        // Unknown to who looks: the hidden centres, and what counts for the root alone where such an office exists.
        const elsewhere = offices.some(({ centre }) => centre === null);
        const unknown = shown.filter(({ hidden }) => hidden).length + (elsewhere ? 1 : 0);
        if (all.value === null) return;
        const left = shown.reduce((sum, { value }) => sum - (value ?? 0), all.value);
        if (unknown === 0) expect(left).toBe(0);
        else if (shown.some(({ hidden }) => hidden) || (left > 0 && left < LEAST)) {
          // One unknown alone is what is left; of several each can be anything from 0 to it.
          expect(unknown).toBeGreaterThan(1);
          expect(left + 1).toBeGreaterThanOrEqual(LEAST);
        }
      }),
      { numRuns: 100 },
    );
  });
});
