import { alertOf, nextOf, T } from '../testing/small-city.js';
import { AlertBook, endOf } from './alert-book.js';

const never = new AbortController().signal;
const over = (id: string, at: number) =>
  nextOf(nextOf(alertOf(id, 1), 'acknowledged', at, 'An'), 'returned', at);

describe('AlertBook', () => {
  it('lets the greater version stand, whichever comes first', () => {
    const book = new AlertBook(10);
    book.take(alertOf('a', 3));
    book.take(alertOf('a', 2));
    expect(book.get('a')?.version).toBe(3);
    expect(book.takeChanges().map(({ version }) => version)).toEqual([3]);
  });

  it('lets the alerts over longest go at the limit, and none that is not over', () => {
    const book = new AlertBook(2);
    book.take(alertOf('open', 1));
    for (const [i, id] of ['x', 'y', 'z'].entries()) book.take(over(id, T + i));
    expect([...book.all()].map(({ alert }) => alert.id)).toEqual(['open', 'y', 'z']);
    expect(endOf(book.get('z')!)).toBe(T + 2);
  });

  it('tells who waits of the first version after the one they saw', async () => {
    const book = new AlertBook(10);
    book.take(alertOf('a', 1));
    const after = book.after('a', 1, never);
    book.take(alertOf('b', 9));
    book.take(alertOf('a', 2));
    expect((await after)?.version).toBe(2);
    expect((await book.after('a', 1, never))?.version).toBe(2);
  });

  it('tells who waited long enough of nothing', async () => {
    const book = new AlertBook(10);
    const patience = new AbortController();
    const after = book.after('a', 1, patience.signal);
    patience.abort();
    expect(await after).toBeUndefined();
  });

  it('counts what is not over by priority and state', () => {
    const book = new AlertBook(10);
    for (const id of ['a', 'b']) book.take(alertOf(id, 1));
    book.take(nextOf(alertOf('c', 1), 'acknowledged', T, 'An'));
    book.take(over('d', T));
    expect(book.active()).toEqual([
      { priority: 2, state: 'unacknowledged', count: 2 },
      { priority: 2, state: 'acknowledged', count: 1 },
    ]);
  });
});
