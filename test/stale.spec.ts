import { mkdtemp, rm, statfs, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smallDisk } from '@toancanh/log/testing';
import { CityProcess } from './harness/city-process.js';
import { runProgram } from './harness/program.js';
import { describeStale } from './scenarios/stale.js';

/** So small that it can be filled. */
const disk = smallDisk(300 * 1024 * 1024);
/** Far less than the log keeps in reserve. */
const LEFT = 8 * 1024 * 1024;

describeStale('in one process', {
  start: () => (typeof disk === 'string' ? CityProcess.start() : withItsLogOn(disk.folder)),
  outage: () => {
    if (typeof disk === 'string') return disk;
    const filler = join(disk.folder, 'filler');
    return {
      // Taken at once, all but what the log may be taking just now; writing so much would keep the processor from the city.
      begin: async () => {
        const { bavail, bsize } = await statfs(disk.folder);
        const length = bavail * bsize - LEFT;
        const taken = await runProgram('fallocate', ['--length', String(length), filler]);
        expect(taken).toMatchObject({ code: 0 });
      },
      end: () => rm(filler, { force: true }),
    };
  },
  clear: async () => {
    if (typeof disk !== 'string') disk.remove();
  },
});

/**
 * The log alone is on the small disk: the store gives up a file now and then, and on one disk with it the log would take
 * a tick in that room.
 */
async function withItsLogOn(folder: string): Promise<CityProcess> {
  const data = await mkdtemp(join(tmpdir(), 'toancanh-stale-'));
  await symlink(folder, join(data, 'log'));
  return CityProcess.start({ data });
}
