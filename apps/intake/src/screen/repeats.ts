export type Seen = 'new' | 'repeat' | 'correction';

/**
 * The memory of duplicates: for the most recent instants of all sensors, what was last sent for them. A key and a content
 * are hashes of 64 bits, seeded by the caller; two tables take turns, so that at least `capacity` and at most twice as many
 * keys are remembered in 32 bytes × 2 × capacity and nothing is allocated on the way.
 */
export class Repeats {
  #young: Table;
  #old: Table;

  constructor(private readonly capacity: number) {
    this.#young = new Table(capacity);
    this.#old = new Table(capacity);
  }

  /** Whether the key came before with this content, with another, or not at all; it is remembered with this one. */
  note(key1: number, key2: number, content1: number, content2: number): Seen {
    const young = this.#young.find(key1, key2);
    const before = young.used ? young : this.#old.find(key1, key2);
    const seen: Seen = !before.used ? 'new' : before.is(content1, content2) ? 'repeat' : 'correction';
    if (this.#young.put(key1, key2, content1, content2) < this.capacity) return seen;
    [this.#young, this.#old] = [this.#old, this.#young];
    this.#young.clear();
    return seen;
  }
}

/** Open addressing, at most half full. A slot is two words of key and two of content; the second word of a key is never 0. */
class Table {
  readonly #words: Uint32Array;
  readonly #mask: number;
  #count = 0;
  #slot = 0;
  used = false;

  constructor(capacity: number) {
    const slots = 2 ** Math.ceil(Math.log2(capacity * 2));
    this.#words = new Uint32Array(slots * 4);
    this.#mask = slots - 1;
  }

  find(key1: number, key2: number): this {
    const words = this.#words;
    const [first, second] = [key1 >>> 0, (key2 | 1) >>> 0];
    let slot = first & this.#mask;
    while (words[slot * 4 + 1] !== 0 && !(words[slot * 4] === first && words[slot * 4 + 1] === second)) {
      slot = (slot + 1) & this.#mask;
    }
    this.#slot = slot;
    this.used = words[slot * 4 + 1] !== 0;
    return this;
  }

  /** About the slot found last. */
  is(content1: number, content2: number): boolean {
    const at = this.#slot * 4;
    return this.#words[at + 2] === content1 >>> 0 && this.#words[at + 3] === content2 >>> 0;
  }

  put(key1: number, key2: number, content1: number, content2: number): number {
    if (!this.find(key1, key2).used) this.#count += 1;
    const at = this.#slot * 4;
    this.#words[at] = key1;
    this.#words[at + 1] = key2 | 1;
    this.#words[at + 2] = content1;
    this.#words[at + 3] = content2;
    return this.#count;
  }

  clear(): void {
    this.#words.fill(0);
    this.#count = 0;
  }
}
