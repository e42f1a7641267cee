import { LateNotice, Shape, type Span, SpanEnd } from '@toancanh/events';
import type { Calendar } from '@toancanh/windows';
import type { ClosedSpans } from './closed-spans.js';

const NOTICE = new Shape(LateNotice);
const END = new Shape(SpanEnd);

/** Windows to compute: `sensor:` or `area:` and the name, by metric. */
export type Targets = ReadonlyMap<string, ReadonlySet<string>>;

/** A minute, an hour or a day of which windows are to be computed. */
export interface NamedSpan {
  readonly span: Span;
  readonly start: number;
  readonly end: number;
  readonly targets: Targets;
  /** It has ended: the windows of all targets are to be computed, whatever is named beside. */
  readonly whole: boolean;
}

/**
 * What became of a record. `again`: its window, or its span, was named already. `early`: its span has not ended, and when it
 * does all of its windows are made.
 */
export type Named = 'new' | 'again' | 'early' | 'unreadable';

/** The windows that records of `city.late` name, each once, by span and start. */
export class NamedWindows {
  readonly #spans = new Map<string, Naming>();
  #size = 0;

  /** `closed` learns of the spans that end. */
  constructor(
    private readonly calendar: Calendar,
    private readonly closed: ClosedSpans,
  ) {}

  /** Windows that are named, and spans that have ended. */
  get size(): number {
    return this.#size;
  }

  add(value: unknown): Named {
    if (END.check(value)) return this.#end(value);
    if (!NOTICE.check(value) || !isOfOne(value)) return 'unreadable';
    const { metric, span = '1m', start } = value;
    const { start: begin, end } = this.calendar.spanAt(span, start);
    if (begin !== start) return 'unreadable';
    if (span !== '1m' && !this.closed.has(span, end)) return 'early';
    const naming = this.#namingOf(span, start, end);
    let targets = naming.targets.get(metric);
    if (!targets) naming.targets.set(metric, (targets = new Set()));
    const target = targetOf(value);
    if (targets.has(target)) return 'again';
    targets.add(target);
    this.#size += 1;
    return 'new';
  }

  /** Whether the window is named, or its whole span. */
  has(span: Span, start: number, metric: string, target: string): boolean {
    const naming = this.#spans.get(keyOf(span, start));
    return naming !== undefined && (naming.whole || naming.targets.get(metric)?.has(target) === true);
  }

  /** Oldest first. */
  of(span: Span): NamedSpan[] {
    return [...this.#spans.values()].filter((each) => each.span === span).sort((a, b) => a.start - b.start);
  }

  /** Takes out what is done. */
  done({ span, start, targets, whole }: NamedSpan): void {
    if (!this.#spans.delete(keyOf(span, start))) return;
    this.#size -= sizeOf(targets) + (whole ? 1 : 0);
  }

  #end({ span, start }: SpanEnd): Named {
    const { start: begin, end } = this.calendar.spanAt(span, start);
    if (begin !== start) return 'unreadable';
    this.closed.close(span, end);
    const naming = this.#namingOf(span, start, end);
    if (naming.whole) return 'again';
    naming.whole = true;
    this.#size += 1;
    return 'new';
  }

  #namingOf(span: Span, start: number, end: number): Naming {
    const key = keyOf(span, start);
    let naming = this.#spans.get(key);
    if (!naming) this.#spans.set(key, (naming = { span, start, end, targets: new Map(), whole: false }));
    return naming;
  }
}

interface Naming extends NamedSpan {
  readonly targets: Map<string, Set<string>>;
  whole: boolean;
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

export function sizeOf(targets: Targets): number {
  let size = 0;
  for (const { size: each } of targets.values()) size += each;
  return size;
}

function keyOf(span: Span, start: number): string {
  return `${span}|${start}`;
}

function isOfOne({ sensor, area }: LateNotice): boolean {
  return (sensor === undefined) !== (area === undefined);
}
