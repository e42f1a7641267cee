import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Pool } from 'undici';
import { StoreError } from '../store.js';
import { pauseBefore } from './back-off.js';
import { Deadline } from './deadline.js';
import type { InfluxLimits } from './limits.js';
import { type Verdict, verdictOf } from './write-answer.js';

const compressed = promisify(gzip);

export interface WriteLineOptions {
  readonly origin: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly gzip: boolean;
  readonly limits: InfluxLimits;
  /** Told of each request that will be tried again. */
  readonly onRetry: () => void;
}

/** The way of lines to the server: some attempts in quick succession, each with its end in time. */
export class WriteLine {
  readonly #pool: Pool;
  readonly #headers: Record<string, string>;
  readonly #closing = new AbortController();

  constructor(private readonly options: WriteLineOptions) {
    const { origin, username, password, gzip: compress, limits } = options;
    this.#pool = new Pool(origin, {
      connections: limits.requests,
      pipelining: 1,
      connect: { timeout: limits.writeTimeout },
      headersTimeout: limits.writeTimeout,
      bodyTimeout: limits.writeTimeout,
    });
    this.#headers = {
      'content-type': 'text/plain; charset=utf-8',
      ...(compress && { 'content-encoding': 'gzip' }),
      ...(username !== undefined && {
        authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}`,
      }),
    };
  }

  /**
   * Resolves with the server's verdict on the lines, never with "later": what the server cannot take now is tried again,
   * and thrown as STORE_WRITE when the attempts are used up, or STORE_FULL where its disk is.
   */
  async send(path: string, lines: readonly string[]): Promise<Exclude<Verdict, { is: 'later' }>> {
    const { limits, gzip: compress, onRetry } = this.options;
    const text = lines.join('\n');
    const body = compress ? await compressed(text, { level: 1 }) : text;
    for (let attempt = 1; ; attempt += 1) {
      const verdict = await this.#attempt(path, body);
      if (verdict.is !== 'later') return verdict;
      const rest = Math.max(pauseBefore(attempt, limits), verdict.after ?? 0);
      if (attempt >= limits.attempts || rest > limits.longestRetryAfter) throw unwritten(verdict.reason);
      onRetry();
      await this.#rest(rest);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#pool.destroy();
  }

  /** A server that lets the time run out is frozen or overrun: asking again at once would only double the wait. */
  async #attempt(path: string, body: string | Buffer): Promise<Verdict> {
    const deadline = new Deadline(this.options.limits.writeTimeout);
    try {
      const answer = await this.#pool.request({
        path,
        method: 'POST',
        headers: this.#headers,
        body,
        signal: deadline.signal,
      });
      const retryAfter = answer.headers['retry-after'];
      return verdictOf(
        answer.statusCode,
        await answer.body.text(),
        typeof retryAfter === 'string' ? retryAfter : undefined,
        Date.now(),
      );
    } catch (cause) {
      if (this.#closing.signal.aborted) throw closed(cause);
      if (deadline.isOver || isTimeout(cause)) {
        const { writeTimeout } = this.options.limits;
        throw new StoreError('STORE_WRITE', `InfluxDB did not answer within ${writeTimeout} ms`, { cause });
      }
      return { is: 'later', reason: cause instanceof Error ? cause.message || cause.name : String(cause) };
    } finally {
      deadline.clear();
    }
  }

  async #rest(millis: number): Promise<void> {
    try {
      await pause(millis, undefined, { signal: this.#closing.signal });
    } catch (cause) {
      throw closed(cause);
    }
  }
}

function unwritten(reason: string): StoreError {
  const isFull = /no space left/i.test(reason);
  return new StoreError(isFull ? 'STORE_FULL' : 'STORE_WRITE', `InfluxDB takes no writes: ${reason}`);
}

function closed(cause: unknown): StoreError {
  return new StoreError('STORE_CLOSED', 'the store is closed', { cause });
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && /^UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT$/.test(Object(cause).code ?? '');
}
