import { createHash } from 'node:crypto';
import type { Taken } from '../reception.js';

interface Remembered {
  readonly digest: string;
  readonly at: number;
  readonly answer: Promise<Taken>;
}

/**
 * Answers by Idempotency-Key, so that a message sent again gets the first answer and is not taken twice. In memory, bounded
 * by number and age: it spans a lost connection, not a restart.
 */
export class Idempotency {
  readonly #remembered = new Map<string, Remembered>();

  constructor(
    private readonly most: number,
    private readonly age: number,
  ) {}

  /** The answer given before, `other` if that was to another body, or undefined. */
  find(gateway: string, key: string, body: Buffer, now: number): Promise<Taken> | 'other' | undefined {
    const found = this.#remembered.get(`${gateway}\0${key}`);
    if (!found || found.at + this.age <= now) return undefined;
    return found.digest === digestOf(body) ? found.answer : 'other';
  }

  remember(gateway: string, key: string, body: Buffer, now: number, answer: Promise<Taken>): void {
    const name = `${gateway}\0${key}`;
    // In order of age, so that the oldest is the first.
    this.#remembered.delete(name);
    this.#remembered.set(name, { digest: digestOf(body), at: now, answer });
    for (const [oldest, { at }] of this.#remembered) {
      if (this.#remembered.size <= this.most && at + this.age > now) break;
      this.#remembered.delete(oldest);
    }
  }
}

function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64');
}
