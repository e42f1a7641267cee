import { escape } from 'influx';
import { StoreError } from '../store.js';
import type { Policy } from './line-batch.js';
import type { QueryLine, Row } from './query-line.js';
import { isHomeless } from './write-answer.js';

/** Where rows go and come from: a retention policy by name, or the database's own default. */
export type Home = Readonly<Record<Policy, string | undefined>>;

export interface DatabaseOptions {
  readonly name: string;
  /** Milliseconds that rows are kept; Infinity for ever. */
  readonly retention: Readonly<Record<Policy, number>>;
  /** Milliseconds until policies that were missing are looked for again. */
  readonly recheck: number;
  readonly now: () => number;
  readonly onFault: (fault: StoreError) => void;
}

const POLICIES: readonly Policy[] = ['readings', 'windows'];
const NAMED: Home = { readings: 'readings', windows: 'windows' };
/** InfluxDB refuses shorter ones. */
const SHORTEST_MINUTES = 60;

/**
 * The database and its retention policies. They are made where they are missing and may be made; where they may not, rows
 * go into the default policy, which is told, and the policies are looked for again from time to time.
 */
export class Database {
  #home: Promise<Home> | undefined;
  #recheckAt = Infinity;
  /** What was told last, so that a state that goes on is told once. */
  #told = '';

  constructor(
    private readonly line: QueryLine,
    private readonly options: DatabaseOptions,
  ) {}

  /** Throws STORE_SCHEMA where there is no database and none may be made, STORE_READ where nobody answers. */
  home(): Promise<Home> {
    if (this.options.now() >= this.#recheckAt) this.forget();
    if (!this.#home) {
      const home = this.#prepare();
      this.#home = home;
      home.catch(() => {
        if (this.#home === home) this.#home = undefined;
      });
    }
    return this.#home;
  }

  /** Somebody has removed it: the next call makes it again. */
  forget(): void {
    this.#home = undefined;
    this.#recheckAt = Infinity;
  }

  async #prepare(): Promise<Home> {
    const { name, retention } = this.options;
    const created = await this.#statement(`CREATE DATABASE ${escape.quoted(name)}`);
    const found = await this.#statement(`SHOW RETENTION POLICIES ON ${escape.quoted(name)}`);
    if ('refusal' in found) {
      if (isHomeless(found.refusal)) {
        const why = 'refusal' in created ? created.refusal : found.refusal;
        throw new StoreError('STORE_SCHEMA', `there is no database ${name}, and none may be made: ${why}`);
      }
      // Whoever may not look writes and reads where the others do.
      return NAMED;
    }
    const minutes = new Map(found.rows.map(([policy, text]) => [policy, minutesIn(String(text))]));
    const home: Record<Policy, string | undefined> = { ...NAMED };
    const refusals: string[] = [];
    for (const policy of POLICIES) {
      const kept = await this.#keep(policy, minutesOf(retention[policy]), minutes.get(policy));
      if (kept === undefined) continue;
      refusals.push(kept);
      if (!minutes.has(policy)) home[policy] = undefined;
    }
    const isWhole = POLICIES.every((policy) => home[policy] !== undefined);
    if (!isWhole) {
      this.#recheckAt = this.options.now() + this.options.recheck;
      refusals.push('rows go into the default retention policy');
    }
    this.#tell(refusals);
    return home;
  }

  /** Gives why it could not be done. `are` are the minutes of the policy that is there, 0 for ever. */
  async #keep(policy: Policy, minutes: number, are: number | undefined): Promise<string | undefined> {
    if (are === minutes) return undefined;
    const answer = await this.#statement(
      `${are === undefined ? 'CREATE' : 'ALTER'} RETENTION POLICY ${escape.quoted(policy)} ` +
        `ON ${escape.quoted(this.options.name)} DURATION ${minutes === 0 ? 'INF' : `${minutes}m`} REPLICATION 1 ` +
        `SHARD DURATION ${shardOf(minutes)}`,
    );
    return 'refusal' in answer ? `policy ${policy}: ${answer.refusal}` : undefined;
  }

  /** Throws where nobody answers. */
  async #statement(text: string): Promise<{ readonly rows: readonly Row[] } | { readonly refusal: string }> {
    try {
      const [result] = await this.line.ask(text);
      if (result?.error !== undefined) return { refusal: result.error };
      return { rows: result?.series?.[0]?.values ?? [] };
    } catch (error) {
      // A server that knows no such statement, or not from us, refuses the whole request.
      const reason = error instanceof StoreError ? error.message : String(error);
      if (/\bA (400|401|403|404|405) /.test(reason)) return { refusal: reason };
      throw error;
    }
  }

  #tell(reasons: readonly string[]): void {
    const text = reasons.join('; ');
    const isNews = text !== '' && text !== this.#told;
    this.#told = text;
    if (!isNews) return;
    this.options.onFault(new StoreError('STORE_SCHEMA', `database ${this.options.name}: ${text}`));
  }
}

function minutesOf(retention: number): number {
  return Number.isFinite(retention) ? Math.max(SHORTEST_MINUTES, Math.ceil(retention / 60_000)) : 0;
}

/** As InfluxDB chooses for a new policy; a changed one would keep its own, and be refused when that is too long. */
function shardOf(minutes: number): string {
  const days = minutes === 0 ? Infinity : minutes / 1_440;
  if (days < 2) return '1h';
  return days <= 180 ? '1d' : '7d';
}

/** Go's way to write a duration: 720h0m0s. Seconds are not among ours. */
function minutesIn(duration: string): number {
  const [, hours = '0', minutes = '0'] = /^(?:(\d+)h)?(?:(\d+)m)?/.exec(duration) ?? [];
  return Number(hours) * 60 + Number(minutes);
}
