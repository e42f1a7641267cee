import { type LateNotice, LateNotice as LateNoticeSchema, Shape } from '@toancanh/events';
import { SPAN_SIZE } from '@toancanh/windows';

const NOTICE = new Shape(LateNoticeSchema);

/** Windows to compute again: `sensor:` or `area:` and the name, by metric. */
export type Targets = ReadonlyMap<string, ReadonlySet<string>>;

/** What became of a notice. `again`: its window was named already. */
export type Named = 'new' | 'again' | 'unreadable';

/** The windows that notices name, each once, by the start of their minute. */
export class NamedWindows {
  readonly #minutes = new Map<number, Map<string, Set<string>>>();
  #size = 0;

  /** Windows that are named. */
  get size(): number {
    return this.#size;
  }

  add(value: unknown): Named {
    if (!NOTICE.check(value) || !isOfOne(value) || value.start % SPAN_SIZE['1m'] !== 0) return 'unreadable';
    const { metric, start } = value;
    let metrics = this.#minutes.get(start);
    if (!metrics) this.#minutes.set(start, (metrics = new Map()));
    let targets = metrics.get(metric);
    if (!targets) metrics.set(metric, (targets = new Set()));
    const target = targetOf(value);
    if (targets.has(target)) return 'again';
    targets.add(target);
    this.#size += 1;
    return 'new';
  }

  /** Oldest minute first. */
  minutes(): [start: number, targets: Targets][] {
    return [...this.#minutes].sort(([a], [b]) => a - b);
  }

  /** Takes out what is done. */
  done(start: number): void {
    for (const targets of this.#minutes.get(start)?.values() ?? []) this.#size -= targets.size;
    this.#minutes.delete(start);
  }
}

/** How a sensor or an area is called among the targets. */
export function targetOf({ sensor, area }: { sensor?: string; area?: string }): string {
  return sensor === undefined ? `area:${area}` : `sensor:${sensor}`;
}

/** Whom `targetOf` called so. */
export function ofTarget(target: string): { sensor: string } | { area: string } {
  const name = target.slice(target.indexOf(':') + 1);
  return target.startsWith('sensor:') ? { sensor: name } : { area: name };
}

function isOfOne({ sensor, area }: LateNotice): boolean {
  return (sensor === undefined) !== (area === undefined);
}
