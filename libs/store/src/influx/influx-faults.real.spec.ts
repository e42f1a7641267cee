import type { StoreError } from '../store.js';
import { byPages, count } from '../testing/contract/helpers.js';
import { DAY, EVER, NOON, reading, windowOf } from '../testing/samples.js';
import { InfluxScene } from './testing/influx-scene.js';

const scene = InfluxScene.during();

/** Sensors of their own, so that what is lost shows. */
const numbered = (first: number, many: number) =>
  Array.from({ length: many }, (_, i) =>
    reading({ sensor: `s${i % 50}`, at: NOON + first + i, offset: first + i }),
  );

describe('points that the server refuses', () => {
  it('are told one by one, and the others of their request are written', async () => {
    const store = await scene.open();
    await store.write({ readings: [reading({ offset: 1 })] });
    // What somebody else has put there: a text where our lines have a number.
    await fetch(`http://${scene.server.address}/write?db=${scene.database}&rp=readings`, {
      method: 'POST',
      body: `reading,metric=pm25,sensor=x epoch=7i ${NOON}000000`,
    });
    const readings = Array.from({ length: 100 }, (_, i) =>
      reading({ at: NOON + i, offset: 2 + i, ...(i % 40 === 7 && { epoch: 'text' }) }),
    );
    await store.write({ readings });
    // The first of the good ones corrects the one that was there.
    expect(await count(store)).toBe(97);
    expect(await store.latest(0)).toHaveLength(1);
    expect(store.counts).toMatchObject({ written: 98, refused: 3 });
    expect(scene.faults.map(({ code }) => code)).toEqual(['STORE_REFUSED']);
    expect(scene.faults[0]!.message).toMatch(/sensor=bd-aq-0007 .*field type conflict/);
  });

  it('because their series has too long a name', async () => {
    const store = await scene.open();
    const readings = [...numbered(0, 500), reading({ sensor: 'x'.repeat(70_000) }), ...numbered(500, 500)];
    await store.write({ readings });
    expect(store.counts).toMatchObject({ written: 1_000, refused: 1 });
    expect(await count(store)).toBe(1_000);
    expect(scene.faults[0]!.message.length).toBeLessThan(2_000);
  });

  it('because they are past their retention', async () => {
    const store = await scene.open({ retention: { readings: DAY, windows: DAY } });
    const now = Date.now();
    await store.write({
      readings: [2 * DAY, 1_000, 3 * DAY].map((age, offset) => reading({ at: now - age, offset })),
      windows: [windowOf({ start: now - 2 * DAY }), windowOf({ start: now })],
    });
    expect(store.counts).toMatchObject({ written: 2, refused: 3 });
    expect((await store.readings(EVER)).items.map(({ offset }) => offset)).toEqual([1]);
    expect(scene.faults[0]!.message).toMatch(/beyond retention policy/);
  });
});

describe('a server that comes and goes', () => {
  it('loses nothing that was resolved when it is killed in the middle of writes', async () => {
    const store = await scene.open({ limits: { attempts: 2, firstPause: 5 } });
    const resolved: number[] = [];
    let first = 0;
    const write = async (): Promise<void> => {
      const mine = (first += 300);
      await store.write({ readings: numbered(mine, 300) });
      resolved.push(mine);
    };
    for (let kill = 0; kill < 3; kill += 1) {
      const enough = resolved.length + 15;
      const writing = (async () => {
        for (;;) await write();
      })().catch((error: StoreError) => error.code);
      while (resolved.length < enough) await store.readings({ ...EVER, limit: 1 });
      await scene.server.kill();
      expect(await writing).toBe('STORE_WRITE');
      await scene.server.restart();
      const there = new Set(
        (await byPages((page) => store.readings({ ...EVER, ...page }))).map(({ at }) => at),
      );
      const lost = resolved.flatMap((mine) => numbered(mine, 300)).filter(({ at }) => !there.has(at));
      expect(lost).toEqual([]);
    }
    expect(store.counts.retried).toBeGreaterThan(0);
    expect(store.counts.refused).toBe(0);
  }, 120_000);

  it('is given up in bounded time when it is frozen, and goes on when it thaws', async () => {
    const limits = { writeTimeout: 500, queryTimeout: 500 };
    const store = await scene.open({ limits });
    await store.write({ readings: [reading()] });
    scene.server.freeze();
    try {
      const began = performance.now();
      await expect(store.write({ readings: numbered(0, 3_000) })).rejects.toMatchObject({
        code: 'STORE_WRITE',
      });
      await expect(store.readings(EVER)).rejects.toMatchObject({ code: 'STORE_READ' });
      expect(performance.now() - began).toBeLessThan(3_000);
      const closing = performance.now();
      await (await scene.open({ limits })).close();
      expect(performance.now() - closing).toBeLessThan(3_000);
    } finally {
      scene.server.thaw();
    }
    await store.write({ readings: numbered(0, 3_000) });
    expect(await count(store)).toBe(3_001);
  }, 30_000);

  it('may be away when the store is opened', async () => {
    await scene.server.kill();
    const store = await scene.open({ limits: { attempts: 1 } });
    expect(scene.faults.map(({ code }) => code)).toEqual(['STORE_READ']);
    await expect(store.write({ readings: [reading()] })).rejects.toMatchObject({ code: 'STORE_WRITE' });
    await expect(store.latest(0)).rejects.toMatchObject({ code: 'STORE_READ' });
    await scene.server.restart();
    await store.write({ readings: [reading()] });
    expect(await store.latest(0)).toEqual([reading()]);
  }, 30_000);

  it('makes its database again when somebody has removed it', async () => {
    const store = await scene.open({ retention: { readings: Infinity, windows: 2 * DAY } });
    await store.write({ readings: [reading()] });
    await scene.query(`DROP DATABASE ${scene.database}`);
    await store.write({ readings: [reading({ offset: 9 })] });
    expect((await store.readings(EVER)).items).toEqual([reading({ offset: 9 })]);

    await scene.query(`DROP DATABASE ${scene.database}`);
    await expect(store.readings(EVER)).rejects.toMatchObject({ code: 'STORE_READ' });
    expect((await store.readings(EVER)).items).toEqual([]);
    expect(scene.faults).toEqual([]);
  });
});
