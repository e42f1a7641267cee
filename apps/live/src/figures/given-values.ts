import type { FigureEntry } from '@toancanh/events';
import type { EntryBook, FigureDeclaration } from '@toancanh/figures';
import { dayStart } from '@toancanh/regions';

/** Puts what the city folder knows of its figures into the book, as of when it was published. */
export function takeGivenValues(
  figures: readonly FigureDeclaration[],
  timeZone: string,
  book: EntryBook,
): void {
  for (const { id: figure, values = [] } of figures) {
    for (const [index, { area, value, rank, of, asOf, known = asOf, source }] of values.entries()) {
      const at = dayStart(known, timeZone);
      const entry: FigureEntry = {
        kind: 'figure',
        ...{ id: `figures.yaml/${index}`, figure, area, value },
        asOf: dayStart(asOf, timeZone),
        ...(rank === undefined ? {} : { rank }),
        ...(of === undefined ? {} : { of }),
        by: 'figures.yaml',
        ...(source === undefined ? {} : { source }),
        at,
      };
      book.take(entry, at);
    }
  }
}
