import { appendFileSync, statfsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
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
    /** What is written until the disk is full stays. */
    const fill = () => {
      const { bavail, bsize } = statfsSync(disk.folder);
      if (bavail === 0) return;
      try {
        appendFileSync(filler, Buffer.alloc(bavail * bsize + 1));
      } catch {
        // As full as it gets.
      }
    };
    let filling: NodeJS.Timeout | undefined;
    return {
      begin: async () => {
        fill();
        // The database gives up a file now and then, and that room is not to let the log go on.
        filling = setInterval(fill, 20);
      },
      end: async () => {
        clearInterval(filling);
        await rm(filler);
      },
    };
  },
  clear: async () => {
    if (typeof disk !== 'string') disk.remove();
  },
});
