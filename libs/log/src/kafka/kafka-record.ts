import type { LogRecord } from '../log.js';

/** A record as kafkajs decodes it. */
export interface FetchedRecord {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly isControlRecord?: boolean;
}

/** A record whose JSON is parsed when it is first asked for, and then kept in place of its bytes. */
export class KafkaRecord implements LogRecord {
  readonly offset: number;
  readonly key: string;
  #bytes: Buffer | null;
  #value: unknown = null;

  constructor(
    offset: number,
    readonly appendTime: number,
    { key, value }: FetchedRecord,
  ) {
    this.offset = offset;
    this.key = key === null ? '' : key.toString();
    this.#bytes = value;
  }

  get value(): unknown {
    if (this.#bytes !== null) {
      this.#value = parsed(this.#bytes.toString());
      this.#bytes = null;
    }
    return this.#value;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
