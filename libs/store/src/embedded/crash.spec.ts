import { runChild, withFolder } from '@toancanh/log/testing';
import { EVER, YEAR } from '../testing/samples.js';
import { EmbeddedStore } from './embedded-store.js';

const child = (folder: string, mode: 'write' | 'open') =>
  runChild(new URL('../testing/writing-child.ts', import.meta.url), [folder, mode]);
const open = (folder: string) =>
  EmbeddedStore.open({ folder, retention: { readings: YEAR, windows: YEAR }, upkeepEvery: 0 });

describe('a store whose process is killed', () => {
  it.each([3, 30, 300])('has every batch that was written, whole, kill -9 after %i of them', (count) =>
    withFolder(async (folder) => {
      const writer = child(folder, 'write');
      await writer.says(new RegExp(`written ${count}\n`));
      await writer.kill('SIGKILL');
      const written = [...writer.said.matchAll(/^written (\d+)$/gm)].length;

      const store = await open(folder);
      const { items } = await store.readings(EVER);
      // The last may have been on its way to the disk: then it is all there or not at all.
      expect([written, written + 1]).toContain(items.length);
      items.forEach((item, i) => {
        expect(item.sensor).toBe(`s${i}`);
        expect(Object.entries(item.values)).toEqual([...Array(20).keys()].map((metric) => [`m${metric}`, i]));
      });
      await store.close();
    }),
  );
});

describe('a folder in use', () => {
  it('is refused to a second process, which is told the pid of the first', () =>
    withFolder(async (folder) => {
      const store = await open(folder);
      const second = child(folder, 'open');
      await second.says(new RegExp(`STORE_LOCKED .* process ${process.pid} has it open`));
      await second.ended;
      await store.close();
    }));

  it('is refused to the same process, and free when the store is closed', () =>
    withFolder(async (folder) => {
      const store = await open(folder);
      await expect(open(folder)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
      await store.close();
      await (await open(folder)).close();
    }));

  it('is refused while a child holds it, and free when that was killed', () =>
    withFolder(async (folder) => {
      const holder = child(folder, 'open');
      await holder.says(/opened/);
      await expect(open(folder)).rejects.toThrow(`process ${holder.process.pid} has it open`);
      await holder.kill('SIGKILL');
      await (await open(folder)).close();
    }));
});
