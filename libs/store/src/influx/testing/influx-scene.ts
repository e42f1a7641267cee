import { randomUUID } from 'node:crypto';
import { Influx } from '../../../../../scripts/servers/influx.mjs';
import type { StoreError } from '../../store.js';
import { InfluxStore, type InfluxStoreOptions } from '../influx-store.js';

export const STARTING = 60_000;

/** A server for the suite, databases and stores for each case, and what the stores told of faults. */
export class InfluxScene {
  server!: Influx;
  readonly faults: StoreError[] = [];
  readonly #opened: InfluxStore[] = [];
  /** Several suites may share a server. */
  readonly #name = `scene${randomUUID().slice(0, 8)}`;
  #made = 0;

  /** Called while a suite is described. */
  static during(extra: readonly string[] = []): InfluxScene {
    const scene = new InfluxScene();
    beforeAll(async () => {
      scene.server = await Influx.start({ extra });
    }, STARTING);
    afterAll(() => scene.server?.stop(), STARTING);
    beforeEach(() => void scene.faults.splice(0));
    afterEach(() => Promise.all(scene.#opened.splice(0).map((store) => store.close())));
    return scene;
  }

  /** The database of the store that was opened last without one. */
  get database(): string {
    return `${this.#name}_${this.#made}`;
  }

  async open(changes: Partial<InfluxStoreOptions> = {}): Promise<InfluxStore> {
    if (changes.database === undefined) this.#made += 1;
    const store = await InfluxStore.open({
      address: this.server.address,
      database: this.database,
      retention: { readings: Infinity, windows: Infinity },
      onFault: (fault) => this.faults.push(fault),
      ...changes,
    });
    this.#opened.push(store);
    return store;
  }

  /** The first result of a statement. */
  async query(q: string, user = 'root:root'): Promise<unknown> {
    const answer = await fetch(`http://${this.server.address}/query`, {
      method: 'POST',
      body: new URLSearchParams({ q, db: this.database, epoch: 'ms' }),
      headers: { authorization: `Basic ${Buffer.from(user).toString('base64')}` },
    });
    return ((await answer.json()) as { results?: unknown[] }).results?.[0];
  }
}
