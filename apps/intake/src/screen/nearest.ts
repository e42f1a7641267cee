/** A gateway that sends a wrong name sends it again and again. */
const MOST_REMEMBERED = 256;

/** The names of a list that are spelt most like a word, best first; remembers the answers to the latest words. */
export class Nearest {
  readonly #remembered = new Map<string, readonly string[]>();

  constructor(private readonly names: readonly string[]) {}

  to(word: string): readonly string[] {
    const plain = word.toLowerCase().slice(0, LONGEST);
    let answer = this.#remembered.get(plain);
    if (!answer) {
      if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
      answer = nearest(plain, this.names);
      this.#remembered.set(plain, answer);
    }
    return answer;
  }
}

const LONGEST = 48;

function nearest(plain: string, names: readonly string[], most = 5): readonly string[] {
  return names
    .map((name) => ({ name, distance: distance(plain, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

/** Levenshtein. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
