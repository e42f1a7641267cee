import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { smallDisk } from '@toancanh/log/testing';
import { CityProcess } from './harness/city-process.js';
import { describeStale } from './scenarios/stale.js';

/** So small that it can be filled. */
const disk = smallDisk(300 * 1024 * 1024);

describeStale('in one process', {
  start: () => CityProcess.start(typeof disk === 'string' ? {} : { data: join(disk.folder, 'data') }),
  outage: () => {
    if (typeof disk === 'string') return disk;
    const filler = join(disk.folder, 'filler');
    return {
      begin: async () => {
        const { bavail, bsize } = await statfs(disk.folder);
        // More than there is: what is written until the disk is full stays.
        await writeFile(filler, Buffer.alloc(bavail * bsize + 1)).catch(() => undefined);
      },
      end: () => rm(filler),
    };
  },
  clear: async () => {
    if (typeof disk !== 'string') disk.remove();
  },
});
