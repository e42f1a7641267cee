import type { Alert } from '@toancanh/events';

/** An alert as it stands here, and its place in the order of arrival, by which a reader knows what it has missed. */
export interface Entry {
  readonly alert: Alert;
  readonly arrival: number;
}

/** Every alert by id, the greatest version of each. Of those that are over at most `limit` are kept. */
export class AlertBook {
  readonly #entries = new Map<string, Entry>();
  /** Ids of alerts that are over, in the order in which they ended. */
  readonly #closed = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #waiting = new Map<string, Set<(alert: Alert) => void>>();
  #arrivals = 0;

  constructor(private readonly limit: number) {}

  take(alert: Alert): void {
    const known = this.#entries.get(alert.id);
    if (known && known.alert.version >= alert.version) return;
    this.#entries.set(alert.id, { alert, arrival: ++this.#arrivals });
    this.#changed.add(alert.id);
    this.#closed.delete(alert.id);
    if (alert.state === 'normal') this.#closed.add(alert.id);
    if (this.#closed.size > this.limit) this.#evict();
    for (const tell of this.#waiting.get(alert.id) ?? []) tell(alert);
  }

  /** The arrival of the newest change. */
  get arrivals(): number {
    return this.#arrivals;
  }

  get(id: string): Alert | undefined {
    return this.#entries.get(id)?.alert;
  }

  all(): Iterable<Entry> {
    return this.#entries.values();
  }

  /** How many are not over, by priority and state. */
  active(): { priority: Alert['priority']; state: Alert['state']; count: number }[] {
    const counts = new Map<string, { priority: Alert['priority']; state: Alert['state']; count: number }>();
    for (const { alert } of this.#entries.values()) {
      const { priority, state } = alert;
      if (state === 'normal') continue;
      const key = `${priority}${state}`;
      const entry = counts.get(key) ?? { priority, state, count: 0 };
      entry.count++;
      counts.set(key, entry);
    }
    return [...counts.values()];
  }

  takeChanges(): readonly Alert[] {
    const changes = [...this.#changed].flatMap((id) => this.get(id) ?? []);
    this.#changed.clear();
    return changes;
  }

  /** Resolves with the first version after `version`; undefined when `given` up on. */
  after(id: string, version: number, givenUp: AbortSignal): Promise<Alert | undefined> {
    const now = this.get(id);
    if (now && now.version > version) return Promise.resolve(now);
    if (givenUp.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting);
      const settle = (alert?: Alert) => {
        if (alert && alert.version <= version) return;
        waiting.delete(settle);
        if (waiting.size === 0) this.#waiting.delete(id);
        givenUp.removeEventListener('abort', onAbort);
        resolve(alert);
      };
      const onAbort = () => settle();
      givenUp.addEventListener('abort', onAbort);
      waiting.add(settle);
    });
  }

  #evict(): void {
    const [oldest] = this.#closed;
    this.#closed.delete(oldest!);
    this.#entries.delete(oldest!);
  }
}

/** The event time at which an alert came to its end; undefined while it has not. */
export function endOf({ state, history }: Alert): number | undefined {
  return state === 'normal' ? (history.at(-1)?.at ?? 0) : undefined;
}
