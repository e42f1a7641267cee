import type { Log } from '@toancanh/log';
import { Clock, MemoryLogger, type Settings } from '@toancanh/runtime';
import type { Store } from '@toancanh/store';
import { Aggregator } from '../../apps/aggregator/src/aggregator.js';
import { Archiver } from '../../apps/archiver/src/archiver.js';
import { Reviser } from '../../apps/archiver/src/reviser/reviser.js';
import type { StoreWrites } from '../../apps/archiver/src/store-writes.js';
import { ARCHIVER_GROUP } from '../../apps/archiver/src/transport.js';
import type { Life } from './life.js';
import type { Handler } from './member.js';
import { CITY, DIRECTORY } from './town.js';

export type Stage = 'aggregator' | 'archiver' | 'reviser';

/** What a process has around it. */
export interface Surroundings {
  readonly log: Log;
  readonly store: Store;
  readonly life: Life;
  readonly now: () => number;
  readonly lag: () => number;
}

/** The product's own stages, without Nest around them. */
export const STAGES: Readonly<
  Record<Stage, { readonly group: string; readonly handler: (around: Surroundings) => Handler }>
> = {
  aggregator: { group: 'aggregator', handler: aggregator },
  archiver: { group: ARCHIVER_GROUP, handler: archiver },
  reviser: { group: 'reviser', handler: reviser },
};

const LATENESS = 30_000;

function aggregator(around: Surroundings): Handler {
  const settings = { lateness: LATENESS } as Settings;
  return new Aggregator(around.log, CITY, DIRECTORY, clockOf(around), new MemoryLogger(), settings);
}

function archiver({ store, lag }: Surroundings): Handler {
  // Without its histogram and its words for people, a watched write is a write.
  const archiver = new Archiver(store as unknown as StoreWrites);
  archiver.lag = lag;
  return {
    activate: async (assignment) => archiver.activate(assignment),
    take: (batch) => archiver.take(batch, (bad) => unreadable(batch.topic, bad)),
  };
}

function reviser(around: Surroundings): Handler {
  const reviser = new Reviser(around.log, around.store, CITY, DIRECTORY, clockOf(around));
  reviser.lag = around.lag;
  return reviser;
}

function unreadable(topic: string, bad: unknown): never {
  throw new TypeError(`${topic} holds what is not its own: ${JSON.stringify(bad)}`);
}

function clockOf({ now, life }: Surroundings): Clock {
  return Object.assign(new Clock(), { now, pause: () => life.gate('pause') });
}
