import { type Gateway, StageCounts } from '@toancanh/runtime';
import { LIMITS } from '../limits.js';
import { Numbering } from './numbering.js';
import { Rate } from './rate.js';

/** What intake keeps of a gateway: its counts, how far its numbering has come, its rate, its last known state. */
export class Account {
  /** Of everything judged; moves to `settled` when the log has it. */
  readonly judged = new StageCounts();
  readonly numbering: Numbering;
  rate: Rate;
  settled: Receipt;
  state: 'online' | 'offline' | undefined;
  stateAt: number | undefined;
  /** The batch that this account was entered in last. */
  batch: object | undefined;

  constructor(public gateway: Gateway) {
    this.numbering = new Numbering(LIMITS.numbering);
    this.rate = new Rate(gateway.ratePerSecond);
    this.settled = this.receipt();
  }

  /** The city says something else of the gateway now; what it has sent stands. */
  adopt(gateway: Gateway): void {
    this.gateway = gateway;
    this.rate = new Rate(gateway.ratePerSecond);
  }

  receipt(): Receipt {
    const { epoch, reached, missing } = this.numbering;
    return {
      ...(epoch !== undefined && { epoch }),
      ...(reached !== undefined && { seq: reached }),
      ...this.judged.status(),
      ...(missing > 0 && { missing }),
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
  /** Numbers of the epoch that have not come, where there are any. */
  readonly missing?: number;
}

/** One account for each gateway of the city, in the order of their first messages. */
export class Accounts {
  readonly #accounts = new Map<string, Account>();

  of(gateway: Gateway): Account {
    let account = this.#accounts.get(gateway.id);
    if (!account) this.#accounts.set(gateway.id, (account = new Account(gateway)));
    else if (account.gateway !== gateway) account.adopt(gateway);
    return account;
  }

  all(): Iterable<Account> {
    return this.#accounts.values();
  }
}
