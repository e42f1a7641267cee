import type { Span, Window } from '@toancanh/events';
import type { Page, Store } from '@toancanh/store';
import type { ReviserLimits } from './limits.js';
import { ofTarget, targetOf } from './named-windows.js';

/** Windows of one metric and span that begin in [from, to). */
export interface WindowRange {
  readonly metric: string;
  readonly span: Span;
  readonly from: number;
  readonly to: number;
}

/** The windows that were published, newest revisions, as the store has them. */
export class StoredWindows {
  constructor(
    private readonly store: Store,
    private readonly limits: Pick<ReviserLimits, 'windowPage' | 'askedByName'>,
  ) {}

  /**
   * Those of the targets, or of all, page by page and those of one target in the order of their starts. A few targets are
   * asked for by name; for many all is read, once.
   */
  async *pages(range: WindowRange, targets?: ReadonlySet<string>): AsyncGenerator<readonly Window[]> {
    if (targets && targets.size <= this.limits.askedByName) {
      for (const target of targets) yield* this.#read({ ...range, ...ofTarget(target) });
      return;
    }
    for await (const page of this.#read(range)) {
      yield targets ? page.filter((window) => targets.has(targetOf(window))) : page;
    }
  }

  /** Those of one start, by target. */
  async at(
    { metric, span, start }: Pick<Window, 'metric' | 'span' | 'start'>,
    targets: ReadonlySet<string>,
  ): Promise<Map<string, Window>> {
    const windows = new Map<string, Window>();
    const pages = this.pages({ metric, span, from: start, to: start + 1 }, targets);
    for await (const page of pages) for (const window of page) windows.set(targetOf(window), window);
    return windows;
  }

  #read(query: WindowRange & { sensor?: string; area?: string }): AsyncGenerator<readonly Window[]> {
    return pagesOf((cursor) => this.store.windows({ ...query, limit: this.limits.windowPage, ...cursor }));
  }
}

export async function* pagesOf<T>(
  read: (cursor: { cursor?: string }) => Promise<Page<T>>,
): AsyncGenerator<readonly T[]> {
  let next: string | null | undefined;
  do {
    const page: Page<T> = await read(next === undefined || next === null ? {} : { cursor: next });
    yield page.items;
    next = page.next;
  } while (next !== null);
}
