import { Influx } from '../../../../scripts/servers/influx.mjs';
import type { Store } from '../store.js';
import { describeStore } from '../testing/store.contract.js';
import { InfluxStore } from './influx-store.js';

const STARTING = 60_000;
const databases = new Map<Store, string>();
let influx: Influx;
let made = 0;

beforeAll(async () => {
  influx = await Influx.start();
}, STARTING);
afterAll(() => influx?.stop(), STARTING);

async function openOn(database: string): Promise<InfluxStore> {
  const store = await InfluxStore.open({
    address: influx.address,
    database,
    retention: { readings: Infinity, windows: Infinity },
    onFault: (fault) => {
      throw fault;
    },
  });
  databases.set(store, database);
  return store;
}

describeStore('InfluxStore', {
  piecemeal: true,
  open: () => openOn(`contract ${process.pid} "${(made += 1)}"`),
  reopen: async (store) => {
    await store.close();
    return openOn(databases.get(store)!);
  },
  discard: async (store) => {
    await store.close();
    const name = databases.get(store)!.replaceAll('"', '\\"');
    await fetch(`http://${influx.address}/query`, {
      method: 'POST',
      body: new URLSearchParams({ q: `DROP DATABASE "${name}"` }),
    });
  },
});
