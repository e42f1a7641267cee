import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const CHUNK = Buffer.alloc(1 << 20, 1);
const EVERY = 100;

/** A file system of its own with so many bytes, which can be filled. Mounting takes root on Linux. */
export class SmallDisk {
  #filling;

  constructor(bytes) {
    this.folder = mkdtempSync(join(tmpdir(), 'toancanh-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', this.folder]);
  }

  get free() {
    const { bfree, bsize } = statfsSync(this.folder);
    return bfree * bsize;
  }

  /** Full until `empty`: what somebody else frees meanwhile is taken too. */
  fill() {
    const going = { on: true };
    going.ended = this.#fill(going);
    this.#filling = going;
  }

  async #fill(going) {
    const file = openSync(join(this.folder, 'filler'), 'a');
    while (going.on) {
      for (let size = CHUNK.length; size >= 512 && going.on;) {
        try {
          if (writeSync(file, CHUNK, 0, size) < size) size /= 2;
        } catch (error) {
          if (error.code !== 'ENOSPC') throw error;
          size /= 2;
        }
      }
      await pause(EVERY);
    }
    closeSync(file);
  }

  async empty() {
    if (!this.#filling) return;
    this.#filling.on = false;
    await this.#filling.ended;
    this.#filling = undefined;
    rmSync(join(this.folder, 'filler'), { force: true });
  }

  async remove() {
    await this.empty();
    execFileSync('umount', ['-l', this.folder]);
    rmdirSync(this.folder);
  }
}
