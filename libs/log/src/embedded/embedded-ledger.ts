import type { Committed, Ledger, Track } from '../delivery/track.js';
import type { Commit } from '../log.js';
import type { Environment } from './environment.js';

/** Commits of groups: all of them in memory, and those not yet written waiting for the next transaction. */
export class EmbeddedLedger implements Ledger {
  readonly #commits = new Map<string, Committed>();
  #unwritten = new Map<string, Committed>();
  #writing = new Map<string, Committed>();

  constructor(
    private readonly environment: Environment,
    /** Asks for a transaction: at once, or soon if nothing else brings one about. */
    private readonly ask: { soon(): void; now(): Promise<void> },
  ) {
    for (const { key, value } of environment.commits.getRange()) this.#commits.set(key, value);
  }

  committed(group: string, { topic, partition }: Track): Committed | undefined {
    return this.#commits.get(keyOf(group, topic, partition));
  }

  note(group: string, { offsets, metadata }: Commit): void {
    for (const { topic, partition, offset } of offsets) {
      const committed = { offset, ...(metadata !== undefined && { metadata }) };
      const key = keyOf(group, topic, partition);
      this.#commits.set(key, committed);
      this.#unwritten.set(key, committed);
    }
    this.ask.soon();
  }

  async flush(): Promise<void> {
    if (this.#unwritten.size > 0 || this.#writing.size > 0) await this.ask.now();
  }

  get waiting(): boolean {
    return this.#unwritten.size > 0;
  }

  /** Puts what is unwritten into the running transaction. */
  write(): void {
    this.#writing = this.#unwritten;
    this.#unwritten = new Map();
    for (const [key, committed] of this.#writing) void this.environment.commits.put(key, committed);
  }

  written(): void {
    this.#writing = new Map();
  }

  /** What was noted since then is newer and stays. */
  notWritten(): void {
    this.#unwritten = new Map([...this.#writing, ...this.#unwritten]);
    this.#writing = new Map();
  }
}

/** Topic names have no slash and partitions are numbers, so nothing but the group can be ambiguous, and it comes last. */
function keyOf(group: string, topic: string, partition: number): string {
  return `${topic}/${partition}/${group}`;
}
