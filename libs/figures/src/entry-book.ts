import type { FigureEntry } from '@toancanh/events';

/** An entry, and since when it can be known. */
export interface KnownEntry {
  readonly entry: FigureEntry;
  readonly knownAt: number;
}

/** What was entered by hand. Nothing that was known is taken away: a correction is one more entry for the same instant. */
export class EntryBook {
  readonly #series = new Map<string, Map<string, KnownEntry>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The same entry again changes nothing but since when it is known, which the log says best. */
  take(entry: FigureEntry, knownAt: number): void {
    const key = seriesKey(entry.figure, entry.area);
    let series = this.#series.get(key);
    if (!series) this.#series.set(key, (series = new Map()));
    if (!series.has(entry.id)) this.#size += 1;
    series.set(entry.id, { entry, knownAt });
  }

  /** Every version, by the instant it is told of and then as they became known; of two known at once the later in the log last. */
  versions(figure: string, area: string): readonly KnownEntry[] {
    return [...(this.#series.get(seriesKey(figure, area))?.values() ?? [])].sort(
      (a, b) => a.entry.asOf - b.entry.asOf || a.knownAt - b.knownAt,
    );
  }

  /** What was known by an instant of the time up to `at`: the last word on each instant, oldest first. */
  standing(figure: string, area: string, at: number, knownBy = at): readonly KnownEntry[] {
    const byInstant = new Map<number, KnownEntry>();
    for (const known of this.versions(figure, area)) {
      if (known.knownAt <= knownBy && known.entry.asOf <= at) byInstant.set(known.entry.asOf, known);
    }
    return [...byInstant.values()];
  }
}

function seriesKey(figure: string, area: string): string {
  return `${figure}|${area}`;
}
