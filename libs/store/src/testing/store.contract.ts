import type { Store } from '../store.js';
import { describeLatest } from './contract/latest.js';
import { describePages } from './contract/pages.js';
import { describeReadings } from './contract/readings.js';
import { itReopens } from './contract/reopening.js';
import type { Scene } from './contract/scene.js';
import { describeWindows } from './contract/windows.js';
import { describeWriting } from './contract/writing.js';

/** How the suite gets at an implementation: one empty store a test. */
export interface StoreFixture {
  open(): Promise<Store>;
  /** Closes the store and opens it again on the same data; left out where nothing outlives the object. */
  reopen?(store: Store): Promise<Store>;
  /** Set where a read may see a part of a write that has not resolved; left out where it sees all or nothing of it. */
  readonly piecemeal?: true;
  /** Closes the store and removes its data. */
  discard(store: Store): Promise<void>;
}

/** What every Store promises; each implementation runs it against itself. */
export function describeStore(name: string, fixture: StoreFixture): void {
  describe(`${name} as a Store`, () => {
    const scene = { fixture } as Scene;
    beforeEach(async () => {
      scene.store = await fixture.open();
    });
    afterEach(() => fixture.discard(scene.store));

    describeReadings(scene);
    describePages(scene);
    describeWindows(scene);
    describeLatest(scene);
    describeWriting(scene);
    itReopens(scene);
  });
}
