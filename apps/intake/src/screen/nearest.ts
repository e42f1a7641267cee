/** A gateway that sends a wrong name sends it again and again. */
const MOST_REMEMBERED = 256;
const LONGEST = 48;
const MOST = 5;

/** The names of a list that are spelt most like a word, best first; remembers the answers to the latest words. */
export class Nearest {
  readonly #remembered = new Map<string, readonly string[]>();
  readonly #plain: readonly string[];

  constructor(private readonly names: readonly string[]) {
    this.#plain = names.map((name) => name.toLowerCase());
  }

  to(word: string): readonly string[] {
    const plain = word.toLowerCase().slice(0, LONGEST);
    let answer = this.#remembered.get(plain);
    if (!answer) {
      if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
      answer = this.#nearest(plain);
      this.#remembered.set(plain, answer);
    }
    return answer;
  }

  #nearest(plain: string): readonly string[] {
    const found: { readonly name: string; readonly distance: number }[] = [];
    let over = Infinity;
    for (const [i, name] of this.#plain.entries()) {
      const far = distance(plain, name, over);
      if (far >= over) continue;
      const place = found.findIndex(({ distance }) => distance > far);
      found.splice(place === -1 ? found.length : place, 0, { name: this.names[i]!, distance: far });
      if (found.length > MOST) found.pop();
      if (found.length === MOST) over = found[MOST - 1]!.distance;
    }
    return found.map(({ name }) => name);
  }
}

let row: number[] = [];

/** Levenshtein, or any number from `over` upwards where it is not below `over`: who sends nonsense must not cost much. */
function distance(a: string, b: string, over: number): number {
  if (Math.abs(a.length - b.length) >= over) return over;
  row = row.length > b.length ? row : Array.from({ length: b.length + 1 }, () => 0);
  for (let j = 0; j <= b.length; j += 1) row[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    const code = a.charCodeAt(i - 1);
    let before = row[0]!;
    let least = (row[0] = i);
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j]!;
      const here = Math.min(before + (code === b.charCodeAt(j - 1) ? 0 : 1), above + 1, row[j - 1]! + 1);
      row[j] = here;
      before = above;
      if (here < least) least = here;
    }
    if (least >= over) return over;
  }
  return row[b.length]!;
}
