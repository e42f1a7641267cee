import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../store.js';
import { describeStore } from '../testing/store.contract.js';
import { EmbeddedStore } from './embedded-store.js';

const YEAR = 365 * 86_400_000;
const folders = new Map<Store, string>();

async function openIn(folder: string): Promise<Store> {
  const store = await EmbeddedStore.open({
    folder,
    retention: { readings: YEAR, windows: YEAR },
    upkeepEvery: 0,
  });
  folders.set(store, folder);
  return store;
}

describeStore('EmbeddedStore', {
  open: async () => openIn(await mkdtemp(join(tmpdir(), 'toancanh-store-'))),
  reopen: async (store) => {
    await store.close();
    return openIn(folders.get(store)!);
  },
  discard: async (store) => {
    await store.close();
    await rm(folders.get(store)!, { recursive: true, force: true });
  },
});
