import {
  type Page,
  type ReadingQuery,
  Store,
  type StoreBatch,
  type StoredReading,
  type WindowQuery,
} from '@toancanh/store';
import type { Window } from '@toancanh/events';
import type { Life } from './life.js';

/** The store as one process has it: others may see a part of what it writes, and it may die in between. */
export class ProcessStore extends Store {
  constructor(
    private readonly shared: Store,
    private readonly life: Life,
  ) {
    super();
  }

  async write({ readings = [], windows = [] }: StoreBatch): Promise<void> {
    await this.life.gate('write', { mayFail: true });
    const [r, w] = [Math.ceil(readings.length / 2), Math.ceil(windows.length / 2)];
    await this.shared.write({ readings: readings.slice(0, r), windows: windows.slice(0, w) });
    await this.life.gate('half written', { mayFail: true });
    await this.shared.write({ readings: readings.slice(r), windows: windows.slice(w) });
    await this.life.gate('written', { mayFail: true });
  }

  async readings(query: ReadingQuery): Promise<Page<StoredReading>> {
    await this.life.gate('read readings', { mayFail: true });
    return this.shared.readings(query);
  }

  async windows(query: WindowQuery): Promise<Page<Window>> {
    await this.life.gate('read windows', { mayFail: true });
    return this.shared.windows(query);
  }

  latest(since: number): Promise<readonly StoredReading[]> {
    return this.shared.latest(since);
  }

  async close(): Promise<void> {}
}
