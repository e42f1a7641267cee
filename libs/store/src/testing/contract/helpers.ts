import type { Window } from '@toancanh/events';
import type { Page, RangeQuery, Store, StoredReading } from '../../store.js';
import { EVER, NOON, reading, windowOf } from '../samples.js';

/** `revision.epoch`, told apart by its sum as well. */
export function named(name: string, asOf = NOON): Window {
  const [revision, epoch] = name.split('.').map(Number) as [number, number];
  return windowOf({ revision, epoch, asOf, sum: revision * 10 + epoch });
}

export async function byPages<T>(read: (page: Pick<RangeQuery, 'cursor'>) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Page<T> = await read(cursor === undefined ? {} : { cursor });
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** How many readings there are, however many pages that takes. */
export async function count(store: Store): Promise<number> {
  return (await byPages((page) => store.readings({ ...EVER, ...page }))).length;
}

/** A cursor that the store made itself. */
export async function cursorOf(store: Store): Promise<string> {
  await store.write({ readings: [reading({ at: 1, offset: 1 }), reading({ at: 2, offset: 2 })] });
  return (await store.readings({ from: 0, to: 3, limit: 1 })).next!;
}

export function sorted(readings: readonly StoredReading[]): StoredReading[] {
  return [...readings].sort((a, b) => a.sensor.localeCompare(b.sensor) || a.at - b.at);
}
