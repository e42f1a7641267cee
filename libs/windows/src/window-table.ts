import { type Folded, OpenMinute } from './open-minute.js';
import { MINUTE, startOf } from './span.js';

/** The open minutes, by start. It reads no clock: the caller says how far time has come. */
export class WindowTable {
  readonly #open = new Map<number, OpenMinute>();
  /** Most series a minute has held: the next one starts as large instead of growing to it. */
  #series = 64;
  /** The minute that was used last, because neighbouring readings mostly fall into the same. */
  #last: OpenMinute | undefined;

  minuteAt(at: number): OpenMinute {
    const start = startOf(at, MINUTE);
    if (this.#last?.start === start) return this.#last;
    let minute = this.#open.get(start);
    if (!minute) this.#open.set(start, (minute = new OpenMinute(start, this.#series)));
    this.#last = minute;
    return minute;
  }

  fold(series: number, at: number, value: number): Folded {
    return this.minuteAt(at).fold(series, at, value);
  }

  /** Takes out the minutes that end at or before `watermark`, oldest first. */
  close(watermark: number): OpenMinute[] {
    const closed: OpenMinute[] = [];
    for (const minute of this.#open.values()) if (minute.start + MINUTE <= watermark) closed.push(minute);
    for (const minute of closed) {
      this.#open.delete(minute.start);
      this.#series = Math.max(this.#series, minute.series);
    }
    if (closed.length > 0) this.#last = undefined;
    return closed.sort((a, b) => a.start - b.start);
  }

  /** The lowest offset of a partition that an open minute needs; undefined if none does. */
  oldestNeed(partition: number): number | undefined {
    let oldest: number | undefined;
    for (const { needs } of this.#open.values()) {
      const need = needs.get(partition);
      if (need !== undefined && (oldest === undefined || need < oldest)) oldest = need;
    }
    return oldest;
  }

  get minutes(): number {
    return this.#open.size;
  }

  /** Values in all open minutes. */
  get values(): number {
    let values = 0;
    for (const { size } of this.#open.values()) values += size;
    return values;
  }
}
