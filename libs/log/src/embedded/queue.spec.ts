import { withFolder } from '../testing/temp-folder.js';
import { EmbeddedLog } from './embedded-log.js';

it('refuses what would wait for the disk beyond the limit, and takes it when there is room', () =>
  withFolder(async (folder) => {
    const topics = [{ name: 'work', partitions: 1, kept: { retention: 86_400_000 } }];
    const log = await EmbeddedLog.open({ folder, topics, limits: { queueBytes: 100 } });
    const append = () => log.append('work', [{ key: '', value: 'x'.repeat(60) }]);
    const first = append();
    await expect(append()).rejects.toMatchObject({ code: 'LOG_WRITE' });
    await first;
    await append();
    expect(await log.extent('work')).toMatchObject([{ next: 2 }]);
    await log.close();
  }));
