import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../program.mjs';
import { Site } from './site.mjs';
import { SmallDisk } from './small-disk.mjs';

const DUMP = new URL('../dump-embedded.mjs', import.meta.url).pathname;
/** The log keeps 64 MiB free; the rest is what a run may write. */
const DISK = 512 << 20;

/** Everything in one process, on the embedded log and store. */
export class EmbeddedSite extends Site {
  static async start({ folder, root, settings, clocks, smallDisks = [] }) {
    const site = new EmbeddedSite({ folder, root, settings: { ...settings }, clocks });
    if (smallDisks.includes('data')) {
      site.disks = { data: new SmallDisk(DISK) };
      site.data = join(site.disks.data.folder, 'data');
    } else site.data = join(folder, 'data');
    mkdirSync(site.data);
    site.settings.TOANCANH_DATA = site.data;
    await site.add('city');
    return site;
  }

  /** Every record of a topic, as lines of JSON in a file; the city must have stopped. */
  async dump(topic, file) {
    await runProgram(process.execPath, [DUMP, this.root, this.data, topic, file]);
  }

  get servers() {
    return [];
  }

  async discard() {
    await this.disks?.data.remove();
  }
}
