import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Say } from '../texts.js';
import type { Finding } from './finding.js';

export interface Holder {
  readonly pid: number;
  readonly command: string;
}

/** The process that has files of a folder open, as Linux tells; undefined where none has, or nobody can tell. */
export function holderOf(folder: string): Holder | undefined {
  const within = resolve(folder) + sep;
  for (const pid of processes()) {
    if (openFilesOf(pid).some((path) => path.startsWith(within))) return { pid, command: commandOf(pid) };
  }
  return undefined;
}

export function holderFinding(
  holder: Holder | undefined,
  { answers, at }: { answers: boolean; at: string },
  say: Say,
): Finding {
  if (!holder) return { check: 'holder', verdict: 'note', detail: say('holderNone') };
  const { pid, command } = holder;
  if (answers) return { check: 'holder', verdict: 'good', detail: say('holderOurs', { pid, command }) };
  return {
    check: 'holder',
    verdict: 'bad',
    detail: say('holderApart', { pid, command, at }),
    cure: say('holderCure', { pid }),
  };
}

function processes(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && pid !== process.pid);
  } catch {
    return [];
  }
}

/** Empty for processes of others, whose files one may not see, and for those that end meanwhile. */
function openFilesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 120);
  } catch {
    return '?';
  }
}
