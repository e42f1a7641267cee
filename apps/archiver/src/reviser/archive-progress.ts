import { TOPICS } from '@toancanh/events';
import type { Log } from '@toancanh/log';
import { ARCHIVER_GROUP } from '../transport.js';
import type { ReviserLimits } from './limits.js';

const ARCHIVED = [TOPICS.readings.name, TOPICS.windows.name];

/** Where readings and windows ended at an instant. */
export type Ends = ReadonlyMap<string, readonly { partition: number; first: number; next: number }[]>;

/** The archivers have not stored all of it yet; to be asked again. */
export class NotStoredYet extends Error {
  constructor() {
    super('the archivers have not stored what the notices rest on yet');
    this.name = 'NotStoredYet';
  }
}

/** Where readings and windows end now. */
export async function endsOf(log: Log): Promise<Ends> {
  const ends = await Promise.all(ARCHIVED.map(async (topic) => [topic, await log.extent(topic)] as const));
  return new Map(ends);
}

/**
 * Resolves when the archivers, all processes together, have stored everything before `ends`; throws `NotStoredYet` when
 * they have not within `wait`. An archiver commits what it has stored and nothing else.
 */
export async function storedUpTo(
  ends: Ends,
  log: Log,
  { wait, look }: Pick<ReviserLimits, 'wait' | 'look'>,
  pause: (time: number) => Promise<void>,
): Promise<void> {
  for (let waited = 0; !(await isStored(ends, log)); waited += look) {
    if (waited >= wait) throw new NotStoredYet();
    await pause(look);
  }
}

async function isStored(ends: Ends, log: Log): Promise<boolean> {
  for (const [topic, partitions] of ends) {
    const committed = await log.committed(ARCHIVER_GROUP, topic);
    for (const { partition, first, next } of partitions) {
      // A partition without records has nothing to store, and nobody commits in it.
      if (next > first && (committed.get(partition) ?? 0) < next) return false;
    }
  }
  return true;
}
