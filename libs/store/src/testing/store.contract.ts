import type { Window } from '@toancanh/events';
import type { Page, RangeQuery, Store, StoredReading } from '../store.js';
import { areaWindow, EVER, MINUTE, NOON, reading, windowOf } from './samples.js';

/** How the suite gets at an implementation: one empty store a test. */
export interface StoreFixture {
  open(): Promise<Store>;
  /** Closes the store and opens it again on the same data; left out where nothing outlives the object. */
  reopen?(store: Store): Promise<Store>;
  /** Closes the store and removes its data. */
  discard(store: Store): Promise<void>;
}

/** What every Store promises; each implementation runs it against itself. */
export function describeStore(name: string, fixture: StoreFixture): void {
  describe(`${name} as a Store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await fixture.open();
    });
    afterEach(() => fixture.discard(store));

    describe('readings', () => {
      it('gives back every field that was written', async () => {
        const full = reading({ quality: 'simulated', epoch: '2026-11-20T00:00:00Z', seq: 1_833 });
        const bare = reading({ at: NOON + 1, offset: 8, values: { pm25: -0.5, so2: 1e-7 } });
        await store.write({ readings: [full, bare] });
        expect((await store.readings(EVER)).items).toEqual([full, bare]);
      });

      it('knows nothing of what was never written', async () => {
        expect(await store.readings(EVER)).toEqual({ items: [], next: null });
        await store.write({});
        await store.write({ readings: [], windows: [] });
        expect(await store.readings({ ...EVER, sensor: 'nobody' })).toEqual({ items: [], next: null });
      });

      it('changes nothing when the same is written again', async () => {
        const batch = { readings: [reading(), reading({ at: NOON + 1, offset: 8 })] };
        await store.write(batch);
        await store.write(batch);
        await store.write({ readings: batch.readings.slice(1) });
        expect((await store.readings(EVER)).items).toEqual(batch.readings);
      });

      it.each([
        { written: [7, 9], why: 'in the order of the log' },
        { written: [9, 7], why: 'out of order: what is later in the log counts, not what is written later' },
        { written: [9, 7, 9, 7], why: 'over and over' },
      ])('reads the later of two for one sensor, metric and instant, written $why', async ({ written }) => {
        const of: Record<number, StoredReading> = {
          7: reading({ offset: 7, values: { pm25: 1 } }),
          9: reading({ offset: 9, values: { pm25: 3 }, receivedAt: NOON + 900 }),
        };
        for (const offset of written) await store.write({ readings: [of[offset]!] });
        expect((await store.readings(EVER)).items).toEqual([of[9]]);
      });

      it('keeps a value that a correction does not name, with its own quality', async () => {
        const first = reading({ offset: 7, values: { pm25: 1, pm10: 2 } });
        const correction = reading({ offset: 9, values: { pm25: 3 }, quality: 'suspect' });
        await store.write({ readings: [correction, first] });
        expect((await store.readings(EVER)).items).toEqual([{ ...first, values: { pm10: 2 } }, correction]);
        expect((await store.readings({ ...EVER, metric: 'pm10' })).items).toEqual([
          { ...first, values: { pm10: 2 } },
        ]);
        expect((await store.readings({ ...EVER, metric: 'pm25' })).items).toEqual([correction]);
      });

      // from      +1        to
      // [---------|---------)
      it.each([
        { at: -1, inside: false },
        { at: 0, inside: true },
        { at: 1, inside: true },
        { at: 9, inside: true },
        { at: 10, inside: false },
      ])('reads [from, to): $at of [0, 10) is inside: $inside', async ({ at, inside }) => {
        await store.write({ readings: [reading({ at: NOON + at })] });
        const { items } = await store.readings({ ...EVER, from: NOON, to: NOON + 10 });
        expect(items).toHaveLength(inside ? 1 : 0);
      });

      it.each([
        { filter: {}, found: ['a1', 'b2', 'a3', 'b4'] },
        { filter: { sensor: 'a' }, found: ['a1', 'a3'] },
        { filter: { gateway: 'gw-b' }, found: ['b2', 'b4'] },
        { filter: { metric: 'pm25' }, found: ['a1', 'a3'] },
        { filter: { metric: 'pm10' }, found: ['b2', 'b4'] },
        { filter: { sensor: 'a', metric: 'pm10' }, found: [] },
        { filter: { sensor: 'a', gateway: 'gw-a', metric: 'pm25' }, found: ['a1', 'a3'] },
        { filter: { sensor: 'a', gateway: 'gw-b' }, found: [] },
        { filter: { sensor: "a' or 1=1 --" }, found: [] },
      ])('filters by $filter', async ({ filter, found }) => {
        const a = { sensor: 'a', gateway: 'gw-a', values: { pm25: 1 } };
        const b = { sensor: 'b', gateway: 'gw-b', values: { pm10: 1 } };
        await store.write({
          readings: [
            reading({ ...a, at: NOON + 1, offset: 1 }),
            reading({ ...b, at: NOON + 2, offset: 2 }),
            reading({ ...a, at: NOON + 3, offset: 3 }),
            reading({ ...b, at: NOON + 4, offset: 4 }),
          ],
        });
        const { items } = await store.readings({ ...EVER, ...filter });
        expect(items.map(({ sensor, at }) => `${sensor}${at - NOON}`)).toEqual(found);
      });

      it('finds by gateway only what still stands', async () => {
        await store.write({
          readings: [
            reading({ gateway: 'old', offset: 1, values: { pm25: 1, pm10: 1 } }),
            reading({ gateway: 'new', offset: 2, values: { pm25: 2 } }),
          ],
        });
        const valuesOf = async (gateway: string) =>
          (await store.readings({ ...EVER, gateway })).items.map(({ values }) => values);
        expect(await valuesOf('old')).toEqual([{ pm10: 1 }]);
        expect(await valuesOf('new')).toEqual([{ pm25: 2 }]);
      });

      it('keeps names as they are written, whatever the script', async () => {
        const written = reading({
          sensor: 'trạm-Đo/Thủ Dầu Một 😀',
          gateway: 'cổng số 1 – "phường"',
          epoch: 'kỳ\u0001\n2',
        });
        await store.write({ readings: [written] });
        expect((await store.readings({ ...EVER, sensor: written.sensor })).items).toEqual([written]);
      });

      it('tells two sensors apart whose names differ only in case', async () => {
        await store.write({ readings: [reading({ sensor: 'A' }), reading({ sensor: 'a', offset: 8 })] });
        expect((await store.readings({ ...EVER, sensor: 'a' })).items).toEqual([
          reading({ sensor: 'a', offset: 8 }),
        ]);
      });
    });

    describe('pages', () => {
      it.each([1, 2, 3, 7, 100])('of %d have no gap and nothing twice', async (limit) => {
        const readings = Array.from({ length: 20 }, (_, i) =>
          // Five sensors at each instant, two corrected, so that pages end between equal instants and within a sensor.
          reading({
            sensor: `s${i % 5}`,
            at: NOON + Math.floor(i / 5),
            offset: i,
            values: { a: i, b: i, c: i },
          }),
        );
        const corrections = [3, 12].map((i) => ({ ...readings[i]!, offset: 100 + i, values: { b: -i } }));
        await store.write({ readings: [...corrections, ...readings] });
        const all = (await store.readings(EVER)).items;
        expect(all).toHaveLength(22);
        expect(all.map(({ at }) => at)).toEqual([...all.map(({ at }) => at)].sort((a, b) => a - b));
        expect(await byPages((page) => store.readings({ ...EVER, ...page, limit }))).toEqual(all);
      });

      it('ends with the page that holds the last', async () => {
        await store.write({ readings: [reading({ at: NOON }), reading({ at: NOON + 1, offset: 8 })] });
        const first = await store.readings({ ...EVER, limit: 1 });
        expect(first.next).not.toBeNull();
        expect((await store.readings({ ...EVER, limit: 1, cursor: first.next! })).next).toBeNull();
        expect((await store.readings({ ...EVER, limit: 2 })).next).toBeNull();
      });

      it('go on where they were when more is written in between', async () => {
        await store.write({ readings: [0, 1, 2, 3].map((i) => reading({ at: NOON + i, offset: i })) });
        const first = await store.readings({ ...EVER, limit: 2 });
        await store.write({
          readings: [reading({ at: NOON - 1, offset: 10 }), reading({ at: NOON + 4, offset: 11 })],
        });
        const second = await store.readings({ ...EVER, limit: 10, cursor: first.next! });
        expect(second.items.map(({ at }) => at - NOON)).toEqual([2, 3, 4]);
      });

      it('of windows have no gap and nothing twice', async () => {
        const windows = Array.from({ length: 12 }, (_, i) => {
          const start = NOON + Math.floor(i / 4) * MINUTE;
          // The same name as a sensor and as an area.
          return i % 2 === 0
            ? windowOf({ start, sensor: `x${i % 4}` })
            : areaWindow(`x${(i - 1) % 4}`, start);
        });
        await store.write({ windows });
        const query = { ...EVER, metric: 'pm25', span: '1m' as const };
        const all = (await store.windows(query)).items;
        expect(all).toHaveLength(12);
        for (const limit of [1, 2, 5]) {
          expect(await byPages((page) => store.windows({ ...query, ...page, limit }))).toEqual(all);
        }
      });

      it.each(['', 'x', 'AAAA', 'bm90IGpzb24', 'W10', 'e30', 'WyJhIiwxXQ'])(
        'refuse the cursor %p',
        async (cursor) => {
          await store.write({ readings: [reading()], windows: [windowOf()] });
          await expect(store.readings({ ...EVER, cursor })).rejects.toMatchObject({ code: 'STORE_CURSOR' });
          await expect(store.windows({ ...EVER, metric: 'pm25', span: '1m', cursor })).rejects.toMatchObject({
            code: 'STORE_CURSOR',
          });
        },
      );

      it('refuse the cursor of the other list', async () => {
        await store.write({ readings: [reading(), reading({ at: NOON + 1, offset: 8 })] });
        const cursor = await cursorOf(store);
        await expect(store.windows({ ...EVER, metric: 'pm25', span: '1m', cursor })).rejects.toMatchObject({
          code: 'STORE_CURSOR',
        });
      });
    });

    describe('windows', () => {
      const query = { ...EVER, metric: 'pm25', span: '1m' as const };

      it('gives back every field, to the last bit of the statistics', async () => {
        const windows = [
          windowOf({ sum: 0.1 + 0.2, mean: 1 / 3, p50: Math.PI, p95: 1e300, min: -5e-324, expected: 0.5 }),
          areaWindow('thu-dau-mot', NOON + MINUTE),
        ];
        await store.write({ windows });
        expect((await store.windows(query)).items).toEqual(windows);
      });

      it.each([
        { written: ['0.1'], read: '0.1' },
        { written: ['0.1', '1.1'], read: '1.1' },
        { written: ['1.1', '0.1'], read: '1.1' },
        { written: ['0.2', '0.1'], read: '0.2', why: 'a process that was paused publishes late' },
        { written: ['0.9', '1.1'], read: '1.1', why: 'a revision outranks an epoch' },
        { written: ['2.1', '1.3', '2.2', '0.9', '2.1'], read: '2.2' },
      ])('of $written reads $read', async ({ written, read }) => {
        for (const name of written) await store.write({ windows: [named(name)] });
        expect((await store.windows(query)).items).toEqual([named(read)]);
      });

      it('changes nothing when the same is written again', async () => {
        const windows = [named('0.1'), named('1.1')];
        await store.write({ windows });
        await store.write({ windows });
        expect((await store.windows(query)).items).toEqual([named('1.1')]);
      });

      // revision 0 known at +100, revision 1 at +200, revision 2 at +300
      it.each([
        { asOf: 99, read: undefined },
        { asOf: 100, read: '0.1' },
        { asOf: 199, read: '0.1' },
        { asOf: 200, read: '1.1' },
        { asOf: 1_000, read: '2.1' },
      ])('as of +$asOf reads $read', async ({ asOf, read }) => {
        await store.write({
          windows: ['2.1', '0.1', '1.1'].map((name, i) => named(name, NOON + [300, 100, 200][i]!)),
        });
        const { items } = await store.windows({ ...query, asOf: NOON + asOf });
        expect(items.map(({ revision, epoch }) => `${revision}.${epoch}`)).toEqual(read ? [read] : []);
      });

      it.each([
        { filter: { span: '1m' as const }, found: ['1m'] },
        { filter: { span: '1h' as const }, found: ['1h'] },
        { filter: { span: '1d' as const }, found: ['1d'] },
      ])('keeps spans apart: $filter', async ({ filter, found }) => {
        await store.write({
          windows: (['1m', '1h', '1d'] as const).map((span) => windowOf({ span })),
        });
        const { items } = await store.windows({ ...query, ...filter });
        expect(items.map(({ span }) => span)).toEqual(found);
      });

      it.each([
        { filter: { sensor: 'di-an' }, found: ['sensor pm25'] },
        { filter: { area: 'di-an' }, found: ['area pm25'] },
        { filter: { area: 'di-an', metric: 'pm10' }, found: ['area pm10'] },
        { filter: { area: 'thuan-an' }, found: [] },
        { filter: { metric: 'co' }, found: [] },
        { filter: {}, found: ['sensor pm25', 'area pm25'] },
      ])('keeps targets and metrics apart: $filter', async ({ filter, found }) => {
        await store.write({
          windows: [
            windowOf({ sensor: 'di-an' }),
            areaWindow('di-an'),
            { ...areaWindow('di-an'), metric: 'pm10' },
          ],
        });
        const { items } = await store.windows({ ...query, ...filter });
        expect(items.map(({ area, metric }) => `${area ? 'area' : 'sensor'} ${metric}`)).toEqual(found);
      });

      it('reads [from, to) by the start of the window', async () => {
        await store.write({ windows: [0, 1, 2, 3].map((i) => windowOf({ start: NOON + i * MINUTE })) });
        const { items } = await store.windows({ ...query, from: NOON + MINUTE, to: NOON + 3 * MINUTE });
        expect(items.map(({ start }) => (start - NOON) / MINUTE)).toEqual([1, 2]);
      });
    });

    describe('latest', () => {
      it('reads the newest by instant for each sensor and metric, not before `since`', async () => {
        await store.write({
          readings: [
            reading({ sensor: 'a', at: NOON + 5, offset: 1, values: { pm25: 5, pm10: 5 } }),
            // Arrived later, measured earlier.
            reading({ sensor: 'a', at: NOON + 3, offset: 2, values: { pm25: 3 } }),
            reading({ sensor: 'a', at: NOON + 7, offset: 3, values: { pm10: 7 } }),
            reading({ sensor: 'b', at: NOON, offset: 4 }),
            reading({ sensor: 'c', at: NOON - 1, offset: 5 }),
          ],
        });
        const latest = await store.latest(NOON);
        expect(sorted(latest)).toEqual([
          reading({ sensor: 'a', at: NOON + 5, offset: 1, values: { pm25: 5 } }),
          reading({ sensor: 'a', at: NOON + 7, offset: 3, values: { pm10: 7 } }),
          reading({ sensor: 'b', at: NOON, offset: 4 }),
        ]);
      });

      it('reads the correction where there is one, once', async () => {
        const correction = reading({ offset: 9, values: { pm25: 9 }, quality: 'fault' });
        await store.write({ readings: [correction, reading({ offset: 7 }), correction] });
        expect(await store.latest(0)).toEqual([correction]);
      });

      it('has nothing when nothing is that new', async () => {
        await store.write({ readings: [reading()] });
        expect(await store.latest(NOON + 1)).toEqual([]);
      });
    });

    describe('writing', () => {
      it('takes 50,000 readings at once, and reads see all or nothing of it', async () => {
        const readings = Array.from({ length: 50_000 }, (_, i) =>
          reading({ sensor: `s${i % 1_000}`, at: NOON + i, offset: i, values: { pm25: i } }),
        );
        const writing = store.write({ readings });
        const seen = [await count(store), await count(store)];
        await writing;
        expect(seen.every((n) => n === 0 || n === 50_000)).toBe(true);
        expect(await count(store)).toBe(50_000);
        const { items } = await store.readings({ ...EVER, sensor: 's999' });
        expect(items.map(({ values }) => values.pm25)).toEqual(
          Array.from({ length: 50 }, (_, i) => 999 + i * 1_000),
        );
      });

      it('lets every read see what was resolved before it, while writing goes on', async () => {
        let resolved = 0;
        const writing = (async () => {
          for (let i = 0; i < 40; i += 1) {
            await store.write({ readings: [reading({ at: NOON + i, offset: i })] });
            resolved = i + 1;
          }
        })();
        while (resolved < 40) {
          const before = resolved;
          expect((await store.readings(EVER)).items.length).toBeGreaterThanOrEqual(before);
          expect((await store.latest(0))[0]?.offset ?? -1).toBeGreaterThanOrEqual(before - 1);
        }
        await writing;
      });

      it('takes writes that do not wait for each other', async () => {
        await Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            store.write({ readings: [reading({ sensor: `s${i}`, offset: i })], windows: [windowOf()] }),
          ),
        );
        expect((await store.readings(EVER)).items).toHaveLength(20);
      });

      it('refuses calls once it is closed', async () => {
        const other = await fixture.open();
        await other.close();
        await expect(other.write({ readings: [reading()] })).rejects.toMatchObject({ code: 'STORE_CLOSED' });
        await expect(other.readings(EVER)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
        await expect(other.latest(0)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
        await fixture.discard(other);
      });
    });

    const { reopen } = fixture;
    if (reopen) {
      it('still has everything when it is opened again, and a repeat still changes nothing', async () => {
        const batch = {
          readings: [reading(), reading({ offset: 9 })],
          windows: [named('1.1'), named('0.1')],
        };
        await store.write(batch);
        const before = await Promise.all([
          store.readings(EVER),
          store.windows({ ...EVER, metric: 'pm25', span: '1m' }),
        ]);
        store = await reopen(store);
        await store.write(batch);
        await store.write({ readings: [reading({ sensor: 'new', at: NOON + 1, offset: 10 })] });
        const { items } = await store.readings(EVER);
        expect(items.slice(0, -1)).toEqual(before[0].items);
        expect(items.at(-1)!.sensor).toBe('new');
        expect(await store.windows({ ...EVER, metric: 'pm25', span: '1m' })).toEqual(before[1]);
      });
    }
  });
}

/** `revision.epoch`, told apart by its sum as well. */
function named(name: string, asOf = NOON): Window {
  const [revision, epoch] = name.split('.').map(Number) as [number, number];
  return windowOf({ revision, epoch, asOf, sum: revision * 10 + epoch });
}

async function byPages<T>(read: (page: Pick<RangeQuery, 'cursor'>) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Page<T> = await read(cursor === undefined ? {} : { cursor });
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** How many readings there are, however many pages that takes. */
async function count(store: Store): Promise<number> {
  return (await byPages((page) => store.readings({ ...EVER, ...page }))).length;
}

/** A cursor that the store made itself. */
async function cursorOf(store: Store): Promise<string> {
  await store.write({ readings: [reading({ at: 1, offset: 1 }), reading({ at: 2, offset: 2 })] });
  return (await store.readings({ from: 0, to: 3, limit: 1 })).next!;
}

function sorted(readings: readonly StoredReading[]): StoredReading[] {
  return [...readings].sort((a, b) => a.sensor.localeCompare(b.sensor) || a.at - b.at);
}
