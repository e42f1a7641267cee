import { appendFileSync, readFileSync } from 'node:fs';

const EVERY = 1_000;

/** Looks at every process each second: its memory, and whether what its stages say adds up. */
export class Watch {
  #timer;
  #looking = false;

  constructor(site, folder) {
    this.site = site;
    this.folder = folder;
  }

  begin() {
    this.#timer = setInterval(() => void this.look(), EVERY);
  }

  end() {
    clearInterval(this.#timer);
  }

  async look() {
    if (this.#looking) return;
    this.#looking = true;
    const time = Date.now();
    try {
      for (const { name, pid, starts } of [...this.site.processes, ...this.site.servers]) {
        const mib = residentMiB(pid);
        if (mib === undefined) continue;
        this.#write('memory', { time, name, starts, mib });
      }
      await Promise.all(
        this.site.processes
          .filter(({ isFrozen, isRunning }) => isRunning && !isFrozen)
          .map(async (member) => {
            const status = await member.get('/api/v1/status');
            if (status) this.#write('status', { time, name: member.name, stages: status.stages });
          }),
      );
    } finally {
      this.#looking = false;
    }
  }

  #write(kind, line) {
    appendFileSync(`${this.folder}/${kind}.ndjson`, `${JSON.stringify(line)}\n`);
  }
}

function residentMiB(pid) {
  if (pid === undefined) return undefined;
  try {
    const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kib === undefined ? undefined : Number(kib) / 1_024;
  } catch {
    return undefined;
  }
}
