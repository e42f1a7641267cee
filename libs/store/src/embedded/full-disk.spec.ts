import { readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smallDisk } from '@toancanh/log/testing';
import type { Store } from '../store.js';
import { EVER, NOON, reading, YEAR } from '../testing/samples.js';
import { EmbeddedStore } from './embedded-store.js';

const MB = 1 << 20;
const disk = smallDisk(40 * MB);

if (typeof disk === 'string') {
  it.skip(`a full disk: no small file system could be mounted (${disk})`, () => undefined);
} else {
  describe('a full disk', () => {
    const ballast = join(disk.folder, 'ballast');
    const opened: Store[] = [];
    const open = async (name: string) => {
      const folder = join(disk.folder, name);
      const store = await EmbeddedStore.open({
        folder,
        retention: { readings: YEAR, windows: YEAR },
        upkeepEvery: 0,
      });
      opened.push(store);
      return store;
    };
    // A file that is open keeps the small disk mounted, also after a test that failed.
    afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())));
    afterAll(() => disk.remove());

    // DuckDB's log grows to 16 MB and is then folded into the file: with 36 MB taken the log finds no room, with
    // 16 MB taken the folding does, after which DuckDB answers nothing until the file is opened again.
    it.each([
      { taken: 36 * MB, found: 'writing' },
      { taken: 16 * MB, found: 'folding the log' },
    ])(
      'found by $found refuses with STORE_FULL, tears nothing, and goes on when there is room',
      async ({ taken }) => {
        const name = `store-${taken}`;
        let store = await open(name);
        writeFileSync(ballast, Buffer.alloc(taken, 1));
        const written = await fill(store);
        expect(written).toBeGreaterThan(0);
        await expect(write(store, written)).rejects.toMatchObject({ code: 'STORE_FULL' });
        expect(await count(store)).toBe(written);
        expect(openFiles(name)).toBeLessThanOrEqual(2);

        rmSync(ballast);
        // Another batch than the one that failed: names of its own, and the other's come to nothing.
        await write(store, written + 1);
        expect(await count(store)).toBe(written + 1);
        await store.close();
        store = await open(name);
        expect(await count(store)).toBe(written + 1);
        const named = await store.readings({ ...EVER, sensor: `only ${written + 1}` });
        expect(named.items.map(({ at }) => at)).toEqual([NOON + written + 1]);
        expect((await store.readings({ ...EVER, sensor: `only ${written}` })).items).toEqual([]);
        await store.close();
        rmSync(join(disk.folder, name), { recursive: true });
      },
    );
  });
}

/** How many batches went in before there was no room. */
async function fill(store: Store): Promise<number> {
  for (let i = 0; ; i += 1) {
    try {
      await write(store, i);
    } catch (error) {
      expect(error).toMatchObject({ code: 'STORE_FULL' });
      return i;
    }
  }
}

/** A reading an instant, and many more whose values nothing can be made smaller of. */
function write(store: Store, i: number): Promise<void> {
  return store.write({
    readings: Array.from({ length: 8_000 }, (_, n) =>
      reading({
        // One has a name that no batch before it had.
        sensor: n === 0 ? 'counted' : n === 1 ? `only ${i}` : `s${n}`,
        at: NOON + i,
        offset: i * 8_000 + n,
        values: { pm25: Math.random() },
        epoch: Math.random().toString(36),
      }),
    ),
  });
}

/** The file and its log, once each: two instances of one file in a process would spoil it. */
function openFiles(name: string): number {
  return readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`).includes(`/${name}/city.duckdb`);
    } catch {
      return false;
    }
  }).length;
}

async function count(store: Store): Promise<number> {
  return (await store.readings({ ...EVER, sensor: 'counted' })).items.length;
}
