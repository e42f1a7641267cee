import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LogError } from '../log.js';

interface Holder {
  readonly pid: number;
  /** Tells a process from a later one with the same number; absent where the system does not say. */
  readonly started?: string;
}

/** Keeps a data folder for one process. What a killed process leaves behind is taken over. */
export class FolderLock {
  private constructor(
    private readonly path: string,
    private readonly mine: string,
  ) {}

  static take(folder: string): FolderLock {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'lock');
    const mine = JSON.stringify(holderOf(process.pid));
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, mine);
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = read(path);
      if (holder && isAlive(holder)) throw locked(folder, holder);
      renameSync(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
    return new FolderLock(path, mine);
  }

  release(): void {
    if (content(this.path) === this.mine) rmSync(this.path, { force: true });
  }
}

function locked(folder: string, { pid }: Holder): LogError {
  return new LogError('LOG_LOCKED', `${folder} is in use by the process ${pid}`);
}

function read(path: string): Holder | undefined {
  try {
    return JSON.parse(content(path) ?? '') as Holder;
  } catch {
    // A lock that was cut off while it was written belongs to a process that is gone.
    return undefined;
  }
}

function content(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = processStart(pid);
  return now !== 'gone' && (started === undefined || now === undefined || started === now);
}

function holderOf(pid: number): Holder {
  const started = processStart(pid);
  return started === undefined ? { pid } : { pid, started };
}

/** Linux tells in ticks since boot when a process began; a zombie is gone but for its number. */
function processStart(pid: number): string | undefined {
  const stat = content(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name of the process, in parentheses, may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? 'gone' : fields[19];
}
