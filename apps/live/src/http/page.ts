import { LIMITS } from '../limits.js';
import { Problem } from './problem.js';

export interface ListAnswer<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Lists answer a page: at most `limit` items after the one that `cursor` names. `keyed` comes in the order of `before`. */
export function pageOf<T>(
  keyed: readonly { readonly key: string; readonly make: () => T }[],
  before: (a: string, b: string) => boolean,
  { limit = LIMITS.pageUsual, cursor }: { limit?: number; cursor?: string },
): ListAnswer<T> {
  const after = cursor === undefined ? undefined : keyOf(cursor);
  const start = after === undefined ? 0 : firstAfter(keyed, before, after);
  const page = keyed.slice(start, start + limit);
  const last = page.at(-1);
  return {
    items: page.map(({ make }) => make()),
    next: last && start + limit < keyed.length ? cursorOf(last.key) : null,
  };
}

function firstAfter(
  keyed: readonly { readonly key: string }[],
  before: (a: string, b: string) => boolean,
  after: string,
): number {
  const index = keyed.findIndex(({ key }) => before(after, key));
  return index < 0 ? keyed.length : index;
}

export const ascending = (a: string, b: string): boolean => a < b;
export const descending = (a: string, b: string): boolean => a > b;

function cursorOf(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function keyOf(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (cursorOf(key) !== cursor)
    throw new Problem('E_CURSOR', {
      vi: 'dùng nguyên văn "next" của trang trước',
      en: 'send the "next" of the page before as it is',
    });
  return key;
}
