import type { FigureEntry } from '@toancanh/events';
import { EntryBook } from './entry-book.js';

const entry = (id: string, asOf: number, value: number, area = 'a'): FigureEntry => ({
  kind: 'figure',
  ...{ id, figure: 'par', area, asOf, value, by: 'An', at: 0 },
});

// asOf      10        20
// known at  12  15    22
describe('what was entered by hand', () => {
  const book = new EntryBook();
  book.take(entry('3', 20, 82), 22);
  book.take(entry('1', 10, 80), 12);
  book.take(entry('2', 10, 81), 15);
  book.take(entry('4', 10, 7, 'b'), 12);
  const valuesAt = (at: number) => book.standing('par', 'a', at).map(({ entry: { value } }) => value);

  it.each([
    { at: 11, values: [], why: 'it was not known yet' },
    { at: 12, values: [80], why: 'as it was entered first' },
    { at: 14, values: [80], why: 'before the correction' },
    { at: 15, values: [81], why: 'the correction stands from when it was entered' },
    { at: 21, values: [81], why: 'the next instant has passed, and nobody knew of it' },
    { at: 22, values: [81, 82], why: 'both instants' },
  ])('at $at was $values: $why', ({ at, values }) => {
    expect(valuesAt(at)).toEqual(values);
  });

  it('keeps every version, each area by itself', () => {
    expect(book.versions('par', 'a').map(({ entry: { id } }) => id)).toEqual(['1', '2', '3']);
    expect(book.versions('par', 'b')).toHaveLength(1);
    expect(book.versions('par', 'c')).toEqual([]);
  });

  it('of two known at once lets the later in the log stand, whatever their ids', () => {
    const both = new EntryBook();
    both.take(entry('z', 10, 80), 12);
    both.take(entry('a', 10, 81), 12);
    both.take(entry('z', 10, 80), 12);
    expect(both.standing('par', 'a', 12).map(({ entry: { value } }) => value)).toEqual([81]);
  });

  it('of now has what is on the log, also where the clock of the log is ahead', () => {
    expect(book.standing('par', 'a', 20, Infinity).map(({ entry: { value } }) => value)).toEqual([81, 82]);
  });

  it('takes the same entry twice as once', () => {
    const size = book.size;
    book.take(entry('2', 10, 81), 15);
    expect([book.size, valuesAt(15)]).toEqual([size, [81]]);
  });
});
