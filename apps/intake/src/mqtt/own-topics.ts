import { MQTT_LIMITS } from '../limits.js';

export type Route = 'readings' | 'senml' | 'events' | 'dossiers' | 'state' | 'foreign' | 'unknown';

const TAKEN: Readonly<Record<string, Route>> = {
  readings: 'readings',
  senml: 'senml',
  state: 'state',
  events: 'events',
  dossiers: 'dossiers',
};

export type Outbound = 'rejected' | 'receipts';

/** The topics of one gateway: what it may publish, and what it may subscribe to. */
export class OwnTopics {
  readonly #root: string;

  constructor(gateway: string) {
    this.#root = `toancanh/v1/${gateway}/`;
  }

  get state(): string {
    return `${this.#root}state`;
  }

  to(kind: Outbound): string {
    return this.#root + kind;
  }

  routeOf(topic: string): Route {
    if (topic.startsWith(this.#root)) {
      const rest = topic.slice(this.#root.length);
      return Object.hasOwn(TAKEN, rest) ? TAKEN[rest]! : 'unknown';
    }
    return /^toancanh\/v1\/[^/]+\//.test(topic) ? 'foreign' : 'unknown';
  }

  /** What a filter covers if it covers nothing but this gateway's own; `foreign` if more, `invalid` if it is no filter (4.7.1). */
  covered(filter: string): readonly Outbound[] | 'foreign' | 'invalid' | 'shared' {
    if (filter === '' || filter.includes('\0') || filter.length > MQTT_LIMITS.text) return 'invalid';
    if (filter.startsWith('$share/')) return 'shared';
    const levels = filter.split('/');
    const misplaced = levels.some(
      (level, i) =>
        (level.includes('#') && (level !== '#' || i < levels.length - 1)) ||
        (level.includes('+') && level !== '+'),
    );
    if (misplaced) return 'invalid';
    if (!filter.startsWith(this.#root)) return 'foreign';
    const rest = filter.slice(this.#root.length);
    if (rest === '#' || rest === '+') return ['rejected', 'receipts'];
    return rest === 'rejected' || rest === 'receipts' ? [rest] : 'foreign';
  }
}
