import type { Store } from '../../store.js';
import type { StoreFixture } from '../store.contract.js';

/** What the cases of every group share: the store of the case that runs. */
export interface Scene {
  readonly fixture: StoreFixture;
  store: Store;
}
