import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { InfluxDB } from 'influx';
import { StoreError } from '../store.js';
import { Deadline } from './deadline.js';

/** A row as InfluxDB gives it: the columns asked for, `time` first. */
export type Row = readonly unknown[];

export interface Series {
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values?: readonly Row[];
  /** The server's `max-row-limit` cut the answer. */
  readonly partial?: boolean;
}

interface Answer {
  readonly results?: readonly { readonly series?: readonly Series[]; readonly error?: string }[];
}

export interface QueryLineOptions {
  readonly origin: string;
  readonly database: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Milliseconds a query may take. */
  readonly timeout: number;
}

/** Names and texts of a query: the server puts them in for `$name`, so nothing in them is taken for a command. */
export type Parameters = Readonly<Record<string, string | number>>;

/** The client would turn away from its only server for seconds after a failure, also when that is back. */
const NEVER_AWAY = { getDelay: () => 0, next: () => NEVER_AWAY, reset: () => NEVER_AWAY };

/** The way of queries: the `influx` client, with an end in time, which it lacks where a server dies in mid-answer. */
export class QueryLine {
  readonly #client: InfluxDB;
  readonly #agent: PlainAgent;
  readonly #inFlight = new Set<Deadline>();
  #isClosed = false;

  constructor(private readonly options: QueryLineOptions) {
    const { origin, database, username, password, timeout } = options;
    const { protocol, hostname, port } = new URL(origin);
    this.#agent =
      protocol === 'https:' ? new SecureAgent({ keepAlive: true }) : new PlainAgent({ keepAlive: true });
    this.#client = new InfluxDB({
      hosts: [
        {
          host: hostname.replace(/^\[|\]$/g, ''),
          port: Number(port || (protocol === 'https:' ? 443 : 80)),
          protocol: protocol === 'https:' ? 'https' : 'http',
          options: { agent: this.#agent },
        },
      ],
      database,
      // Left out, the client would present itself as root.
      username: username ?? '',
      password: password ?? '',
      pool: { backoff: NEVER_AWAY, maxRetries: 1, requestTimeout: timeout },
    });
  }

  /** Times come as epoch milliseconds. Throws STORE_READ, also for an answer that is not whole. */
  async series(query: string, parameters: Parameters = {}): Promise<readonly Series[]> {
    const [result] = await this.ask(query, parameters);
    if (result?.error !== undefined) throw unread(result.error);
    const series = result?.series ?? [];
    if (series.some(({ partial }) => partial)) {
      throw unread('the server cuts its answers; set max-row-limit = 0 in its [http] section');
    }
    return series;
  }

  /** The answer as it is, a refusal of the statement within it. */
  async ask(query: string, parameters: Parameters = {}): Promise<NonNullable<Answer['results']>> {
    const { timeout } = this.options;
    if (this.#isClosed) throw closed();
    const deadline = new Deadline(timeout);
    this.#inFlight.add(deadline);
    try {
      const asking = this.#client.queryRaw(query, {
        precision: 'ms',
        placeholders: { ...parameters },
        method: 'POST',
        signal: deadline.signal,
      }) as Promise<Answer>;
      return (await Promise.race([asking, deadline.passed()])).results ?? [];
    } catch (error) {
      if (this.#isClosed) throw closed();
      throw unread(deadline.isOver ? `nothing within ${timeout} ms` : reasonOf(error));
    } finally {
      deadline.clear();
      this.#inFlight.delete(deadline);
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const deadline of this.#inFlight) deadline.stop();
    this.#agent.destroy();
  }
}

function closed(): StoreError {
  return new StoreError('STORE_CLOSED', 'the store is closed');
}

function unread(reason: string): StoreError {
  return new StoreError('STORE_READ', `InfluxDB has no answer: ${reason}`);
}

/** Only the words: the client's errors carry the request, and with it the credentials. */
function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message || error.name : String(error);
  return words.replace(/\s+/g, ' ').trim().slice(0, 400);
}
