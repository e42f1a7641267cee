import { type Gateway, StageCounts } from '@toancanh/runtime';
import { LIMITS } from '../limits.js';
import { Numbering } from './numbering.js';
import { Rate } from './rate.js';

/** What intake keeps of a gateway: its counts, how far its numbering has come, its rate, its last known state. */
export class Account {
  /** Of everything judged; moves to `settled` when the log has it. */
  readonly judged = new StageCounts();
  readonly numbering: Numbering;
  readonly rate: Rate;
  settled: Receipt;
  state: 'online' | 'offline' | undefined;
  stateAt: number | undefined;
  /** The batch that this account was entered in last. */
  batch: object | undefined;

  constructor(readonly gateway: Gateway) {
    this.numbering = new Numbering(LIMITS.numbersAhead);
    this.rate = new Rate(gateway.ratePerSecond);
    this.settled = this.receipt();
  }

  receipt(): Receipt {
    const { epoch, reached } = this.numbering;
    return {
      ...(epoch !== undefined && { epoch }),
      ...(reached !== undefined && { seq: reached }),
      ...this.judged.status(),
    };
  }
}

/** Counts since intake started. Everything up to `seq` is in the log. */
export interface Receipt {
  readonly epoch?: string;
  readonly seq?: number;
  readonly received: number;
  readonly accepted: number;
  readonly late: number;
  readonly duplicate: number;
  readonly rejected: number;
}

/** One account for each gateway of the city. */
export class Accounts {
  readonly #accounts = new Map<string, Account>();

  of(gateway: Gateway): Account {
    let account = this.#accounts.get(gateway.id);
    if (!account || account.gateway !== gateway) {
      account = new Account(gateway);
      this.#accounts.set(gateway.id, account);
    }
    return account;
  }

  all(): Iterable<Account> {
    return this.#accounts.values();
  }
}
