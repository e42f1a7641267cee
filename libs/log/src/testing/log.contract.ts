import type { Topic } from '@toancanh/events';
import type { Log } from '../log.js';
import { describeAnswers } from './contract/answers.js';
import { describeAppends } from './contract/appends.js';
import { describeBatches } from './contract/batches.js';
import { describeGroups } from './contract/groups.js';
import { describeKeeping } from './contract/keeping.js';
import { describeReaders } from './contract/readers.js';
import { Scene } from './contract/scene.js';
import { describeStarts } from './contract/starts.js';

/** A log under test, and what a test may do with it; a capability that is not declared is never called. */
export interface LogHarness {
  readonly log: Log;
  /** `clock`: sets the clock that stamps records. */
  setTime?(now: number): void;
  /** `keeping`: applies retention and compaction as of `now`. */
  maintain?(now: number): Promise<void>;
  /** `disk`: closes the log and opens it again on the same data. */
  reopen?(): Promise<Log>;
  close(): Promise<void>;
}

/** What can be tried on an implementation; the cases beyond it are left out. */
export type Capability =
  | 'clock'
  | 'keeping'
  | 'disk'
  /** A group changes at the moment somebody joins it; elsewhere its members have to hear of it. */
  | 'prompt';

export type OpenLog = (topics: readonly Topic[]) => Promise<LogHarness>;

/** What every Log promises; each implementation runs it against itself. */
export function describeLog(name: string, capabilities: readonly Capability[], open: OpenLog): void {
  describe(`${name} as a Log`, () => {
    const scene = new Scene(capabilities);
    beforeEach(() => scene.open(open));
    afterEach(() => scene.close());

    describeAppends(scene);
    describeBatches(scene);
    describeAnswers(scene);
    describeStarts(scene);
    describeGroups(scene);
    describeReaders(scene);
    describeKeeping(scene);
  });
}
