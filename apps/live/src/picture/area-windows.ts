import { supersedes, targetKey, type Window, windowIdentity } from '@toancanh/events';

export interface CorrectionLimits {
  /** How far behind the newest window of its series a correction may be, in milliseconds. */
  readonly correctedBack: number;
  /** Corrections that wait to be sent; beyond it the one that waits longest goes. */
  readonly corrections: number;
  /** Corrections of one frame. */
  readonly correctionsAFrame: number;
}

/**
 * The newest window of each metric, area and span, and corrections of earlier ones on their way out. Windows of single
 * sensors are let go: nobody is sent them, and `GET /api/v1/windows` reads them from the store. So the size is bounded by
 * areas × metrics × spans and by the limits.
 */
export class AreaWindows {
  readonly #newest = new Map<string, Window>();
  readonly #changed = new Set<string>();
  readonly #corrections = new Map<string, Window>();

  constructor(private readonly limits: CorrectionLimits) {}

  take(window: Window): void {
    if (window.area === undefined) return;
    const key = `${targetKey(window)}|${window.span}`;
    const known = this.#newest.get(key);
    if (known && window.start < known.start) return this.#correct(window, known);
    if (known && window.start === known.start && !supersedes(window, known)) return;
    this.#newest.set(key, window);
    this.#changed.add(key);
  }

  all(): Iterable<Window> {
    return this.#newest.values();
  }

  takeChanges(): readonly Window[] {
    const changes = [...this.#changed].map((key) => this.#newest.get(key)!);
    this.#changed.clear();
    for (const [key, window] of this.#corrections) {
      if (changes.length >= this.limits.correctionsAFrame) break;
      changes.push(window);
      this.#corrections.delete(key);
    }
    return changes;
  }

  /** Who draws the past follows it when late data corrects it; an earlier minute that is no correction is no news. */
  #correct(window: Window, newest: Window): void {
    if (window.revision === 0 || window.start < newest.start - this.limits.correctedBack) return;
    const key = windowIdentity(window);
    const waiting = this.#corrections.get(key);
    if (waiting && !supersedes(window, waiting)) return;
    this.#corrections.set(key, window);
    if (this.#corrections.size <= this.limits.corrections) return;
    const [longest] = this.#corrections.keys();
    this.#corrections.delete(longest!);
  }
}
