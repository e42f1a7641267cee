import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.js';
import { Inbox } from '../testing/inbox.js';
import { smallDisk } from '../testing/small-disk.js';
import { EmbeddedLog } from './embedded-log.js';

const MB = 1 << 20;
const topics = [
  { name: 'city.readings', partitions: 3, kept: { retention: 86_400_000 } },
  { name: 'city.alerts', partitions: 1, kept: 'compacted' as const },
];
const disk = smallDisk(24 * MB);

if (typeof disk === 'string') {
  it.skip(`a full disk: no small file system could be mounted (${disk})`, () => undefined);
} else {
  describe('a full disk', () => {
    const folder = join(disk.folder, 'log');
    const ballast = join(disk.folder, 'ballast');
    const open = () =>
      EmbeddedLog.open({
        folder,
        topics,
        limits: { reserveBytes: 4 * MB, commitBytes: MB / 4, maintainEvery: 0 },
      });
    afterAll(() => disk.remove());

    it('refuses appends with LOG_FULL, tears nothing, and goes on when there is room', async () => {
      let log = await open();
      const acknowledged: number[] = [];
      writeFileSync(ballast, Buffer.alloc(8 * MB));
      await expect(fill(log, acknowledged)).rejects.toMatchObject({ code: 'LOG_FULL' });
      // The reserve keeps a place for what frees room and for how far the groups have come.
      expect(await read(log)).toEqual(acknowledged);
      await expect(append(log, -1)).rejects.toMatchObject({ code: 'LOG_FULL' });

      rmSync(ballast);
      await append(log, acknowledged.length);
      acknowledged.push(acknowledged.length);
      expect(await read(log)).toEqual(acknowledged);

      await log.close();
      log = await open();
      expect(await read(log)).toEqual(acknowledged);
      await log.close();
    });

    it('refuses commits of groups as well when others have taken the reserve, and keeps them for later', async () => {
      const log = await open();
      const before = await read(log);
      const taken = takeAll(ballast);
      await expect(append(log, -1)).rejects.toMatchObject({ code: 'LOG_FULL' });
      await expect(read(log)).rejects.toMatchObject({ code: 'LOG_FULL' });

      for (const file of taken) rmSync(file);
      await append(log, before.length);
      await log.close();
      const again = await open();
      expect(await committed(again)).toBe(before.length);
      await again.close();
    });
  });
}

async function fill(log: Log, acknowledged: number[]): Promise<never> {
  for (let i = acknowledged.length; ; i += 1) {
    await append(log, i);
    acknowledged.push(i);
  }
}

/** Some 64 KiB each, so that the disk is full soon. */
function append(log: Log, i: number): Promise<void> {
  return log.append('city.readings', [
    { key: 'k', value: JSON.stringify({ i, filling: 'x'.repeat(65_000) }) },
  ]);
}

/** Writes until there is nothing left. */
function takeAll(path: string): string[] {
  const files: string[] = [];
  try {
    for (;;) {
      files.push(`${path}.${files.length}`);
      writeFileSync(files.at(-1)!, Buffer.alloc(64 << 10, 1));
    }
  } catch {
    return files;
  }
}

async function committed(log: Log): Promise<number | undefined> {
  let found: number | undefined;
  const reader = await log.subscribe({
    name: 'archiver',
    group: 'shared',
    topics: ['city.readings'],
    startAt: async ({ partitions }) => {
      found = partitions.reduce((sum, { committed }) => sum + (committed ?? 0), 0);
      return partitions.map(({ topic, partition, next }) => ({ topic, partition, offset: next }));
    },
    onBatch: async () => undefined,
  });
  await reader.close();
  return found;
}

async function read(log: Log): Promise<number[]> {
  const inbox = new Inbox();
  const reader = await log.subscribe({
    name: 'archiver',
    group: 'shared',
    topics: ['city.readings'],
    startAt: async ({ partitions }) =>
      partitions.map(({ topic, partition }) => ({ topic, partition, offset: 0 })),
    onBatch: async (batch) => inbox.put(batch),
  });
  await reader.caughtUp;
  await reader.close();
  return inbox.values.map((value) => (value as { i: number }).i);
}
