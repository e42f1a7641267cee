import { type LogRecord } from '../log.js';
import { Inbox } from '../testing/inbox.js';
import { runChild } from '../testing/run-child.js';
import { withFolder } from '../testing/temp-folder.js';
import { EmbeddedLog } from './embedded-log.js';

const topics = [{ name: 'city.readings', partitions: 3, kept: { retention: 86_400_000 } }];
const child = (folder: string, mode: 'append' | 'open') =>
  runChild(new URL('../testing/appending-child.ts', import.meta.url), [folder, mode]);

describe('a log whose process is killed', () => {
  it.each([30, 300, 1_500])('has every acknowledged record, kill -9 after about %i of them', (count) =>
    withFolder(async (folder) => {
      const writer = child(folder, 'append');
      await writer.says(new RegExp(`^acknowledged ${count}$`, 'm'));
      await writer.kill('SIGKILL');
      const acknowledged = [...writer.said.matchAll(/^acknowledged (\d+)$/gm)].map(([, i]) => Number(i));
      expect(acknowledged.length).toBeGreaterThan(count / 2);

      const log = await EmbeddedLog.open({ folder, topics });
      const inbox = new Inbox();
      const reader = await log.subscribe({
        name: 'reader',
        topics: ['city.readings'],
        onBatch: async (batch) => inbox.put(batch),
      });
      await reader.caughtUp;
      const found = new Set(inbox.records.map(({ value }) => (value as { i: number }).i));
      expect(acknowledged.filter((i) => !found.has(i))).toEqual([]);
      for (const [partition, records] of byPartition(inbox)) {
        expect([partition, records.map(({ offset }) => offset)]).toEqual([
          partition,
          records.map((_, i) => i),
        ]);
      }
      await log.close();
    }),
  );
});

describe('a folder in use', () => {
  it('is refused to a second process, which is told the pid of the first', () =>
    withFolder(async (folder) => {
      const log = await EmbeddedLog.open({ folder, topics });
      const second = child(folder, 'open');
      await second.says(new RegExp(`LOG_LOCKED .* in use by the process ${process.pid}`));
      await second.ended;
      await log.close();
    }));

  it('is refused to the same process, and free when the log is closed', () =>
    withFolder(async (folder) => {
      const log = await EmbeddedLog.open({ folder, topics });
      await expect(EmbeddedLog.open({ folder, topics })).rejects.toMatchObject({ code: 'LOG_LOCKED' });
      await log.close();
      await (await EmbeddedLog.open({ folder, topics })).close();
    }));

  it('is refused while a child holds it, and free when that was killed', () =>
    withFolder(async (folder) => {
      const holder = child(folder, 'open');
      await holder.says(/opened/);
      await expect(EmbeddedLog.open({ folder, topics })).rejects.toThrow(`process ${holder.process.pid}`);
      await holder.kill('SIGKILL');
      await (await EmbeddedLog.open({ folder, topics })).close();
    }));
});

function byPartition({ batches }: Inbox): Map<number, LogRecord[]> {
  const found = new Map<number, LogRecord[]>();
  for (const { partition, records } of batches) {
    found.set(partition, [...(found.get(partition) ?? []), ...records]);
  }
  return found;
}
