/** What is to be done, by its time: the earliest comes out first (a binary heap). */
export class Agenda<T> {
  readonly #items: { readonly due: number; readonly what: T }[] = [];

  get size(): number {
    return this.#items.length;
  }

  add(due: number, what: T): void {
    const items = this.#items;
    let i = items.push({ due, what }) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (items[parent]!.due <= items[i]!.due) break;
      [items[parent], items[i]] = [items[i]!, items[parent]!];
      i = parent;
    }
  }

  /** The earliest if it is due at `now`. */
  take(now: number): { readonly due: number; readonly what: T } | undefined {
    const items = this.#items;
    const first = items[0];
    if (!first || first.due > now) return undefined;
    const last = items.pop()!;
    if (items.length > 0) {
      items[0] = last;
      this.#sink();
    }
    return first;
  }

  #sink(): void {
    const items = this.#items;
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < items.length && items[left]!.due < items[least]!.due) least = left;
      if (right < items.length && items[right]!.due < items[least]!.due) least = right;
      if (least === i) return;
      [items[least], items[i]] = [items[i]!, items[least]!];
      i = least;
    }
  }
}
