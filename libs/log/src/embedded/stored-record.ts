import type { LogRecord } from '../log.js';

/** A record whose JSON is parsed when it is first asked for, and then kept in place of its text: once for all readers. */
export class StoredRecord implements LogRecord {
  #text: string | null;
  #value: unknown;

  constructor(
    readonly offset: number,
    readonly key: string,
    readonly appendTime: number,
    text: string | null,
  ) {
    this.#text = text;
  }

  get value(): unknown {
    if (this.#text !== null) {
      this.#value = parsed(this.#text);
      this.#text = null;
    }
    return this.#value ?? null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
