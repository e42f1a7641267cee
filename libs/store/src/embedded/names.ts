import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * The numbers that stand for names in the rows: sensors, metrics, gateways and areas, all of them in memory, as many as
 * the city has. A new name is pending until a transaction that carries it is on disk; one that fails leaves it to the next.
 */
export class Names {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];
  #kept = 0;

  static async load(connection: DuckDBConnection): Promise<Names> {
    const names = new Names();
    const rows = await connection.runAndReadAll('select text from name order by id');
    for (const [text] of rows.getRows()) names.idOf(text as string);
    names.keep();
    return names;
  }

  /** The number of a name, given to it now if it had none. */
  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.push(text) - 1;
    this.#ids.set(text, id);
    return id;
  }

  /** Undefined for a name that no row has. */
  find(text: string): number | undefined {
    return this.#ids.get(text);
  }

  textOf(id: number): string {
    return this.#texts[id]!;
  }

  /** Names that are not on disk yet, with the number of the first. */
  pending(): { readonly first: number; readonly texts: readonly string[] } {
    return { first: this.#kept, texts: this.#texts.slice(this.#kept) };
  }

  /** The pending names are on disk. */
  keep(): void {
    this.#kept = this.#texts.length;
  }
}
