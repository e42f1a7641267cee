import { supersedes, targetKey, type Window } from '@toancanh/events';

/**
 * The newest window of each metric, area and span. Windows of single sensors are let go: nobody is sent them, and
 * `GET /api/v1/windows` reads them from the store. So the size is bounded by areas × metrics × spans.
 */
export class AreaWindows {
  readonly #newest = new Map<string, Window>();
  readonly #changed = new Set<string>();

  take(window: Window): void {
    if (window.area === undefined) return;
    const key = `${targetKey(window)}|${window.span}`;
    const known = this.#newest.get(key);
    if (known && !(window.start > known.start || (window.start === known.start && supersedes(window, known))))
      return;
    this.#newest.set(key, window);
    this.#changed.add(key);
  }

  all(): Iterable<Window> {
    return this.#newest.values();
  }

  takeChanges(): readonly Window[] {
    const changes = [...this.#changed].map((key) => this.#newest.get(key)!);
    this.#changed.clear();
    return changes;
  }
}
